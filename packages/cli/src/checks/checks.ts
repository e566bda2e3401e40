import { catalogDrift, checkPages, readCatalogSource } from '@plumbline/catalog-writer';
import { type Compatibility, checkContracts, checkVersions, type Finding } from '@plumbline/contract-gate';
import { checkFlows } from '@plumbline/flow-proof';
import { codeownersDrift } from '../codeowners/codeowners-drift.ts';
import { type DeclaredSystem, flowSystem } from './read-system.ts';

export interface CheckOptions {
  /** `yyyy-mm-dd` */
  readonly today: string;
  readonly compatibility: Compatibility;
}

type Check = (system: DeclaredSystem, options: CheckOptions) => readonly Finding<string>[] | Promise<readonly Finding<string>[]>;

/** What `plumb check` looks at, by name. */
export const CHECKS = {
  /** What is declared keeps the promises of what was published. */
  contracts: (system, options) => checkContracts({ ...system, ...options }),
  /** Whoever consumes a version gets it, today. */
  versions: (system, options) => checkVersions({ ...system, ...options }),
  /** Every event arrives, or is kept where somebody is told of it. */
  flows: (system) => checkFlows(flowSystem(system)),
  /** The catalog says what contracts and Terraform say. */
  catalog: async ({ root, topology, domains }) => {
    const source = await readCatalogSource(root, topology, domains);
    return [...(await catalogDrift(source, `${root}catalog/pages`)), ...(await checkPages(`${root}catalog`))];
  },
  /** Reviews are asked of whoever declared it. */
  codeowners: codeownersDrift,
} as const satisfies Record<string, Check>;

export type CheckName = keyof typeof CHECKS;
export const CHECK_NAMES = Object.keys(CHECKS) as readonly CheckName[];

/** Runs the named checks, one after the other. */
export const runChecks = async (
  system: DeclaredSystem,
  names: readonly CheckName[],
  options: CheckOptions,
): Promise<readonly Finding<string>[]> => {
  const findings: Finding<string>[] = [];
  for (const name of names) findings.push(...(await findingsOf(name, () => CHECKS[name](system, options))));
  return findings;
};

/** What a check finds. One that fails says so by a finding of its own, and hides nothing of what the others found. */
export const findingsOf = async (
  name: CheckName,
  check: () => readonly Finding<string>[] | Promise<readonly Finding<string>[]>,
): Promise<readonly Finding<string>[]> => {
  try {
    return await check();
  } catch (error) {
    if (process.env.PLUMBLINE_DEBUG !== undefined) console.error(error);
    return [checkFailed(name, LOOKS_AT[name], error)];
  }
};

/** The finding of a check that could not come to its end. */
export const checkFailed = (subject: string, file: string, error: unknown): Finding<string> => ({
  code: 'CHECK_FAILED',
  severity: 'error',
  subject,
  file,
  why: `The check could not be finished: ${error instanceof Error ? error.message : String(error)}`,
  fix: 'Fix what it names, or the other findings first. PLUMBLINE_DEBUG=1 shows where it failed.',
});

/** Where to begin looking when a check fails. */
const LOOKS_AT: Readonly<Record<CheckName, string>> = {
  contracts: 'packages/contracts',
  versions: 'packages/contracts',
  flows: 'infra/cdktf.out',
  catalog: 'catalog/pages',
  codeowners: '.github/CODEOWNERS',
};
