import { evaluate } from '@plumbline/iam-policy';
import type { Need } from './needs.ts';
import { type PlacedPolicy, statementsOf } from './placed-policy.ts';

/**
 * Whether a role's policies can allow a need. Conditions are unknown before the call: a conditional allow counts as an allow, and a
 * conditional deny does not count.
 */
export const canAllow = (policies: readonly PlacedPolicy[], { action, resource }: Need): boolean => {
  const documents = policies.map(({ document }) => ({
    Statement: statementsOf(document)
      .filter(({ Effect, Condition }) => Effect === 'Allow' || Condition === undefined)
      .map(({ Condition: _, ...statement }) => statement),
  }));
  return evaluate(documents, { action, resource: resource.replaceAll('*', 'any') }) === 'allowed';
};
