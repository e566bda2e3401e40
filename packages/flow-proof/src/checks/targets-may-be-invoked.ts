import { evaluate } from '@plumbline/iam-policy';
import type { Endpoint } from '@plumbline/topology';
import { deliveryOf } from '../delivery-permission.ts';
import type { Check, Draft } from '../draft.ts';
import { stageArns } from '../endpoint-arns.ts';
import type { Proof } from '../flow-system.ts';
import { functionNamed, functionPolicies } from '../function-permissions.ts';
import { isMissing } from '../missing-target.ts';
import { documents } from '../placed-policy.ts';
import { scheduleDelivery } from '../schedule-permission.ts';

/** Every rule may deliver to its targets, every schedule may invoke its target, and every API may call the function behind it. */
export const targetsMayBeInvoked: Check = function* (proof) {
  for (const rule of proof.rules) {
    // Another check reports missing targets.
    for (const target of rule.targets.filter((one) => !isMissing(proof, rule, one))) {
      const delivery = deliveryOf(proof, rule, target);
      if (delivery?.allowed !== false) continue;
      yield {
        code: 'INVOKE_FORBIDDEN',
        at: target,
        subject: `target ${target.id} of rule ${rule.name}`,
        why: `${delivery.why} Every event would end in the dead-letter queue.`,
        fix: delivery.fix,
      };
    }
  }
  for (const schedule of proof.schedules.filter((one) => !isMissing(proof, one, { arn: one.targetArn }))) {
    const delivery = scheduleDelivery(proof, schedule);
    if (delivery?.allowed !== false) continue;
    yield {
      code: 'INVOKE_FORBIDDEN',
      at: schedule,
      subject: `schedule ${schedule.name}`,
      why: `${delivery.why} Every invocation would fail.`,
      fix: delivery.fix,
    };
  }
  for (const endpoint of proof.endpoints) yield* endpointProblems(proof, endpoint);
};

function* endpointProblems(proof: Proof, endpoint: Endpoint): Iterable<Draft> {
  const { functionArn, name } = endpoint;
  const named = functionNamed(proof, functionArn);
  if (functionArn === undefined || named === undefined) return;
  const permissions = functionPolicies(proof, String(named.fn.values.arn));
  if (permissions === undefined) return;
  const policies = documents(permissions);
  const refused = stageArns(proof, endpoint).filter((arn) => {
    const call = { action: 'lambda:InvokeFunction', resource: functionArn, conditionKeys: { 'aws:SourceArn': arn } };
    return evaluate(policies, call, { type: 'Service', id: 'apigateway.amazonaws.com' }) !== 'allowed';
  });
  if (refused.length === 0) return;
  yield {
    code: 'INVOKE_FORBIDDEN',
    at: endpoint,
    subject: `endpoint ${name}`,
    why: `API Gateway may not invoke ${functionArn} for ${refused.join(', ')}: it would answer with status 500.`,
    fix: 'Add an aws_lambda_permission for apigateway.amazonaws.com with the method’s ARN.',
  };
}
