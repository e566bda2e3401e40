import { readContracts } from '@plumbline/contract-gate';
import { checkFlows } from '@plumbline/flow-proof';
import { largeSystem } from '@plumbline/flow-proof/bench';
import { readStacks, readTopology } from '@plumbline/topology';
import { ROOT } from '../src/root.ts';
import { percentile } from './percentile.ts';

const BUSES = 5;
const FUNCTIONS_OF_BUS = 100;
/** The first run of each case warms up and does not count. */
const RUNS = 5;
const WORLD = { accountId: '123456789012', region: 'eu-west-1', partition: 'aws', sqsEndpoint: 'https://sqs.eu-west-1.amazonaws.com' };

/** The duration of each step of the proof in milliseconds, and its result. */
interface Proven {
  readonly readMs: number;
  readonly checkMs: number;
  readonly what: string;
}

/** Measures the time to prove the repository itself and a generated system: reads it, then runs every check of the flows. */
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
    // Reads a large system again for each run, so that only the schema compiler is warm.
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
