import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Domain, readContracts } from '@plumbline/contract-gate';
import type { FlowSystem } from '@plumbline/flow-proof';
import { LOCAL_ACCOUNT } from '@plumbline/local-aws';
import { readStacks, readTerraformJson, readTopology, type Topology } from '@plumbline/topology';

/** The declared system: the compiled Terraform and the contracts. */
export interface DeclaredSystem {
  /** The repository's folder. */
  readonly root: string;
  readonly topology: Topology;
  readonly domains: readonly Domain[];
}

/** A placeholder: declarations do not depend on the account. */
const WORLD = { ...LOCAL_ACCOUNT, sqsEndpoint: `https://sqs.${LOCAL_ACCOUNT.region}.amazonaws.com` };

/** Reads the synthesized Terraform and the contracts. */
export const readSystem = async (root: string): Promise<DeclaredSystem> => {
  const [stacks, domains] = await Promise.all([readStacks(`${root}infra/cdktf.out`), readContracts(root)]);
  return { root, topology: readTopology(stacks, WORLD), domains };
};

/** The input of the flow proof. */
export const flowSystem = ({ root, topology, domains }: DeclaredSystem, today?: string): FlowSystem => ({
  topology,
  contracts: domains.flatMap(({ contracts }) => contracts),
  commands: domains.flatMap(({ commands }) => commands),
  ...(today !== undefined && { today }),
  fileOf(stack) {
    const manifest = `services/${stack}/src/manifest.ts`;
    return existsSync(`${root}${manifest}`) ? manifest : `infra/src/stacks/${stack}.ts`;
  },
});

/**
 * Reads Terraform from outside this repository: each path is a `.tf.json` file or a folder of them. The contracts of its events are unknown.
 *
 * @param folder the folder that the paths are relative to
 * @throws TopologyError `NOT_SYNTHESIZED`
 */
export const readStrangers = async (folder: string, paths: readonly string[]): Promise<FlowSystem> => {
  const stacks = await Promise.all(paths.map((path) => readTerraformJson(resolve(folder, path))));
  const pathOf = new Map(stacks.map(({ name }, index) => [name, paths[index] ?? name]));
  return { topology: readTopology(stacks, WORLD), fileOf: (stack) => pathOf.get(stack) ?? stack };
};
