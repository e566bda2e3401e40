import type { JsonOperation } from '@plumbline/local-aws-kernel';
import type { SqsContext } from './sqs-context.ts';

/**
 * Empties a queue immediately. AWS needs up to a minute and rejects a second purge meanwhile (PurgeQueueInProgress).
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_PurgeQueue.html
 */
export const purgeQueue = (context: SqsContext): JsonOperation<{ readonly QueueUrl?: string }> => ({
  permissions: (input) => [{ action: 'sqs:PurgeQueue', resource: context.queues.arnOfUrl(input.QueueUrl) }],
  run(input) {
    const { id } = context.queues.byUrl(input.QueueUrl);
    context.store.write(() => {
      context.store.prepare('delete from sqs_message where queue_id = ?').run(id);
      context.store.prepare('delete from sqs_group where queue_id = ?').run(id);
    });
  },
});
