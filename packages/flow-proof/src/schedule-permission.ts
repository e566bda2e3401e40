import { evaluate, type Permission } from '@plumbline/iam-policy';
import { isUnresolved, type Schedule } from '@plumbline/topology';
import { arnOf } from './arn.ts';
import type { Proof } from './flow-system.ts';
import type { Need } from './needs.ts';
import { trustPolicy } from './placed-policy.ts';
import { rolePolicies } from './policies.ts';
import type { Delivery } from './policy-permission.ts';
import { canAllow } from './role-verdict.ts';
import { SCHEDULER, schedulerKeys } from './scheduler-principal.ts';

/** The action that Scheduler calls, by the service of its target, https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets-templated.html */
const TARGET_ACTIONS: Readonly<Record<string, string>> = {
  events: 'events:PutEvents',
  firehose: 'firehose:PutRecord',
  kinesis: 'kinesis:PutRecord',
  lambda: 'lambda:InvokeFunction',
  sns: 'sns:Publish',
  sqs: 'sqs:SendMessage',
  states: 'states:StartExecution',
};

/** The actions that a schedule's role must allow; `undefined` for a target of another kind, such as a universal target. */
export const scheduleNeeds = ({ targetArn, deadLetterQueueArn }: Schedule): readonly Need[] | undefined => {
  const action = isUnresolved(targetArn) ? undefined : TARGET_ACTIONS[arnOf(targetArn)?.service ?? ''];
  if (action === undefined) return undefined;
  return [{ action, resource: targetArn, for: 'its target' }, ...deadLetterNeeds(deadLetterQueueArn)];
};

/** Whether a schedule may call its target. Scheduler always uses the role, regardless of the target's own policy. */
export const scheduleDelivery = (proof: Proof, schedule: Schedule): Delivery => {
  const { targetArn, groupArn, roleArn } = schedule;
  const policies = rolePolicies(proof, roleArn);
  const [need] = scheduleNeeds(schedule) ?? [];
  const role = proof.one('aws_iam_role', 'arn', roleArn);
  const trust = role && trustPolicy(role);
  if (need === undefined || policies === undefined || trust === undefined || isUnresolved(groupArn)) return undefined;
  const assume: Permission = { action: 'sts:AssumeRole', resource: roleArn, conditionKeys: schedulerKeys(groupArn) };
  if (evaluate([trust.document], assume, SCHEDULER) !== 'allowed') {
    return {
      allowed: false,
      why: `EventBridge Scheduler may not assume ${roleArn} on behalf of ${groupArn}.`,
      fix: `Allow ${SCHEDULER.id} to assume the role, with the group's ARN as aws:SourceArn. Scheduler never sends the schedule's own ARN.`,
    };
  }
  if (canAllow(policies, need)) return { allowed: true };
  return { allowed: false, why: `The role ${roleArn} may not ${need.action} on ${targetArn}.`, fix: 'Allow it in the role’s policy.' };
};

/** Scheduler dead-letters with the schedule's role, https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html */
export const scheduleSendProblem = (proof: Proof, { roleArn, deadLetterQueueArn }: Schedule): string | undefined => {
  const policies = rolePolicies(proof, roleArn);
  const missing = policies && deadLetterNeeds(deadLetterQueueArn).find((need) => !canAllow(policies, need));
  return missing && `Its role may not ${missing.action} on ${missing.resource}.`;
};

const deadLetterNeeds = (queueArn: string | undefined): readonly Need[] =>
  queueArn === undefined || isUnresolved(queueArn)
    ? []
    : [{ action: 'sqs:SendMessage', resource: queueArn, for: 'sending failed deliveries' }];
