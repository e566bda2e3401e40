import { AwsError } from '@plumbline/local-aws-kernel';

/** Messages received more than `maxReceiveCount` times move to the queue `deadLetterTargetArn`. */
export interface RedrivePolicy {
  readonly deadLetterTargetArn: string;
  readonly maxReceiveCount: number;
}

/** The queues that may name this queue as their dead-letter queue. */
export interface RedriveAllowPolicy {
  readonly redrivePermission: 'allowAll' | 'denyAll' | 'byQueue';
  readonly sourceQueueArns?: readonly string[] | undefined;
}

/**
 * A queue as Terraform declares it.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html
 */
export interface QueueDefinition {
  /** Ends in `.fifo` exactly when `fifo` is true. */
  readonly name: string;
  /** @default false */
  readonly fifo?: boolean | undefined;
  /** @default false */
  readonly contentBasedDeduplication?: boolean | undefined;
  /** @default 'queue' */
  readonly deduplicationScope?: 'queue' | 'messageGroup' | undefined;
  /** @default 30 */
  readonly visibilityTimeoutSeconds?: number | undefined;
  /** @default 345600 (four days) */
  readonly messageRetentionSeconds?: number | undefined;
  /** @default 0 */
  readonly delaySeconds?: number | undefined;
  /** @default 0 */
  readonly receiveWaitSeconds?: number | undefined;
  /** @default 1048576 */
  readonly maxMessageBytes?: number | undefined;
  /** @default none */
  readonly redrivePolicy?: RedrivePolicy | undefined;
  /** @default none, which allows all */
  readonly redriveAllowPolicy?: RedriveAllowPolicy | undefined;
  /** Returned as `KmsMasterKeyId: alias/aws/sqs`; nothing is encrypted locally. @default false */
  readonly kmsManaged?: boolean | undefined;
  /** Returned as `SqsManagedSseEnabled`; nothing is encrypted locally. @default true unless kmsManaged */
  readonly sqsManaged?: boolean | undefined;
}

/** A definition with every default filled in. */
export interface QueueSettings {
  readonly name: string;
  readonly fifo: boolean;
  readonly contentBasedDeduplication: boolean;
  readonly deduplicationScope: 'queue' | 'messageGroup';
  readonly visibilityTimeoutSeconds: number;
  readonly messageRetentionSeconds: number;
  readonly delaySeconds: number;
  readonly receiveWaitSeconds: number;
  readonly maxMessageBytes: number;
  readonly redrivePolicy?: RedrivePolicy | undefined;
  readonly redriveAllowPolicy?: RedriveAllowPolicy | undefined;
  readonly kmsManaged: boolean;
  readonly sqsManaged: boolean;
}

/** 1 MiB since August 2025, 256 KiB before. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html */
export const MESSAGE_BYTES_MAX = 1_048_576;

const NAME_PATTERN = /^(?=.{1,80}$)[A-Za-z0-9_-]+(\.fifo)?$/;

/** Fills in AWS's defaults; rejects a name that AWS would reject. */
export const settingsOf = (definition: QueueDefinition): QueueSettings => {
  const fifo = definition.fifo ?? false;
  if (!NAME_PATTERN.test(definition.name) || definition.name.endsWith('.fifo') !== fifo) {
    throw new AwsError(
      'InvalidParameterValue',
      fifo
        ? 'The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end with .fifo suffix and be 1 to 80 in length.'
        : 'Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length',
    );
  }
  return {
    name: definition.name,
    fifo,
    contentBasedDeduplication: definition.contentBasedDeduplication ?? false,
    deduplicationScope: definition.deduplicationScope ?? 'queue',
    visibilityTimeoutSeconds: definition.visibilityTimeoutSeconds ?? 30,
    messageRetentionSeconds: definition.messageRetentionSeconds ?? 345_600,
    delaySeconds: definition.delaySeconds ?? 0,
    receiveWaitSeconds: definition.receiveWaitSeconds ?? 0,
    maxMessageBytes: definition.maxMessageBytes ?? MESSAGE_BYTES_MAX,
    redrivePolicy: definition.redrivePolicy,
    redriveAllowPolicy: definition.redriveAllowPolicy,
    kmsManaged: definition.kmsManaged ?? false,
    sqsManaged: definition.sqsManaged ?? !(definition.kmsManaged ?? false),
  };
};
