import { invalid } from './message-check.ts';
import type { Queue } from './queues.ts';
import { readReceiptHandle } from './receipt-handle.ts';
import type { SqsContext } from './sqs-context.ts';

/**
 * Deletes a received message. A handle of an earlier receive deletes nothing and is not an error on a standard queue
 * (AWS: "you must use the most recent receipt handle, otherwise the message might not be deleted").
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_DeleteMessage.html
 */
export const remove = (context: SqsContext, queue: Queue, receiptHandle: string): void => {
  const { id, receipt } = readReceiptHandle(receiptHandle);
  context.store.write(() => {
    const message = context.messages.find(id);
    const current = message !== undefined && message.queueId === queue.id && message.receipt === receipt;
    if (!current) return;
    const now = context.clock.now();
    if (queue.settings.fifo && message.visibleAtMs <= now) {
      throw invalid('ReceiptHandle', receiptHandle, 'The receipt handle has expired.');
    }
    context.messages.delete(id);
    if (!queue.settings.fifo || message.groupId === undefined) return;
    const availableAtMs = context.groups.refresh(queue.id, message.groupId, now);
    if (availableAtMs !== undefined && availableAtMs <= now) context.watch.expect(queue.id, now);
  });
};
