import { type Domain, readContracts } from '@plumbline/contract-gate';
import { LOCAL_ACCOUNT } from '@plumbline/local-aws';
import { readStacks, readTopology, type Topology } from '@plumbline/topology';

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
