import { wildcardMatches } from '@plumbline/iam-policy';
import { isUnresolved, type LambdaFunction } from '@plumbline/topology';
import type { Check } from '../draft.ts';
import type { Proof } from '../flow-system.ts';
import { isFailureAction, type Need, needsOf, TRACING_NEEDS } from '../needs.ts';
import { listOf, rolePolicies, statementsOf } from '../policies.ts';

/** Roles of functions whose manifest says what they do allow nothing that nobody needs. */
export const permissionsAreNeeded: Check = function* (proof) {
  for (const [roleArn, functions] of Map.groupBy(proof.functions, (fn) => fn.roleArn)) {
    const needs = functions.map((fn) => needsOf(proof, fn));
    // A role that somebody else has as well, of whom nothing is known.
    if (needs.includes(undefined)) continue;
    const all = [...needs.flatMap((one) => one ?? []), ...TRACING_NEEDS];
    for (const { at, document } of rolePolicies(proof, roleArn) ?? []) {
      const unused = statementsOf(document).flatMap(({ Effect, Action, Resource }) =>
        Effect === 'Allow'
          ? listOf(Action)
              .filter((action) => !isToldElsewhere(proof, action, functions))
              .flatMap((action) =>
                listOf(Resource)
                  .filter((resource) => !isNeeded(all, action, resource))
                  .map((resource) => `${action} on ${resource}`),
              )
          : [],
      );
      if (unused.length === 0) continue;
      yield {
        code: 'PERMISSION_UNUSED',
        at,
        subject: `policy ${String(at.values.name ?? at.address)}`,
        why: `${functions.map(({ name }) => name).join(', ')} needs none of: ${unused.join('; ')}.`,
        mend: 'Take it away, or say in the function’s manifest what it is for.',
      };
    }
  }
};

/** Actions that don't exist, and those for a destination of failures that is missing: these are the defect, not what was allowed. */
const isToldElsewhere = ({ actions }: Proof, action: string, functions: readonly LambdaFunction[]): boolean =>
  actions.get(action.toLowerCase())?.exists === false ||
  (isFailureAction(action) && functions.some(({ onFailureArn }) => onFailureArn === undefined));

const isNeeded = (needs: readonly Need[], action: string, resource: string): boolean =>
  needs.some(
    (need) =>
      wildcardMatches(action, need.action, true) &&
      (isUnresolved(need.resource) || wildcardMatches(resource, need.resource) || wildcardMatches(need.resource, resource)),
  );
