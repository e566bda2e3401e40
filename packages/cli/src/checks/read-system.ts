import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Domain, readContracts } from '@plumbline/contract-gate';
import type { FlowSystem } from '@plumbline/flow-proof';
import { LOCAL_ACCOUNT } from '@plumbline/local-aws';
import { readStacks, readTerraformJson, readTopology, type Topology } from '@plumbline/topology';

/** What is declared: the compiled Terraform and the contracts. */
export interface DeclaredSystem {
  /** The repository's folder. */
  readonly root: string;
  readonly topology: Topology;
  readonly domains: readonly Domain[];
}

/** Which account it is does not matter to a declaration. */
const WORLD = { ...LOCAL_ACCOUNT, sqsEndpoint: `https://sqs.${LOCAL_ACCOUNT.region}.amazonaws.com` };

/** Reads what was synthesized, and the contracts. */
export const readSystem = async (root: string): Promise<DeclaredSystem> => {
  const [stacks, domains] = await Promise.all([readStacks(`${root}infra/cdktf.out`), readContracts(root)]);
  return { root, topology: readTopology(stacks, WORLD), domains };
};

/** What the flow proof is given of a system. */
export const flowSystem = ({ root, topology, domains }: DeclaredSystem): FlowSystem => ({
  topology,
  contracts: domains.flatMap(({ contracts }) => contracts),
  fileOf(stack) {
    const manifest = `services/${stack}/src/manifest.ts`;
    return existsSync(`${root}${manifest}`) ? manifest : `infra/src/stacks/${stack}.ts`;
  },
});

/**
 * Reads Terraform that is not ours: each path is a `.tf.json` file or a folder of them. Of what is in its events nothing is known.
 *
 * @param folder that paths are relative to
 * @throws TopologyError `NOT_SYNTHESIZED`
 */
export const readStrangers = async (folder: string, paths: readonly string[]): Promise<FlowSystem> => {
  const stacks = await Promise.all(paths.map((path) => readTerraformJson(resolve(folder, path))));
  const pathOf = new Map(stacks.map(({ name }, index) => [name, paths[index] ?? name]));
  return { topology: readTopology(stacks, WORLD), fileOf: (stack) => pathOf.get(stack) ?? stack };
};
