import type { AwsRequest } from '@plumbline/local-aws-kernel';
import { type Account, arnOf, bodyOf, type Members } from '@plumbline/local-aws-kernel';
import { invalidParameter } from './check-member.ts';
import { type EventSourceMapping, isStreamMapping, sourceArnOf } from './event-source-mapping.ts';
import type { StoredMapping } from './event-source-mappings.ts';
import { type QueueMapping, RECEIVE_MAX } from './queue-mapping.ts';
import { allow, required } from './route.ts';
import { STREAM_DEFAULTS, type StreamMapping, startingPositionOf } from './stream-mapping.ts';

const SHARED = ['FunctionName', 'Enabled', 'BatchSize', 'MaximumBatchingWindowInSeconds', 'FilterCriteria', 'FunctionResponseTypes'];
/** The members for queues. */
export const SETTINGS = [...SHARED, 'ScalingConfig'];
/** The members for streams. */
export const STREAM_SETTINGS = [
  ...[...SHARED, 'BisectBatchOnFunctionError', 'MaximumRetryAttempts', 'MaximumRecordAgeInSeconds'],
  ...['ParallelizationFactor', 'DestinationConfig'],
];
const QUEUE_DEFAULTS = { batchSize: RECEIVE_MAX, windowSeconds: 0, reportsFailures: false };

export const readNewMapping = (request: AwsRequest): EventSourceMapping => {
  const body = bodyOf(request);
  const arn = body.text('EventSourceArn');
  if (arn === undefined) throw invalidParameter('Unrecognized event source.');
  const isStream = /:dynamodb:[^:]*:\d*:table\/[^/]+\/stream\//.test(arn);
  if (!isStream && !arn.includes(':sqs:'))
    throw invalidParameter(`local-aws supports only queues and DynamoDB streams as event sources, not ${arn}.`);
  const members = isStream ? [...STREAM_SETTINGS, 'StartingPosition'] : SETTINGS;
  allow(body, 'CreateEventSourceMapping', 'EventSourceArn', ...members);
  const functionArn = required('functionName', body.text('FunctionName'));
  const settings = readSettings(body);
  if (!isStream) return { ...QUEUE_DEFAULTS, queueArn: arn, functionArn, ...settings };
  return {
    ...STREAM_DEFAULTS,
    streamArn: arn,
    functionArn,
    startingPosition: startingPositionOf(body.text('StartingPosition')),
    ...settings,
  };
};

type Settings = Partial<Omit<QueueMapping, 'queueArn'> & Omit<StreamMapping, 'streamArn'>>;

/** Only the settings that the request names. */
export const readSettings = (body: Members): Settings => {
  const filters = body.members('FilterCriteria');
  const failure = body.members('DestinationConfig');
  const onFailure = failure?.members('OnFailure')?.text('Destination');
  return {
    ...named('enabled', body.flag('Enabled')),
    ...named('batchSize', body.number('BatchSize')),
    ...named('windowSeconds', body.number('MaximumBatchingWindowInSeconds')),
    ...named('filterPatterns', filters && (filters.list('Filters') ?? []).map((filter) => filter.text('Pattern') ?? '')),
    ...named('reportsFailures', body.texts('FunctionResponseTypes')?.includes('ReportBatchItemFailures')),
    ...named('concurrencyMax', body.members('ScalingConfig')?.number('MaximumConcurrency')),
    ...named('bisects', body.flag('BisectBatchOnFunctionError')),
    ...named('retriesMax', body.number('MaximumRetryAttempts')),
    ...named('recordAgeSecondsMax', body.number('MaximumRecordAgeInSeconds')),
    ...named('parallelizationFactor', body.number('ParallelizationFactor')),
    // An empty destination removes the one before.
    ...(failure === undefined ? {} : { onFailure: onFailure === '' ? undefined : onFailure }),
  };
};

const named = <K extends keyof Settings, V>(name: K, value: V | undefined): { readonly [N in K]?: V } =>
  value === undefined ? {} : ({ [name]: value } as { readonly [N in K]: V });

export const mappingArn = (account: Account, uuid: string): string => arnOf(account, 'lambda', `event-source-mapping:${uuid}`);

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_GetEventSourceMapping.html */
export const answerOf = (account: Account, { uuid, mapping, modifiedMs }: StoredMapping) => {
  const { filterPatterns = [] } = mapping;
  return {
    UUID: uuid,
    EventSourceMappingArn: mappingArn(account, uuid),
    EventSourceArn: sourceArnOf(mapping),
    FunctionArn: mapping.functionArn,
    BatchSize: mapping.batchSize,
    MaximumBatchingWindowInSeconds: mapping.windowSeconds,
    FunctionResponseTypes: mapping.reportsFailures ? ['ReportBatchItemFailures'] : [],
    ...(filterPatterns.length === 0 ? {} : { FilterCriteria: { Filters: filterPatterns.map((Pattern) => ({ Pattern })) } }),
    ...(isStreamMapping(mapping) ? streamAnswer(mapping) : queueAnswer(mapping)),
    LastModified: modifiedMs / 1_000,
    State: mapping.enabled === false ? 'Disabled' : 'Enabled',
    StateTransitionReason: 'USER_INITIATED',
  };
};

const queueAnswer = ({ concurrencyMax }: QueueMapping): object =>
  concurrencyMax === undefined ? {} : { ScalingConfig: { MaximumConcurrency: concurrencyMax } };

const streamAnswer = (mapping: StreamMapping): object => ({
  StartingPosition: mapping.startingPosition,
  BisectBatchOnFunctionError: mapping.bisects,
  MaximumRetryAttempts: mapping.retriesMax,
  MaximumRecordAgeInSeconds: mapping.recordAgeSecondsMax,
  ParallelizationFactor: mapping.parallelizationFactor,
  TumblingWindowInSeconds: 0,
  DestinationConfig: { OnFailure: mapping.onFailure === undefined ? {} : { Destination: mapping.onFailure } },
});
