import { wildcardMatches } from '@plumbline/iam-policy';
import { isUnresolved, type LambdaFunction, type Schedule } from '@plumbline/topology';
import type { Check, Draft } from '../draft.ts';
import type { Proof } from '../flow-system.ts';
import { isFailureAction, type Need, needsOf, TRACING_NEEDS } from '../needs.ts';
import { listOf, type PlacedPolicy, statementsOf, trustPolicy } from '../placed-policy.ts';
import { rolePolicies } from '../policies.ts';
import { scheduleNeeds } from '../schedule-permission.ts';
import { SCHEDULER } from '../scheduler-principal.ts';

/** Roles of schedules, and of functions whose manifest says what they do, allow nothing that nobody needs. */
export const permissionsAreNeeded: Check = function* (proof) {
  const schedules = Map.groupBy(proof.schedules, ({ roleArn }) => roleArn);
  for (const [roleArn, functions] of Map.groupBy(proof.functions, (fn) => fn.roleArn)) {
    const needs = [...functions.map((fn) => needsOf(proof, fn)), ...(schedules.get(roleArn) ?? []).map(scheduleNeeds)];
    // A role that somebody else has as well, of whom nothing is known.
    if (needs.includes(undefined)) continue;
    const all = [...needs.flatMap((one) => one ?? []), ...TRACING_NEEDS];
    const fix = 'Take it away, or say in the function’s manifest what it is for.';
    const toldElsewhere = (action: string) => lacksDestination(action, functions);
    yield* unusedOf(proof, { roleArn, who: functions, needs: all, toldElsewhere, fix });
  }
  // A schedule of nobody knows whom may have any role.
  if (proof.schedules.some(({ roleArn }) => isUnresolved(roleArn))) return;
  for (const [roleArn, own] of schedules) {
    const needs = own.map(scheduleNeeds);
    if (needs.includes(undefined) || own.some(hidesNeed) || !isForSchedulesOnly(proof, roleArn)) continue;
    const toldElsewhere = (action: string) =>
      isFailureAction(action) && own.some(({ deadLetterQueueArn }) => deadLetterQueueArn === undefined);
    yield* unusedOf(proof, { roleArn, who: own, needs: needs.flatMap((one) => one ?? []), toldElsewhere, fix: 'Take it away.' });
  }
};

interface RoleUse {
  readonly roleArn: string;
  readonly who: readonly { readonly name: string }[];
  readonly needs: readonly Need[];
  /** Whether the defect is not what was allowed, but that what needs it is missing. */
  readonly toldElsewhere: (action: string) => boolean;
  readonly fix: string;
}

function* unusedOf(proof: Proof, { roleArn, who, needs, toldElsewhere, fix }: RoleUse): Iterable<Draft> {
  for (const { at, document } of rolePolicies(proof, roleArn) ?? []) {
    const unused = statementsOf(document).flatMap(({ Effect, Action, Resource }) =>
      Effect === 'Allow'
        ? listOf(Action)
            .filter((action) => !isUnknown(proof, action) && !toldElsewhere(action))
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
      why: `${who.map(({ name }) => name).join(', ')} needs none of: ${unused.join('; ')}.`,
      fix,
    };
  }
}

/** Actions that don't exist are the defect, not what was allowed. */
const isUnknown = ({ actions }: Proof, action: string): boolean => actions.get(action.toLowerCase())?.exists === false;

/** Of those for a destination of failures that is missing, the destination is the defect. */
const lacksDestination = (action: string, functions: readonly LambdaFunction[]): boolean =>
  isFailureAction(action) && functions.some(({ onFailureArn }) => onFailureArn === undefined);

const hidesNeed = ({ deadLetterQueueArn }: Schedule): boolean => isUnresolved(deadLetterQueueArn);

/** Whether nobody but Scheduler may have the role: what others would do with it is not known. */
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
