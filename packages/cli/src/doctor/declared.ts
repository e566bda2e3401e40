import { readStacks, readTopology, type StackFile } from '@plumbline/topology';
import { compiledStacks } from '../stacks/compiled-stacks.ts';
import type { Declared } from './check-account.ts';
import type { Fact } from './diagnosis.ts';

/** The synthesized resources of an environment that need quota or unique names in an account. */
export interface DeclaredSystem extends Declared {
  /** The names of the buckets in an account. */
  buckets(accountId: string): readonly string[];
}

/** Reads the stacks of a `cdktf.out` folder, if they belong to the environment. */
export const declaredFor = async (environment: string, cdktfOut: string): Promise<Fact<DeclaredSystem>> => {
  let stacks: readonly StackFile[];
  try {
    stacks = await readStacks(cdktfOut);
  } catch {
    return { unknown: 'no stacks are synthesized; run "npm run synth"' };
  }
  const [synthesized] = stacks.flatMap(({ defaultTags }) => defaultTags?.environment ?? []);
  if (synthesized !== environment) {
    return { unknown: `the synthesized environment is ${synthesized}; run "PLUMBLINE_ENVIRONMENT=${environment} npm run synth"` };
  }
  const inAccount = (accountId: string) => readTopology(stacks, { accountId, region: '', partition: 'aws', sqsEndpoint: '' });
  const { rules } = inAccount('000000000000');
  const [region = ''] = ((await compiledStacks(cdktfOut)) ?? []).flatMap(({ terraform }) => terraform.provider?.aws?.[0]?.region ?? []);
  return {
    value: {
      environment,
      region,
      rules: new Map([...Map.groupBy(rules, ({ bus }) => busNameOf(bus))].map(([bus, of]) => [bus, of.map(({ name }) => name)])),
      buckets: (accountId) => inAccount(accountId).buckets.map(({ name }) => name),
    },
  };
};

/** The last part of its ARN. */
const busNameOf = (bus: string): string => bus.split('/').at(-1) ?? bus;
