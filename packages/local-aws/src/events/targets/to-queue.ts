import { evaluate } from '@plumbline/iam-policy';
import { EVENTS } from '../../iam/service-principal.ts';
import type { Sqs } from '../../sqs/sqs.ts';
import { DELIVERED, type Delivery, type DeliveryOutcome, permanent, type TargetServices, transient } from './delivery.ts';

export const toQueue = ({ rule, target, input, traceHeader }: Delivery, { sqs, faults }: TargetServices): DeliveryOutcome => {
  if (!sqs.exists(target.arn)) return permanent('NO_RESOURCE', `The queue ${target.arn} does not exist.`);
  if (!queueAccepts(sqs, target.arn, rule.arn))
    return permanent('NO_PERMISSIONS', `The queue's policy does not let EventBridge send for the rule ${rule.arn}.`);
  const subject = { kind: 'queue', name: target.arn.split(':').at(-1) ?? '', operation: 'SendMessage' } as const;
  if (faults.strike('throttle', subject) !== undefined) return transient('THROTTLING', 'A fault on demand: the queue takes no more.');
  if (faults.strike('fail', subject) !== undefined) return transient('ERROR_FROM_TARGET', 'A fault on demand: the queue failed.');
  sqs.send(target.arn, {
    body: input,
    ...(traceHeader === undefined ? {} : { systemAttributes: { AWSTraceHeader: traceHeader } }),
    ...(target.messageGroupId === undefined ? {} : { groupId: target.messageGroupId }),
  });
  return DELIVERED;
};

/** Whether a queue's policy lets EventBridge send on behalf of a rule. */
export const queueAccepts = (sqs: Sqs, queueArn: string, ruleArn: string): boolean => {
  const policy = sqs.policyOf(queueArn);
  const conditionKeys = { 'aws:SourceArn': ruleArn, 'aws:SourceAccount': ruleArn.split(':')[4] ?? '' };
  const permission = { action: 'sqs:SendMessage', resource: queueArn, conditionKeys };
  return policy !== undefined && evaluate([policy], permission, { type: 'Service', id: EVENTS }) === 'allowed';
};
