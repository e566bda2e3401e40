import { publishSchemas } from '@plumbline/contract-gate';
import { checkFlows, coverage, type FlowSystem } from '@plumbline/flow-proof';
import { shortNames, type Topology } from '@plumbline/topology';
import pc from 'picocolors';
import { CHECK_NAMES, type CheckName, type CheckOptions, checkFailed, findingsOf, runChecks } from './checks.ts';
import { drawCoverage } from './draw-coverage.ts';
import { counted, drawFinding, drawSummary } from './draw-findings.ts';
import { type LocatedFinding, locate } from './locate.ts';
import { type DeclaredSystem, flowSystem, readStrangers, readSystem } from './read-system.ts';
import { toSarif } from './sarif.ts';

type Say = (line: string) => void;

/** How findings are reported. */
export interface Telling {
  readonly json: boolean;
  readonly sarif: boolean;
  /** The lowest severity that makes the exit code 1. */
  readonly failOn: 'error' | 'warning';
}

/** Runs checks, reports their findings, and returns the exit code. */
export const check = async (root: string, names: readonly CheckName[], options: CheckOptions & Telling, say: Say): Promise<number> => {
  const startMs = performance.now();
  const system = await readOrTell(() => readSystem(root), 'services', options, say);
  if (system === undefined) return 1;
  const findings = locate(root, await runChecks(system, names.length === 0 ? CHECK_NAMES : names, options));
  // Prints the matrix only when the developer asked for the check of flows.
  const isDrawn = names.includes('flows') && !findings.some(({ code, subject }) => code === 'CHECK_FAILED' && subject === 'flows');
  if (isDrawn && !options.json && !options.sarif) say(matrix(flowSystem(system)));
  return tell(findings, `${looked(system)}, ${lookedAt(system.topology)}`, startMs, options, say);
};

/** Proves Terraform from outside this repository, and reports the parts that could not be resolved. */
export const checkStrangers = async (folder: string, paths: readonly string[], options: Telling, say: Say): Promise<number> => {
  const startMs = performance.now();
  const system = await readOrTell(() => readStrangers(folder, paths), paths.join(', '), options, say);
  if (system === undefined) return 1;
  const findings = locate('', await findingsOf('flows', () => checkFlows(system)));
  if (!options.json && !options.sarif) for (const problem of system.topology.problems) say(`${pc.dim('not resolved')}  ${problem}`);
  return tell(findings, lookedAt(system.topology), startMs, options, say);
};

/** When findings are printed as data, reports a read error as a finding and returns `undefined`; otherwise throws it. */
const readOrTell = async <T>(read: () => Promise<T>, file: string, options: Telling, say: Say): Promise<T | undefined> => {
  try {
    return await read();
  } catch (error) {
    if (!options.json && !options.sarif) throw error;
    tell(locate('', [checkFailed('declarations', file, error)]), '', 0, options, say);
    return undefined;
  }
};

const matrix = (system: FlowSystem): string => drawCoverage(coverage(system), shortNames(system.topology));

const tell = (findings: readonly LocatedFinding[], looked: string, startMs: number, options: Telling, say: Say): number => {
  if (options.sarif) say(JSON.stringify(toSarif(findings), null, 2));
  else if (options.json) say(JSON.stringify(findings, null, 2));
  else {
    for (const finding of findings) say(drawFinding(finding));
    say(drawSummary(findings, looked, performance.now() - startMs));
  }
  return findings.some(({ severity }) => severity === 'error' || options.failOn === 'warning') ? 1 : 0;
};

const looked = ({ domains }: DeclaredSystem): string => {
  const published = domains.flatMap((domain) => domain.published);
  const types = new Set(published.map(({ eventType }) => eventType));
  return `${counted(published.length, 'version')} of ${counted(types.size, 'event')}`;
};

const lookedAt = ({ functions, rules }: Topology): string => `${counted(functions.length, 'function')}, ${counted(rules.length, 'rule')}`;

/** Writes the schemas of the declared contracts where the gate allows it. Returns the exit code: 1 when the gate refused a schema. */
export const publish = async (root: string, options: CheckOptions, say: Say): Promise<number> => {
  const { written, refused } = await publishSchemas(root, { ...(await readSystem(root)), ...options });
  for (const file of written) say(`${pc.green('published')}  ${file}`);
  for (const finding of locate(root, refused)) say(drawFinding(finding));
  if (written.length === 0 && refused.length === 0) say('Every declared contract is published.');
  return refused.length === 0 ? 0 : 1;
};
