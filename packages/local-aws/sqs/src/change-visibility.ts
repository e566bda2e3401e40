import { AwsError } from '@plumbline/local-aws-kernel';
import { invalid } from './message-check.ts';
import type { Queue } from './queues.ts';
import { readReceiptHandle } from './receipt-handle.ts';
import type { SqsContext } from './sqs-context.ts';

/** Twelve hours: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ChangeMessageVisibility.html */
export const VISIBILITY_SECONDS_MAX = 43_200;

/** Hides a message in flight for `seconds` from now; 0 makes it visible immediately. */
export const changeVisibility = (context: SqsContext, queue: Queue, receiptHandle: string, seconds: number): void => {
  if (!Number.isInteger(seconds) || seconds < 0 || seconds > VISIBILITY_SECONDS_MAX) {
    throw invalid('VisibilityTimeout', seconds, `VisibilityTimeout must be an integer between 0 and ${VISIBILITY_SECONDS_MAX}.`);
  }
  const { id, receipt } = readReceiptHandle(receiptHandle);
  context.store.write(() => {
    const now = context.clock.now();
    const message = context.messages.find(id);
    const inFlight = message !== undefined && message.queueId === queue.id && message.receipt === receipt && message.visibleAtMs > now;
    if (!inFlight) {
      throw new AwsError(
        'InvalidParameterValue',
        `Value ${receiptHandle} for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not available for visibility timeout change.`,
      );
    }
    context.messages.setVisibleAt(id, now + seconds * 1_000);
    if (queue.settings.fifo && message.groupId !== undefined) context.groups.refresh(queue.id, message.groupId, now);
    context.watch.expect(queue.id, now + seconds * 1_000);
  });
};
