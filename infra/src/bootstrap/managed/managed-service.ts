import type { Statement } from '../../constructs/policy.ts';
import type { Place } from '../place.ts';

/**
 * The permissions that Terraform needs to manage some types of resources. Actions and their resource types are from
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export interface ManagedService {
  readonly types: readonly string[];
  /** Actions that read configurations. */
  readonly read: readonly string[];
  readonly write: (place: Place) => readonly Statement[];
  /** Whether the resource is not named after an environment: only stacks with one of the types may change it. @default false */
  readonly wholeAccount?: boolean;
}

export const allow = (Action: readonly string[], Resource: string | readonly string[], Condition?: Statement['Condition']): Statement => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...(Condition === undefined ? {} : { Condition }),
});
