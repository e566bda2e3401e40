import type { Iam, StreamReader } from '@plumbline/local-aws-kernel';
import { AwsError } from '@plumbline/local-aws-kernel';
import { checkRange, invalidParameter } from './check-member.ts';
import { checkFilters } from './event-filter.ts';
import type { FunctionDefinition } from './function-definition.ts';

/** A DynamoDB stream whose records invoke a function in batches, in order. */
export interface StreamMapping {
  readonly streamArn: string;
  readonly functionArn: string;
  readonly startingPosition: 'TRIM_HORIZON' | 'LATEST';
  /** 1 to 10,000. */
  readonly batchSize: number;
  /** Seconds to wait for a batch to fill, 0 to 300. */
  readonly windowSeconds: number;
  /** Whether a batch that fails is divided. */
  readonly bisects: boolean;
  /** 0 to 10,000, or -1: until the records expire. */
  readonly retriesMax: number;
  /** 60 to 604,800, or -1: until the records expire. */
  readonly recordAgeSecondsMax: number;
  /** 1 to 10. A stream has one shard here and is read in order, so it changes nothing. */
  readonly parallelizationFactor: number;
  /** The queue, topic or bucket for the metadata of discarded batches. @default none */
  readonly onFailure?: string | undefined;
  /** `ReportBatchItemFailures`: the batch is tried again from the first record that the function names. */
  readonly reportsFailures: boolean;
  /** Event patterns; records that match none of them are skipped. @default every record matches */
  readonly filterPatterns?: readonly string[];
  /** @default true */
  readonly enabled?: boolean;
}

/** https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-params.html */
export const STREAM_DEFAULTS = {
  ...{ batchSize: 100, windowSeconds: 0, bisects: false, retriesMax: -1, recordAgeSecondsMax: -1 },
  ...{ parallelizationFactor: 1, reportsFailures: false },
};

const STARTING_POSITIONS = ['TRIM_HORIZON', 'LATEST'] as const;

/** Throws AWS's error for another one: AT_TIMESTAMP is not for DynamoDB. */
export const startingPositionOf = (given: string | undefined): StreamMapping['startingPosition'] => {
  const known = STARTING_POSITIONS.find((position) => position === given);
  if (known !== undefined) return known;
  if (given === undefined) throw invalidParameter('1 validation error detected: Starting position is required for stream sources.');
  throw invalidParameter(`Unsupported starting position for stream type: ${given}.`);
};

/** Throws AWS's errors for an invalid mapping. */
export const checkStreamMapping = (mapping: StreamMapping, streams: StreamReader): void => {
  checkRange('batchSize', mapping.batchSize, 1, 10_000);
  checkRange('maximumBatchingWindowInSeconds', mapping.windowSeconds, 0, 300);
  checkRange('maximumRetryAttempts', mapping.retriesMax, -1, 10_000);
  checkRange('parallelizationFactor', mapping.parallelizationFactor, 1, 10);
  if (mapping.recordAgeSecondsMax !== -1) checkRange('maximumRecordAgeInSeconds', mapping.recordAgeSecondsMax, 60, 604_800);
  const { onFailure } = mapping;
  if (onFailure !== undefined && !(/:(sqs|sns):/.test(onFailure) && !onFailure.endsWith('.fifo')) && !/^arn:[^:]+:s3:::/.test(onFailure))
    throw invalidParameter(`The destination ARN ${onFailure} is not a standard queue, a standard topic or a bucket.`);
  checkFilters(mapping.filterPatterns ?? []);
  if (!streams.exists(mapping.streamArn)) throw invalidParameter(`Stream not found: ${mapping.streamArn}`);
};

/** https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-eventsourcemapping.html */
const readPermissions = (streamArn: string) => [
  ...['DescribeStream', 'GetRecords', 'GetShardIterator'].map((action) => ({ action: `dynamodb:${action}`, resource: streamArn })),
  { action: 'dynamodb:ListStreams', resource: '*' },
];

/** Throws AccessDeniedException unless the function's role allows Lambda's calls to the stream. */
export const authorizeReads = (iam: Iam, definition: FunctionDefinition, streamArn: string): void => {
  const role = iam.principalOf(definition.roleArn, definition.name);
  for (const permission of readPermissions(streamArn)) iam.authorize(role, permission);
};

/** The same, with the error of CreateEventSourceMapping. */
export const checkReads = (iam: Iam, definition: FunctionDefinition, streamArn: string): void => {
  const role = iam.principalOf(definition.roleArn, definition.name);
  if (readPermissions(streamArn).every((permission) => iam.refusal(role, permission) === undefined)) return;
  throw new AwsError(
    'InvalidParameterValueException',
    `Cannot access stream ${streamArn}. Please ensure the role can perform the GetRecords, GetShardIterator, DescribeStream, and ListStreams Actions on your stream in IAM.`,
  );
};
