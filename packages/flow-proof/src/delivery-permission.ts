import { evaluate, type Permission, type PolicyDocument } from '@plumbline/iam-policy';
import { isUnresolved, type Rule, type Target } from '@plumbline/topology';
import { type Arn, arnOf } from './arn.ts';
import type { Proof } from './flow-system.ts';
import { functionPolicies, type PlacedPolicy, resourcePolicies, rolePolicies, trustPolicy } from './policies.ts';

export const EVENTS = 'events.amazonaws.com';

/** Whether EventBridge may deliver to a target, and if not, why. */
export type Delivery =
  | { readonly allowed: true /** Any rule of any account may. */; readonly byAnybody: boolean }
  | { readonly allowed: false; readonly why: string; readonly mend: string }
  /** It is not declared, or can't be read. */
  | undefined;

/** What a target's role must be allowed, https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-identity-based.html */
const ROLE_ACTIONS: Readonly<Record<string, string>> = {
  states: 'states:StartExecution',
  'execute-api': 'execute-api:Invoke',
  kinesis: 'kinesis:PutRecord',
  firehose: 'firehose:PutRecord',
};

/**
 * Whether a rule may deliver to its target: by the target's own policy (functions, queues, topics), or by a role.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html
 */
export const deliveryOf = (proof: Proof, rule: Rule, target: Target): Delivery => {
  const arn = arnOf(target.arn);
  if (arn === undefined || isUnresolved(rule.arn) || isUnresolved(target.roleArn)) return undefined;
  const action = arn.service === 'events' ? eventsAction(arn, target) : ROLE_ACTIONS[arn.service];
  if (action === 'none') return { allowed: true, byAnybody: false };
  if (action !== undefined) return byRole(proof, rule, target, action);
  if (target.roleArn !== undefined && arn.service === 'lambda') return byRole(proof, rule, target, 'lambda:InvokeFunction');
  return byPolicy(proof, rule.arn, target.arn, arn.service);
};

/** A bus in the same account needs no role, an API destination does. */
const eventsAction = ({ resource }: Arn, { roleArn }: Target): string => {
  if (resource.startsWith('api-destination/')) return 'events:InvokeApiDestination';
  return roleArn === undefined ? 'none' : 'events:PutEvents';
};

const byRole = (proof: Proof, rule: Rule, { arn, roleArn }: Target, action: string): Delivery => {
  if (roleArn === undefined) {
    return {
      allowed: false,
      why: `EventBridge needs a role to call ${arn}, and the target names none.`,
      mend: `Give it a role that may ${action}.`,
    };
  }
  const role = proof.one('aws_iam_role', 'arn', roleArn);
  const policies = rolePolicies(proof, roleArn);
  const trust = role && trustPolicy(role);
  if (policies === undefined || trust === undefined) return undefined;
  const assume: Permission = { action: 'sts:AssumeRole', resource: roleArn, conditionKeys: keysOf(rule.arn) };
  if (evaluate([trust], assume, { type: 'Service', id: EVENTS }) !== 'allowed') {
    return {
      allowed: false,
      why: `EventBridge may not assume ${roleArn} on behalf of this rule.`,
      mend: `Let ${EVENTS} assume it, with the rule's ARN as aws:SourceArn.`,
    };
  }
  if (evaluate(documents(policies), { action, resource: arn }) === 'allowed') return { allowed: true, byAnybody: false };
  return { allowed: false, why: `The role ${roleArn} may not ${action} on ${arn}.`, mend: 'Allow it in the role’s policy.' };
};

/** What a resource's own policy must allow. */
const POLICY_ACTIONS: Readonly<Record<string, string>> = { lambda: 'lambda:InvokeFunction', sqs: 'sqs:SendMessage', sns: 'sns:Publish' };

/** Whether EventBridge may send to a function, a queue or a topic on behalf of a rule. */
export const byPolicy = (proof: Proof, ruleArn: string, arn: string, service: string): Delivery => {
  const action = POLICY_ACTIONS[service];
  const policies = policiesOf(proof, arn, service);
  if (action === undefined || policies === undefined || isUnresolved(ruleArn)) return undefined;
  const allowed = (sourceArn: string): boolean =>
    evaluate(documents(policies), { action, resource: arn, conditionKeys: keysOf(sourceArn) }, { type: 'Service', id: EVENTS }) ===
    'allowed';
  if (allowed(ruleArn)) return { allowed: true, byAnybody: allowed(STRANGER) };
  return {
    allowed: false,
    why: `${arn} does not let EventBridge ${action} on behalf of ${ruleArn}.`,
    mend:
      service === 'lambda'
        ? 'Add an aws_lambda_permission for the rule’s ARN.'
        : 'Allow it in its policy, with the rule’s ARN as aws:SourceArn.',
  };
};

/** A rule of somebody else's. */
const STRANGER = 'arn:aws:events:eu-west-1:999999999999:rule/strange/rule';

/** The policies that stand at a function, a queue or a topic; `undefined` when it is not declared, or can't be read. */
export const policiesOf = (proof: Proof, arn: string, service: string): readonly PlacedPolicy[] | undefined => {
  if (service === 'lambda') return proof.one('aws_lambda_function', 'arn', arn) && functionPolicies(proof, arn);
  if (service === 'sqs') {
    const queue = proof.one('aws_sqs_queue', 'arn', arn);
    return queue && resourcePolicies(proof, queue, { type: 'aws_sqs_queue_policy', by: 'queue_url', value: queue.values.url });
  }
  const topic = service === 'sns' ? proof.one('aws_sns_topic', 'arn', arn) : undefined;
  return topic && resourcePolicies(proof, topic, { type: 'aws_sns_topic_policy', by: 'arn', value: arn });
};

export const documents = (policies: readonly PlacedPolicy[]): readonly PolicyDocument[] => policies.map(({ document }) => document);

/** What EventBridge tells of itself, https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html */
const keysOf = (sourceArn: string): Record<string, string> => ({
  'aws:SourceArn': sourceArn,
  'aws:SourceAccount': arnOf(sourceArn)?.account ?? '',
});
