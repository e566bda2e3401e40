import { evaluate, type Permission } from '@plumbline/iam-policy';
import type { Rule, Target } from '@plumbline/topology';
import { type Arn, arnOf } from './arn.ts';
import type { Proof } from './flow-system.ts';
import { functionNamed, functionPolicies } from './function-permissions.ts';
import { keyProblem } from './key-permission.ts';
import { documents, queuePolicies, resourcePolicies, rolePolicies, topicPolicies, trustPolicy } from './policies.ts';

export const EVENTS = 'events.amazonaws.com';

/** Whether EventBridge may deliver to a target, and if not, why. `undefined`: something is not declared, or can't be read. */
export type Delivery = { readonly allowed: true } | { readonly allowed: false; readonly why: string; readonly mend: string } | undefined;

/** What a target's role must be allowed, https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-identity-based.html */
const ROLE_ACTIONS: Readonly<Record<string, string>> = {
  states: 'states:StartExecution',
  'execute-api': 'execute-api:Invoke',
  kinesis: 'kinesis:PutRecord',
  firehose: 'firehose:PutRecord',
};

/** What a resource's own policy must allow, unless the target has a role that may. */
const POLICY_ACTIONS: Readonly<Record<string, string>> = { lambda: 'lambda:InvokeFunction', sqs: 'sqs:SendMessage', sns: 'sns:Publish' };

/**
 * Whether a rule may deliver to its target: by the target's own policy (functions, queues, topics), or by a role.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html
 */
export const deliveryOf = (proof: Proof, rule: Rule, target: Target): Delivery => {
  const arn = arnOf(target.arn);
  if (arn === undefined) return undefined;
  const action = arn.service === 'events' ? eventsAction(arn, target) : ROLE_ACTIONS[arn.service];
  if (action === 'none') return { allowed: true };
  if (action !== undefined) return byRole(proof, rule, target, action);
  const byPolicyAction = POLICY_ACTIONS[arn.service];
  if (target.roleArn !== undefined && byPolicyAction !== undefined) return byRole(proof, rule, target, byPolicyAction);
  return byPolicy(proof, rule.arn, target.arn);
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
  if (evaluate([trust.document], assume, { type: 'Service', id: EVENTS }) !== 'allowed') {
    return {
      allowed: false,
      why: `EventBridge may not assume ${roleArn} on behalf of this rule.`,
      mend: `Let ${EVENTS} assume it, with the rule's ARN as aws:SourceArn.`,
    };
  }
  const verdicts = [evaluate(documents(policies), { action, resource: arn }), apiVerdict(proof, arn, roleArn)];
  if (verdicts.includes('explicitDeny')) {
    return { allowed: false, why: `A policy denies ${roleArn} ${action} on ${arn}.`, mend: 'Take the denial away, or except the role.' };
  }
  if (verdicts.includes('allowed')) return { allowed: true };
  return { allowed: false, why: `The role ${roleArn} may not ${action} on ${arn}.`, mend: 'Allow it in the role’s policy.' };
};

/**
 * What the policy of a REST API says of a role of the same account: it may allow what the role's own policies don't, and deny what they
 * allow.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html
 */
const apiVerdict = (proof: Proof, arn: string, roleArn: string): ReturnType<typeof evaluate> => {
  const [, apiId] = /^arn:[^:]+:execute-api:[^:]*:[^:]*:([^/]+)\//.exec(arn) ?? [];
  const api = apiId === undefined ? undefined : proof.one('aws_api_gateway_rest_api', 'id', apiId);
  if (api === undefined) return 'implicitDeny';
  const policies = resourcePolicies(proof, api, { type: 'aws_api_gateway_rest_api_policy', by: 'rest_api_id', value: apiId });
  return evaluate(documents(policies ?? []), { action: 'execute-api:Invoke', resource: arn }, { type: 'AWS', id: roleArn });
};

/** Whether EventBridge may send to a function, a queue or a topic on behalf of a rule. */
export const byPolicy = (proof: Proof, ruleArn: string, arn: string): Delivery => {
  const service = arnOf(arn)?.service ?? '';
  const action = POLICY_ACTIONS[service];
  const inForce = policiesInForce(proof, arn, service);
  if (action === undefined || inForce === undefined) return undefined;
  const permission = { action, resource: arn, conditionKeys: keysOf(ruleArn) };
  const allows = (policies: (typeof inForce)[number]): boolean =>
    evaluate(documents(policies), permission, { type: 'Service', id: EVENTS }) === 'allowed';
  if (inForce.every(allows)) return keyProblem(proof, arn, service) ?? { allowed: true };
  const several = inForce.length > 1 ? ` It has ${inForce.length} policies, of which AWS keeps the last that was written.` : '';
  return {
    allowed: false,
    why: `${arn} does not let EventBridge ${action} on behalf of ${ruleArn}.${several}`,
    mend:
      service === 'lambda'
        ? 'Add an aws_lambda_permission for the rule’s ARN.'
        : 'Allow it in its policy, with the rule’s ARN as aws:SourceArn.',
  };
};

/**
 * The policies at a function, a queue or a topic: lists of those that hold together. A function's permissions do; of a queue's or a
 * topic's policies each overwrites the other. `undefined` when it is not declared, or can't be read.
 */
const policiesInForce = (proof: Proof, arn: string, service: string) => {
  if (service === 'lambda') {
    const named = functionNamed(proof, arn);
    return named && [functionPolicies(proof, String(named.fn.values.arn))];
  }
  const resource = service === 'sqs' ? proof.one('aws_sqs_queue', 'arn', arn) : proof.one('aws_sns_topic', 'arn', arn);
  const policies = resource && (service === 'sqs' ? queuePolicies : topicPolicies)(proof, resource);
  if (policies === undefined) return undefined;
  return policies.length === 0 ? [[]] : policies.map((policy) => [policy]);
};

/** What EventBridge tells of itself, https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html */
const keysOf = (sourceArn: string): Record<string, string> => ({
  'aws:SourceArn': sourceArn,
  'aws:SourceAccount': arnOf(sourceArn)?.account ?? '',
  'aws:SecureTransport': 'true',
});
