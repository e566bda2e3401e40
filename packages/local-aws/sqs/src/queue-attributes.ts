import type { PolicyDocument } from '@plumbline/iam-policy';
import { AwsError } from '@plumbline/local-aws-kernel';
import { depthOf } from './depth.ts';
import {
  MESSAGE_BYTES_MAX,
  type QueueDefinition,
  type QueueSettings,
  type RedriveAllowPolicy,
  type RedrivePolicy,
} from './queue-definition.ts';
import type { Queue } from './queues.ts';
import type { SqsContext } from './sqs-context.ts';

/**
 * A queue's attributes, with the names and values of GetQueueAttributes.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueAttributes.html
 */
export const attributesOf = (context: SqsContext, queue: Queue): Record<string, string> => {
  const depth = depthOf(context, queue);
  return {
    QueueArn: queue.arn,
    ApproximateNumberOfMessages: String(depth.visible),
    ApproximateNumberOfMessagesNotVisible: String(depth.inFlight),
    ApproximateNumberOfMessagesDelayed: String(depth.delayed),
    CreatedTimestamp: String(Math.floor(queue.createdAtMs / 1_000)),
    LastModifiedTimestamp: String(Math.floor(queue.modifiedAtMs / 1_000)),
    ...settableAttributesOf(queue.settings),
    ...(queue.policy === undefined ? {} : { Policy: JSON.stringify(queue.policy) }),
  };
};

/** The part of the attributes that a caller can set. */
export const settableAttributesOf = (settings: QueueSettings): Record<string, string> => ({
  VisibilityTimeout: String(settings.visibilityTimeoutSeconds),
  MaximumMessageSize: String(settings.maxMessageBytes),
  MessageRetentionPeriod: String(settings.messageRetentionSeconds),
  DelaySeconds: String(settings.delaySeconds),
  ReceiveMessageWaitTimeSeconds: String(settings.receiveWaitSeconds),
  ...(settings.redrivePolicy === undefined ? {} : { RedrivePolicy: JSON.stringify(settings.redrivePolicy) }),
  ...(settings.redriveAllowPolicy === undefined ? {} : { RedriveAllowPolicy: JSON.stringify(settings.redriveAllowPolicy) }),
  ...(settings.fifo
    ? {
        FifoQueue: 'true',
        ContentBasedDeduplication: String(settings.contentBasedDeduplication),
        DeduplicationScope: settings.deduplicationScope,
        FifoThroughputLimit: settings.deduplicationScope === 'messageGroup' ? 'perMessageGroupId' : 'perQueue',
      }
    : {}),
  ...(settings.kmsManaged ? { KmsMasterKeyId: 'alias/aws/sqs', KmsDataKeyReusePeriodSeconds: '300' } : {}),
  SqsManagedSseEnabled: String(settings.sqsManaged),
});

/** Ranges of https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html */
const NUMBERS: Readonly<Record<string, readonly [keyof QueueDefinition, number, number]>> = {
  VisibilityTimeout: ['visibilityTimeoutSeconds', 0, 43_200],
  MaximumMessageSize: ['maxMessageBytes', 1_024, MESSAGE_BYTES_MAX],
  MessageRetentionPeriod: ['messageRetentionSeconds', 60, 1_209_600],
  DelaySeconds: ['delaySeconds', 0, 900],
  ReceiveMessageWaitTimeSeconds: ['receiveWaitSeconds', 0, 20],
};
const FLAGS: Readonly<Record<string, keyof QueueDefinition>> = {
  ContentBasedDeduplication: 'contentBasedDeduplication',
  FifoQueue: 'fifo',
  SqsManagedSseEnabled: 'sqsManaged',
};
/** Accepted without effect: nothing is encrypted locally, and throughput follows from the deduplication scope. */
const IGNORED = ['KmsDataKeyReusePeriodSeconds', 'FifoThroughputLimit'];

/** Reads the attributes of CreateQueue and SetQueueAttributes; an empty value removes a policy. */
export const readAttributes = (
  attributes: Readonly<Record<string, string>>,
): { readonly definition: Partial<QueueDefinition>; readonly policy: PolicyDocument | undefined } => {
  const definition: Record<string, unknown> = {};
  let policy: PolicyDocument | undefined;
  for (const [name, value] of Object.entries(attributes)) {
    const number = NUMBERS[name];
    const flag = FLAGS[name];
    if (number !== undefined) definition[number[0]] = readNumber(name, value, number[1], number[2]);
    else if (flag !== undefined) definition[flag] = value === 'true';
    else if (name === 'RedrivePolicy') definition['redrivePolicy'] = value === '' ? undefined : readRedrivePolicy(value);
    else if (name === 'RedriveAllowPolicy')
      definition['redriveAllowPolicy'] = value === '' ? undefined : readJson<RedriveAllowPolicy>(name, value);
    else if (name === 'DeduplicationScope') definition['deduplicationScope'] = value;
    else if (name === 'KmsMasterKeyId') definition['kmsManaged'] = value !== '';
    else if (name === 'Policy') policy = value === '' ? undefined : readJson<PolicyDocument>(name, value);
    else if (!IGNORED.includes(name)) throw new AwsError('InvalidAttributeName', `Unknown Attribute ${name}.`);
  }
  return { definition: definition as Partial<QueueDefinition>, policy };
};

const readNumber = (name: string, value: string, min: number, max: number): number => {
  const number = Number(value);
  if (!Number.isInteger(number) || number < min || number > max)
    throw new AwsError('InvalidAttributeValue', `Invalid value for the parameter ${name}.`);
  return number;
};

const readRedrivePolicy = (value: string): RedrivePolicy => {
  const { deadLetterTargetArn, maxReceiveCount } = readJson<RedrivePolicy>('RedrivePolicy', value);
  const count = Number(maxReceiveCount);
  if (typeof deadLetterTargetArn === 'string' && Number.isInteger(count) && count >= 1 && count <= 1_000) {
    return { deadLetterTargetArn, maxReceiveCount: count };
  }
  throw new AwsError(
    'InvalidParameterValue',
    `Value ${value} for parameter RedrivePolicy is invalid. Reason: Invalid value for maxReceiveCount: ${maxReceiveCount}, valid values are from 1 to 1000 both inclusive.`,
  );
};

const readJson = <T>(name: string, value: string): T => {
  try {
    return JSON.parse(value) as T;
  } catch (cause) {
    throw new AwsError('InvalidAttributeValue', `Invalid value for the parameter ${name}.`, { cause });
  }
};
