import { wildcardMatches } from '@plumbline/iam-policy';
import { isUnresolved, type LambdaFunction } from '@plumbline/topology';
import type { Check, Draft } from '../draft.ts';
import type { Proof } from '../flow-system.ts';
import { type Need, needsOf } from '../needs.ts';
import { listOf, type PlacedPolicy, rolePolicies, statementsOf } from '../policies.ts';

/**
 * Roles name what they allow: no `*` where AWS knows a resource, no action that does not exist, nothing that nobody needs.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege
 */
export const rolesAreLeast: Check = function* (proof) {
  for (const policy of proof.rolePolicies) yield* wideProblems(proof, policy);
  for (const fn of proof.functions) yield* unusedProblems(proof, fn);
};

function* wideProblems({ actions }: Proof, { at, document }: PlacedPolicy): Iterable<Draft> {
  const about = { at, subject: `policy ${String(at.values.name ?? at.address)}` };
  for (const { Effect, Action, Resource, NotAction, NotResource } of statementsOf(document)) {
    if (Effect !== 'Allow') continue;
    const wide = listOf(Action).filter((action) => action.includes('*'));
    if (wide.length > 0 || NotAction !== undefined) {
      yield {
        ...about,
        code: 'ACTION_WILDCARD',
        why: `It allows ${wide.join(', ') || 'every action but some'}: also what AWS adds to the service next year.`,
        mend: 'Name the actions that the code calls.',
      };
    }
    const unknown = listOf(Action).filter((action) => actions.get(action.toLowerCase())?.exists === false);
    if (unknown.length > 0) {
      yield {
        ...about,
        code: 'ACTION_UNKNOWN',
        why: `It allows ${unknown.join(', ')}, which AWS does not have; IAM takes it in silence, and the call stays forbidden.`,
        mend: 'Correct the spelling.',
      };
    }
    const everywhere = listOf(Resource).includes('*') || NotResource !== undefined;
    const narrow = listOf(Action).filter((action) => actions.get(action.toLowerCase())?.hasResource === true);
    if (everywhere && narrow.length > 0 && unknown.length === 0) {
      yield {
        ...about,
        code: 'RESOURCE_WILDCARD',
        why: `It allows ${narrow.join(', ')} on every resource of the account.`,
        mend: 'Name the resources by ARN.',
      };
    }
  }
}

/** Of functions whose manifest says what they do. */
function* unusedProblems(proof: Proof, fn: LambdaFunction): Iterable<Draft> {
  const needs = needsOf(proof, fn);
  if (needs === undefined) return;
  for (const { at, document } of rolePolicies(proof, fn.roleArn) ?? []) {
    const unused = statementsOf(document).flatMap(({ Effect, Action, Resource }) =>
      Effect === 'Allow'
        ? listOf(Action).flatMap((action) =>
            listOf(Resource)
              .filter((resource) => !isNeeded(needs, action, resource))
              .map((resource) => `${action} on ${resource}`),
          )
        : [],
    );
    if (unused.length === 0) continue;
    yield {
      code: 'PERMISSION_UNUSED',
      at,
      subject: `policy ${String(at.values.name ?? at.address)}`,
      why: `${fn.name} needs none of: ${unused.join('; ')}.`,
      mend: 'Take it away, or say in the function’s manifest what it is for.',
    };
  }
}

const isNeeded = (needs: readonly Need[], action: string, resource: string): boolean =>
  needs.some(
    (need) =>
      wildcardMatches(action, need.action, true) &&
      (isUnresolved(need.resource) || wildcardMatches(resource, need.resource) || wildcardMatches(need.resource, resource)),
  );
