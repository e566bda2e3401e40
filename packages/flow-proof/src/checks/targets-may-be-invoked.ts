import { evaluate } from '@plumbline/iam-policy';
import { type Endpoint, isUnresolved, type Target } from '@plumbline/topology';
import { deliveryOf, documents } from '../delivery-permission.ts';
import type { Check, Draft } from '../draft.ts';
import type { Proof } from '../flow-system.ts';
import { functionPolicies, resourcePolicies } from '../policies.ts';

/** Every rule may deliver to its targets, and nobody else may in its place; what stands behind an API may be called by it. */
export const targetsMayBeInvoked: Check = function* (proof) {
  for (const rule of proof.rules) {
    for (const target of rule.targets) {
      const about = { at: target, subject: `target ${target.id} of rule ${rule.name}` };
      const delivery = deliveryOf(proof, rule, target);
      if (delivery?.allowed === false) {
        yield {
          ...about,
          code: 'INVOKE_FORBIDDEN',
          why: `${delivery.why} Every event would go to the dead-letter queue.`,
          mend: delivery.mend,
        };
      } else if (delivery?.byAnybody === true) {
        yield {
          ...about,
          code: 'INVOKE_UNCONDITIONED',
          why: `${target.arn} lets EventBridge in on behalf of any rule, of any account: who knows its name may send to it.`,
          mend: 'Add the rule’s ARN as source_arn, or as the condition aws:SourceArn.',
        };
      }
      yield* apiProblems(proof, target, about);
    }
  }
  for (const endpoint of proof.endpoints) yield* endpointProblems(proof, endpoint);
};

/** A REST API with a policy of its own has to let the target's role in. */
function* apiProblems(proof: Proof, { arn, roleArn }: Target, about: Pick<Draft, 'at' | 'subject'>): Iterable<Draft> {
  const [, apiId] = /^arn:[^:]+:execute-api:[^:]*:[^:]*:([^/]+)\//.exec(arn) ?? [];
  const api = proof.all('aws_api_gateway_rest_api').find(({ values }) => values.id === apiId);
  if (api === undefined || roleArn === undefined || isUnresolved(roleArn)) return;
  const policies = resourcePolicies(proof, api, { type: 'aws_api_gateway_rest_api_policy', by: 'rest_api_id', value: api.values.id });
  if (policies === undefined || policies.length === 0) return;
  const verdict = evaluate(documents(policies), { action: 'execute-api:Invoke', resource: arn }, { type: 'AWS', id: roleArn });
  if (verdict === 'allowed') return;
  yield {
    ...about,
    code: 'INVOKE_FORBIDDEN',
    why: `The API's own policy does not let ${roleArn} call it. API Gateway answers 403, which EventBridge does not retry.`,
    mend: 'Allow execute-api:Invoke for the role in the aws_api_gateway_rest_api_policy.',
  };
}

function* endpointProblems(proof: Proof, endpoint: Endpoint): Iterable<Draft> {
  const { functionArn, arn, name } = endpoint;
  if (functionArn === undefined || proof.one('aws_lambda_function', 'arn', functionArn) === undefined || arn.includes('${')) return;
  const policies = functionPolicies(proof, functionArn);
  if (policies === undefined) return;
  const call = {
    action: 'lambda:InvokeFunction',
    resource: functionArn,
    conditionKeys: { 'aws:SourceArn': arn.replace('/*/', '/stage/') },
  };
  const verdict = evaluate(documents(policies), call, { type: 'Service', id: 'apigateway.amazonaws.com' });
  if (verdict === 'allowed') return;
  yield {
    code: 'INVOKE_FORBIDDEN',
    at: endpoint,
    subject: `endpoint ${name}`,
    why: `API Gateway may not invoke ${functionArn} for this method: it answers 500.`,
    mend: 'Add an aws_lambda_permission for apigateway.amazonaws.com with the method’s ARN.',
  };
}
