import type { JsonOperation } from '@plumbline/local-aws-kernel';
import type { SqsContext } from './sqs-context.ts';

interface ListQueuesInput {
  readonly QueueNamePrefix?: string;
  readonly MaxResults?: number;
  readonly NextToken?: string;
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListQueues.html */
const QUEUES_MAX = 1_000;

export const listQueues = (context: SqsContext): JsonOperation<ListQueuesInput> => ({
  permissions: () => [{ action: 'sqs:ListQueues', resource: context.queues.arnOfName('*') }],
  run(input) {
    const after = input.NextToken === undefined ? '' : Buffer.from(input.NextToken, 'base64').toString();
    const max = input.MaxResults ?? QUEUES_MAX;
    const found = context.queues
      .all()
      .filter(({ settings }) => settings.name.startsWith(input.QueueNamePrefix ?? '') && settings.name > after)
      .sort((a, b) => (a.settings.name < b.settings.name ? -1 : 1));
    if (found.length === 0) return {};
    const page = found.slice(0, max);
    // Without MaxResults AWS gives no token: the rest beyond 1,000 cannot be listed.
    const more = input.MaxResults !== undefined && found.length > max;
    return {
      QueueUrls: page.map(context.queueUrl),
      ...(more ? { NextToken: Buffer.from(page.at(-1)?.settings.name ?? '').toString('base64') } : {}),
    };
  },
});
