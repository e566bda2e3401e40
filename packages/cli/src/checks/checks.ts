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
  for (const name of names) findings.push(...(await CHECKS[name](system, options)));
  return findings;
};
