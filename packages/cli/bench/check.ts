import { readContracts } from '@plumbline/contract-gate';
import { checkFlows } from '@plumbline/flow-proof';
import { largeSystem } from '@plumbline/flow-proof/bench';
import { readStacks, readTopology } from '@plumbline/topology';
import { ROOT } from '../src/root.ts';
import { percentile } from './percentile.ts';

const BUSES = 5;
const FUNCTIONS_OF_BUS = 100;
/** Of each case the first run warms up and is not counted. */
const RUNS = 5;
const WORLD = { accountId: '123456789012', region: 'eu-west-1', partition: 'aws', sqsEndpoint: 'https://sqs.eu-west-1.amazonaws.com' };

/** Milliseconds of a step of the proof, and what came of it. */
interface Proven {
  readonly readMs: number;
  readonly checkMs: number;
  readonly what: string;
}

/** How long it takes to prove the repository itself, and a generated system: reading, then every check of the flows. */
export const benchCheck = async (say: (line: string) => void): Promise<void> => {
  const { stacks, contracts } = largeSystem(BUSES, FUNCTIONS_OF_BUS);
  const cases = {
    repository: async () => {
      const [ownStacks, domains] = await Promise.all([readStacks(`${ROOT}infra/cdktf.out`), readContracts(ROOT)]);
      return { stacks: ownStacks, contracts: domains.flatMap((domain) => domain.contracts) };
    },
    generated: async () => ({ stacks, contracts }),
  };
  for (const [name, read] of Object.entries(cases)) {
    const runs: Proven[] = [];
    // A large system is read anew each time, so that nothing is known from the run before but what a schema is.
    for (let run = 0; run <= RUNS; run++) runs.push(await proven(read));
    const [cold, ...warm] = runs;
    const median = (pick: (run: Proven) => number): number => percentile(warm.map(pick), 0.5);
    say(
      `check    ${name}: ${cold?.what}: read in ${Math.round(median(({ readMs }) => readMs))} ms, ` +
        `proven in ${Math.round(median(({ checkMs }) => checkMs))} ms (the first time ${Math.round((cold?.readMs ?? 0) + (cold?.checkMs ?? 0))} ms in all)`,
    );
  }
};

const proven = async (read: () => Promise<Pick<ReturnType<typeof largeSystem>, 'stacks' | 'contracts'>>): Promise<Proven> => {
  const startMs = performance.now();
  const { stacks, contracts } = await read();
  const topology = readTopology(stacks, WORLD);
  const readAtMs = performance.now();
  const findings = await checkFlows({ topology, contracts });
  const endMs = performance.now();
  const { functions, rules, resources } = topology;
  const what = `${functions.length} functions, ${rules.length} rules, ${resources.length} resources, ${findings.length} findings`;
  return { readMs: readAtMs - startMs, checkMs: endMs - readAtMs, what };
};
