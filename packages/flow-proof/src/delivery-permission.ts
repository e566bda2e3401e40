import { evaluate, type Permission } from '@plumbline/iam-policy';
import { isUnresolved, type Rule, type Target } from '@plumbline/topology';
import { type Arn, arnOf } from './arn.ts';
import { EVENTS, eventsKeys } from './events-principal.ts';
import type { Proof } from './flow-system.ts';
import { documents, trustPolicy } from './placed-policy.ts';
import { resourcePolicies, rolePolicies } from './policies.ts';
import { byPolicy, type Delivery, POLICY_ACTIONS } from './policy-permission.ts';

/** The action that a target's role must allow, https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-identity-based.html */
const ROLE_ACTIONS: Readonly<Record<string, string>> = {
  states: 'states:StartExecution',
  'execute-api': 'execute-api:Invoke',
  kinesis: 'kinesis:PutRecord',
  firehose: 'firehose:PutRecord',
};

/**
 * Whether a rule may deliver to its target, by the target's own policy (functions, queues, topics) or by a role.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html
 */
export const deliveryOf = (proof: Proof, rule: Rule, target: Target): Delivery => {
  const arn = arnOf(target.arn);
  if (arn === undefined || isUnresolved(rule.arn) || isUnresolved(target.roleArn)) return undefined;
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
      why: `EventBridge needs a role to call ${arn}, but the target has none.`,
      fix: `Add a role that allows ${action}.`,
    };
  }
  const role = proof.one('aws_iam_role', 'arn', roleArn);
  const policies = rolePolicies(proof, roleArn);
  const trust = role && trustPolicy(role);
  if (policies === undefined || trust === undefined) return undefined;
  const assume: Permission = { action: 'sts:AssumeRole', resource: roleArn, conditionKeys: eventsKeys(rule.arn) };
  if (evaluate([trust.document], assume, EVENTS) !== 'allowed') {
    return {
      allowed: false,
      why: `EventBridge may not assume ${roleArn} on behalf of this rule.`,
      fix: `Let ${EVENTS.id} assume it, with the rule's ARN as aws:SourceArn.`,
    };
  }
  const verdicts = [evaluate(documents(policies), { action, resource: arn }), apiVerdict(proof, arn, roleArn)];
  if (verdicts.includes('explicitDeny')) {
    return {
      allowed: false,
      why: `A policy denies ${roleArn} ${action} on ${arn}.`,
      fix: 'Remove the denial, or exclude the role from it.',
    };
  }
  if (verdicts.includes('allowed')) return { allowed: true };
  if (verdicts.includes(undefined)) return undefined;
  return { allowed: false, why: `The role ${roleArn} may not ${action} on ${arn}.`, fix: 'Allow it in the role’s policy.' };
};

/**
 * The decision of a REST API's policy about a role of the same account. The policy may allow calls that the role's own policies do not
 * allow, and deny calls that they allow. `undefined`: it can't be read.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html
 */
const apiVerdict = (proof: Proof, arn: string, roleArn: string): ReturnType<typeof evaluate> | undefined => {
  const [, apiId] = /^arn:[^:]+:execute-api:[^:]*:[^:]*:([^/]+)\//.exec(arn) ?? [];
  const api = apiId === undefined ? undefined : proof.one('aws_api_gateway_rest_api', 'id', apiId);
  if (api === undefined) return 'implicitDeny';
  const policies = resourcePolicies(proof, api, { type: 'aws_api_gateway_rest_api_policy', by: 'rest_api_id', value: apiId });
  return policies && evaluate(documents(policies), { action: 'execute-api:Invoke', resource: arn }, { type: 'AWS', id: roleArn });
};
