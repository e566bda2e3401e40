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

/** The checks of `plumb check`, by name. */
export const CHECKS = {
  /** The declared contracts keep the promises of the published schemas. */
  contracts: (system, options) => checkContracts({ ...system, ...options }),
  /** Every consumer of a version receives that version today. */
  versions: (system, options) => checkVersions({ ...system, ...options }),
  /** Every event reaches its consumers, or a dead-letter queue with an alarm. */
  flows: (system, { today }) => checkFlows(flowSystem(system, today)),
  /** The catalog agrees with contracts and Terraform. */
  catalog: async ({ root, topology, domains }) => {
    const source = await readCatalogSource(root, topology, domains);
    return [...(await catalogDrift(source, `${root}catalog/pages`)), ...(await checkPages(`${root}catalog`))];
  },
  /** The team that owns a declaration reviews its changes. */
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

/** Runs a check and returns its findings. A check that fails reports the failure as a finding and does not hide the findings of the others. */
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

/** The finding of a check that could not finish. */
export const checkFailed = (subject: string, file: string, error: unknown): Finding<string> => ({
  code: 'CHECK_FAILED',
  severity: 'error',
  subject,
  file,
  why: `The check failed: ${error instanceof Error ? error.message : String(error)}`,
  fix: 'Fix the cause that the message names, or fix the other findings first. PLUMBLINE_DEBUG=1 shows the stack trace.',
});

/** The file to start with when a check fails. */
const LOOKS_AT: Readonly<Record<CheckName, string>> = {
  contracts: 'packages/contracts',
  versions: 'packages/contracts',
  flows: 'infra/cdktf.out',
  catalog: 'catalog/pages',
  codeowners: '.github/CODEOWNERS',
};
