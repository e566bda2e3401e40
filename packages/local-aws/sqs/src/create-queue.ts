import type { JsonOperation } from '@plumbline/local-aws-kernel';
import { AwsError } from '@plumbline/local-aws-kernel';
import { missing } from './message-check.ts';
import { readAttributes, settableAttributesOf } from './queue-attributes.ts';
import type { Queue } from './queues.ts';
import type { SqsContext } from './sqs-context.ts';

interface CreateQueueInput {
  readonly QueueName?: string;
  readonly Attributes?: Readonly<Record<string, string>>;
  readonly tags?: Readonly<Record<string, string>>;
}

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html */
export const createQueue = (context: SqsContext): JsonOperation<CreateQueueInput> => ({
  permissions: (input) => [{ action: 'sqs:CreateQueue', resource: context.queues.arnOfName(input.QueueName ?? '') }],
  run(input) {
    if (input.QueueName === undefined || input.QueueName === '') throw missing('QueueName');
    const attributes = input.Attributes ?? {};
    const { definition, policy } = readAttributes(attributes);
    const known = context.queues.find(context.queues.arnOfName(input.QueueName));
    if (known !== undefined) {
      refuseDifference(known, attributes);
      return { QueueUrl: context.queueUrl(known) };
    }
    const queue = context.queues.put({ ...definition, name: input.QueueName });
    context.queues.update(queue, { policy, tags: input.tags ?? {} });
    return { QueueUrl: context.queueUrl(queue) };
  },
});

const refuseDifference = (queue: Queue, attributes: Readonly<Record<string, string>>): void => {
  const current = settableAttributesOf(queue.settings);
  const differing = Object.keys(attributes).find((name) => name in current && current[name] !== attributes[name]);
  if (differing === undefined) return;
  throw new AwsError('QueueNameExists', `A queue already exists with the same name and a different value for attribute ${differing}`);
};
