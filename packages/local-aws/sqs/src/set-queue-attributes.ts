import type { JsonOperation } from '@plumbline/local-aws-kernel';
import { readAttributes } from './queue-attributes.ts';
import { settingsOf } from './queue-definition.ts';
import type { SqsContext } from './sqs-context.ts';

interface SetQueueAttributesInput {
  readonly QueueUrl?: string;
  readonly Attributes?: Readonly<Record<string, string>>;
}

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html */
export const setQueueAttributes = (context: SqsContext): JsonOperation<SetQueueAttributesInput> => ({
  permissions: (input) => [{ action: 'sqs:SetQueueAttributes', resource: context.queues.arnOfUrl(input.QueueUrl) }],
  run(input) {
    const queue = context.queues.byUrl(input.QueueUrl);
    const attributes = input.Attributes ?? {};
    const { definition, policy } = readAttributes(attributes);
    const settings = settingsOf({ ...queue.settings, ...definition });
    context.queues.update(queue, { settings, ...('Policy' in attributes ? { policy } : {}) });
  },
});
