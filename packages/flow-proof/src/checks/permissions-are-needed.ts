import { wildcardMatches } from '@plumbline/iam-policy';
import { isUnresolved, type LambdaFunction, type Schedule } from '@plumbline/topology';
import type { Check, Draft } from '../draft.ts';
import type { Proof } from '../flow-system.ts';
import { isFailureAction, type Need, needsOf, TRACING_NEEDS } from '../needs.ts';
import { listOf, type PlacedPolicy, statementsOf, trustPolicy } from '../placed-policy.ts';
import { rolePolicies } from '../policies.ts';
import { scheduleNeeds } from '../schedule-permission.ts';
import { SCHEDULER } from '../scheduler-principal.ts';

/** Roles of schedules, and of functions with a declared manifest, allow only the permissions that they need. */
export const permissionsAreNeeded: Check = function* (proof) {
  const schedules = Map.groupBy(proof.schedules, ({ roleArn }) => roleArn);
  for (const [roleArn, functions] of Map.groupBy(proof.functions, (fn) => fn.roleArn)) {
    const needs = [...functions.map((fn) => needsOf(proof, fn)), ...(schedules.get(roleArn) ?? []).map(scheduleNeeds)];
    // Skips a role that is shared with a function or schedule of unknown needs.
    if (needs.includes(undefined)) continue;
    const all = [...needs.flatMap((one) => one ?? []), ...TRACING_NEEDS];
    const fix = 'Remove the permission, or declare the access in the function’s manifest.';
    const reportedElsewhere = (action: string) => lacksDestination(action, functions);
    yield* unusedOf(proof, { roleArn, who: functions, needs: all, reportedElsewhere, fix });
  }
  // A schedule with an unresolved role may have any role.
  if (proof.schedules.some(({ roleArn }) => isUnresolved(roleArn))) return;
  for (const [roleArn, own] of schedules) {
    const needs = own.map(scheduleNeeds);
    if (needs.includes(undefined) || own.some(hidesNeed) || !isForSchedulesOnly(proof, roleArn)) continue;
    const reportedElsewhere = (action: string) =>
      isFailureAction(action) && own.some(({ deadLetterQueueArn }) => deadLetterQueueArn === undefined);
    yield* unusedOf(proof, {
      roleArn,
      who: own,
      needs: needs.flatMap((one) => one ?? []),
      reportedElsewhere,
      fix: 'Remove the permission.',
    });
  }
};

interface RoleUse {
  readonly roleArn: string;
  readonly who: readonly { readonly name: string }[];
  readonly needs: readonly Need[];
  /** Whether another finding already reports the cause: the declaration that needs the permission is missing. */
  readonly reportedElsewhere: (action: string) => boolean;
  readonly fix: string;
}

function* unusedOf(proof: Proof, { roleArn, who, needs, reportedElsewhere, fix }: RoleUse): Iterable<Draft> {
  for (const { at, document } of rolePolicies(proof, roleArn) ?? []) {
    const unused = statementsOf(document).flatMap(({ Effect, Action, Resource }) =>
      Effect === 'Allow'
        ? listOf(Action)
            .filter((action) => !isUnknown(proof, action) && !reportedElsewhere(action))
            .flatMap((action) =>
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
      why: `${who.map(({ name }) => name).join(', ')} does not need: ${unused.join('; ')}.`,
      fix,
    };
  }
}

/** Another rule reports actions that do not exist. */
const isUnknown = ({ actions }: Proof, action: string): boolean => actions.get(action.toLowerCase())?.exists === false;

/** Another rule reports the missing destination for failures that such an action is for. */
const lacksDestination = (action: string, functions: readonly LambdaFunction[]): boolean =>
  isFailureAction(action) && functions.some(({ onFailureArn }) => onFailureArn === undefined);

const hidesNeed = ({ deadLetterQueueArn }: Schedule): boolean => isUnresolved(deadLetterQueueArn);

/** Whether only Scheduler may assume the role. The needs of other principals are unknown. */
const isForSchedulesOnly = (proof: Proof, roleArn: string): boolean => {
  const role = proof.one('aws_iam_role', 'arn', roleArn);
  const trust: PlacedPolicy | undefined = role && trustPolicy(role);
  return (
    trust !== undefined &&
    statementsOf(trust.document).every(
      ({ Effect, Principal }) => Effect === 'Deny' || JSON.stringify(Principal) === JSON.stringify({ Service: SCHEDULER.id }),
    )
  );
};

const isNeeded = (needs: readonly Need[], action: string, resource: string): boolean =>
  needs.some(
    (need) =>
      wildcardMatches(action, need.action, true) &&
      (isUnresolved(need.resource) || wildcardMatches(resource, need.resource) || wildcardMatches(need.resource, resource)),
  );
