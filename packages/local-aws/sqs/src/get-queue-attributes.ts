import type { JsonOperation } from '@plumbline/local-aws-kernel';
import { AwsError } from '@plumbline/local-aws-kernel';
import { attributesOf } from './queue-attributes.ts';
import type { SqsContext } from './sqs-context.ts';

interface GetQueueAttributesInput {
  readonly QueueUrl?: string;
  readonly AttributeNames?: readonly string[];
}

/** Attributes that a queue may lack. */
const OPTIONAL =
  /^(Policy|RedrivePolicy|RedriveAllowPolicy|FifoQueue|ContentBasedDeduplication|DeduplicationScope|FifoThroughputLimit|KmsMasterKeyId|KmsDataKeyReusePeriodSeconds)$/;

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueAttributes.html */
export const getQueueAttributes = (context: SqsContext): JsonOperation<GetQueueAttributesInput> => ({
  permissions: (input) => [{ action: 'sqs:GetQueueAttributes', resource: context.queues.arnOfUrl(input.QueueUrl) }],
  run(input) {
    const all = attributesOf(context, context.queues.byUrl(input.QueueUrl));
    const names = input.AttributeNames ?? [];
    const unknown = names.find((name) => name !== 'All' && all[name] === undefined && !OPTIONAL.test(name));
    if (unknown !== undefined) throw new AwsError('InvalidAttributeName', `Unknown Attribute ${unknown}.`);
    const attributes = names.includes('All') ? all : Object.fromEntries(Object.entries(all).filter(([name]) => names.includes(name)));
    return Object.keys(attributes).length === 0 ? {} : { Attributes: attributes };
  },
});
