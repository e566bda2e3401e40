import { evaluate } from '@plumbline/iam-policy';
import { TAKEN, type TargetOutcome, type TargetPort, targetFailure } from '@plumbline/local-aws-kernel';
import { type Queue, queueDoesNotExist } from './queues.ts';
import { send } from './send.ts';
import type { SqsContext } from './sqs-context.ts';

/** Queues as targets. */
export const queueTarget = (context: SqsContext): TargetPort => ({
  atOnce: () => true,
  kindOf: () => 'queue',
  exists: ({ arn }) => context.queues.find(arn) !== undefined,
  notFound: () => queueDoesNotExist(),
  permissions: ({ arn }) => [{ action: 'sqs:SendMessage', resource: arn }],
  hasPolicy: () => true,
  policyAllows(arn, { principal, sourceArn }) {
    const { policy } = context.queues.byArn(arn);
    const conditionKeys = { 'aws:SourceArn': sourceArn, 'aws:SourceAccount': sourceArn.split(':')[4] || context.account.accountId };
    const permission = { action: 'sqs:SendMessage', resource: arn, conditionKeys };
    return policy !== undefined && evaluate([policy], permission, { type: 'Service', id: principal }) === 'allowed';
  },
  take(call) {
    const queue = context.queues.byArn(call.arn);
    const fault = call.lastResort === true ? undefined : faultOf(context, queue);
    if (fault !== undefined) return fault;
    send(context, queue, {
      body: call.input,
      messageAttributes: call.messageAttributes,
      groupId: call.messageGroupId,
      deduplicationId: call.messageDeduplicationId,
      ...(call.traceHeader === undefined ? {} : { systemAttributes: { AWSTraceHeader: call.traceHeader } }),
    });
    return TAKEN;
  },
});

const faultOf = ({ faults }: SqsContext, { settings: { name } }: Queue): TargetOutcome | undefined => {
  const subject = { kind: 'queue', name, operation: 'SendMessage' } as const;
  if (faults.strike('throttle', subject) !== undefined)
    return targetFailure('throttled', 'RequestThrottled', 'Injected fault: the queue throttled the request.');
  if (faults.strike('fail', subject) === undefined) return undefined;
  return targetFailure('failed', 'InternalError', 'Injected fault: the queue failed.');
};
