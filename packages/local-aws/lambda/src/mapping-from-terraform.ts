import type { Values } from '@plumbline/local-aws-kernel';
import type { EventSourceMapping } from './event-source-mapping.ts';
import { STREAM_DEFAULTS, startingPositionOf } from './stream-mapping.ts';

/** The arguments that only one kind of source has; the provider and AWS refuse them for the other. */
const OF_STREAMS = [
  ...['starting_position', 'bisect_batch_on_function_error', 'maximum_retry_attempts', 'maximum_record_age_in_seconds'],
  ...['destination_config', 'parallelization_factor'],
];
const OF_QUEUES = ['scaling_config'];

/** The event source mapping that a Terraform resource declares. */
export const mappingFrom = (address: string, values: Values): EventSourceMapping => {
  const arn = values.text('event_source_arn');
  const isStream = /:dynamodb:[^:]*:\d*:table\/[^/]+\/stream\//.test(arn);
  if (!isStream && !arn.includes(':sqs:'))
    throw new Error(`${address}: local-aws supports only queues and DynamoDB streams as event sources, not ${arn}.`);
  const shared = {
    functionArn: values.text('function_name'),
    windowSeconds: values.number('maximum_batching_window_in_seconds', 0),
    reportsFailures: values.texts('function_response_types').includes('ReportBatchItemFailures'),
    filterPatterns: filterPatterns(values),
    enabled: values.flag('enabled', true),
  };
  if (!isStream) {
    refuse(address, values, OF_STREAMS, 'a queue');
    const concurrencyMax = values.block('scaling_config')?.optionalNumber('maximum_concurrency');
    return {
      queueArn: arn,
      ...shared,
      batchSize: values.number('batch_size', 10),
      ...(concurrencyMax === undefined ? {} : { concurrencyMax }),
    };
  }
  refuse(address, values, OF_QUEUES, 'a stream');
  return {
    streamArn: arn,
    ...shared,
    startingPosition: startingPositionOf(values.optionalText('starting_position')),
    batchSize: values.number('batch_size', STREAM_DEFAULTS.batchSize),
    bisects: values.flag('bisect_batch_on_function_error', STREAM_DEFAULTS.bisects),
    retriesMax: values.number('maximum_retry_attempts', STREAM_DEFAULTS.retriesMax),
    recordAgeSecondsMax: values.number('maximum_record_age_in_seconds', STREAM_DEFAULTS.recordAgeSecondsMax),
    parallelizationFactor: values.number('parallelization_factor', STREAM_DEFAULTS.parallelizationFactor),
    onFailure: values.block('destination_config')?.block('on_failure')?.text('destination_arn'),
  };
};

const refuse = (address: string, values: Values, names: readonly string[], source: string): void => {
  const given = names.find((name) => values.has(name));
  if (given !== undefined) throw new Error(`${address}: ${given} does not apply to ${source}.`);
};

const filterPatterns = (values: Values): readonly string[] =>
  values
    .block('filter_criteria')
    ?.blocks('filter')
    .map((filter) => filter.text('pattern')) ?? [];
