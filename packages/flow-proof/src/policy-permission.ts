import { evaluate } from '@plumbline/iam-policy';
import { isUnresolved } from '@plumbline/topology';
import { arnOf } from './arn.ts';
import { EVENTS, eventsKeys } from './events-principal.ts';
import type { Proof } from './flow-system.ts';
import { functionNamed, functionPolicies } from './function-permissions.ts';
import { keyProblem } from './key-permission.ts';
import { documents } from './placed-policy.ts';
import { queuePolicies, topicPolicies } from './policies.ts';

/** Whether EventBridge may deliver to a target, with the reason if not. `undefined`: a resource is not declared, or can't be read. */
export type Delivery = { readonly allowed: true } | { readonly allowed: false; readonly why: string; readonly fix: string } | undefined;

/** The action that a resource's own policy must allow, unless the target has a role that allows it. */
export const POLICY_ACTIONS: Readonly<Record<string, string>> = {
  lambda: 'lambda:InvokeFunction',
  sqs: 'sqs:SendMessage',
  sns: 'sns:Publish',
};

/** Whether EventBridge may send to a function, a queue or a topic on behalf of a rule. */
export const byPolicy = (proof: Proof, ruleArn: string, arn: string): Delivery => {
  const service = arnOf(arn)?.service ?? '';
  const action = POLICY_ACTIONS[service];
  const inForce = policiesInForce(proof, arn, service);
  if (action === undefined || inForce === undefined || isUnresolved(ruleArn)) return undefined;
  const permission = { action, resource: arn, conditionKeys: eventsKeys(ruleArn) };
  const allows = (policies: (typeof inForce)[number]): boolean => evaluate(documents(policies), permission, EVENTS) === 'allowed';
  if (inForce.every(allows)) return keyProblem(proof, arn, service) ?? { allowed: true };
  const several = inForce.length > 1 ? ` It has ${inForce.length} policies, and AWS keeps only the last write.` : '';
  return {
    allowed: false,
    why: `${arn} does not allow EventBridge ${action} on behalf of ${ruleArn}.${several}`,
    fix:
      service === 'lambda'
        ? 'Add an aws_lambda_permission for the rule’s ARN.'
        : 'Allow it in its policy, with the rule’s ARN as aws:SourceArn.',
  };
};

/**
 * The policies of a function, a queue or a topic, as lists of policies in force together. A function's permissions apply together; each
 * policy of a queue or a topic overwrites the others. `undefined` when the resource is not declared, or can't be read.
 */
const policiesInForce = (proof: Proof, arn: string, service: string) => {
  if (service === 'lambda') {
    const named = functionNamed(proof, arn);
    const permissions = named && functionPolicies(proof, String(named.fn.values.arn));
    return permissions && [permissions];
  }
  const resource = service === 'sqs' ? proof.one('aws_sqs_queue', 'arn', arn) : proof.one('aws_sns_topic', 'arn', arn);
  const policies = resource && (service === 'sqs' ? queuePolicies : topicPolicies)(proof, resource);
  if (policies === undefined) return undefined;
  return policies.length === 0 ? [[]] : policies.map((policy) => [policy]);
};
