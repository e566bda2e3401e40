import type { Iam, QueueReader } from '@plumbline/local-aws-kernel';
import { AwsError } from '@plumbline/local-aws-kernel';
import { checkRange, invalidParameter } from './check-member.ts';
import { checkFilters } from './event-filter.ts';
import type { FunctionDefinition } from './function-definition.ts';

/** A queue whose messages invoke a function in batches. */
export interface QueueMapping {
  readonly queueArn: string;
  readonly functionArn: string;
  /** 1 to 10,000; at most 10 without a window, and for FIFO queues. */
  readonly batchSize: number;
  /** Seconds to wait for a batch to fill, 0 to 300; 0 for FIFO queues. */
  readonly windowSeconds: number;
  /** Batches at once, 2 to 1,000. @default as many as this machine runs */
  readonly concurrencyMax?: number;
  /** `ReportBatchItemFailures`: only the messages that the function names are received again. */
  readonly reportsFailures: boolean;
  /** Event patterns; messages that match none of them are deleted. @default every message matches */
  readonly filterPatterns?: readonly string[];
  /** @default true */
  readonly enabled?: boolean;
}

/** SQS returns at most ten messages per receive; a larger batch needs time to fill. */
export const RECEIVE_MAX = 10;
const BATCH_SIZE_MAX = 10_000;
const WINDOW_SECONDS_MAX = 300;

/**
 * Throws AWS's errors for an invalid mapping.
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
 */
export const checkQueueMapping = (mapping: QueueMapping, definition: FunctionDefinition, queues: QueueReader): void => {
  const { queueArn, batchSize, windowSeconds } = mapping;
  checkRange('batchSize', batchSize, 1, BATCH_SIZE_MAX);
  checkRange('maximumBatchingWindowInSeconds', windowSeconds, 0, WINDOW_SECONDS_MAX);
  checkRange('scalingConfig.maximumConcurrency', mapping.concurrencyMax, 2, 1_000);
  if (queueArn.endsWith('.fifo') && windowSeconds > 0) throw invalidParameter('Batching window is not supported for FIFO queues');
  if (batchSize > RECEIVE_MAX && windowSeconds === 0)
    throw invalidParameter('Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10');
  checkFilters(mapping.filterPatterns ?? []);
  if (!queues.exists(queueArn)) {
    throw invalidParameter(
      'Error occurred while ReceiveMessage. SQS Error Code: AWS.SimpleQueueService.NonExistentQueue. SQS Error Message: The specified queue does not exist.',
    );
  }
  const visibilitySeconds = queues.visibilitySeconds(queueArn);
  if (visibilitySeconds < definition.timeoutSeconds) {
    throw invalidParameter(
      `Queue visibility timeout: ${visibilitySeconds} seconds is less than Function timeout: ${definition.timeoutSeconds} seconds`,
    );
  }
};

const ACTIONS = ['ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes'];

/** Throws AccessDeniedException unless the function's role allows Lambda's calls to the queue. */
export const authorizePolls = (iam: Iam, definition: FunctionDefinition, queueArn: string): void => {
  const role = iam.principalOf(definition.roleArn, definition.name);
  for (const action of ACTIONS) iam.authorize(role, { action: `sqs:${action}`, resource: queueArn });
};

/** The same, with the error of CreateEventSourceMapping. */
export const checkPolls = (iam: Iam, definition: FunctionDefinition, queueArn: string): void => {
  const role = iam.principalOf(definition.roleArn, definition.name);
  const lacking = ACTIONS.find((action) => iam.refusal(role, { action: `sqs:${action}`, resource: queueArn }) !== undefined);
  if (lacking === undefined) return;
  throw new AwsError('InvalidParameterValueException', `The provided execution role does not have permissions to call ${lacking} on SQS`);
};
