import { naming, type TerraformTypes, type Values } from '@plumbline/local-aws-kernel';
import type { LogConfiguration, PipeShape, SourceParameters, StreamParameters, TargetParameters } from './pipe-shape.ts';
import type { Pipes } from './pipes.ts';

const STREAM = 'source_parameters.dynamodb_stream_parameters';

/** Pipes. */
export const PIPES_TYPES: TerraformTypes<Pipes> = {
  aws_pipes_pipe: {
    honours: [
      ...['name', 'description', 'desired_state', 'role_arn', 'source', 'enrichment', 'target'],
      ...['source_parameters.filter_criteria.filter.pattern', 'enrichment_parameters.input_template'],
      ...['source_parameters.sqs_queue_parameters.batch_size', 'source_parameters.sqs_queue_parameters.maximum_batching_window_in_seconds'],
      ...['starting_position', 'batch_size', 'maximum_batching_window_in_seconds', 'maximum_record_age_in_seconds'].map(
        (it) => `${STREAM}.${it}`,
      ),
      ...['maximum_retry_attempts', 'on_partial_batch_item_failure', 'dead_letter_config.arn'].map((it) => `${STREAM}.${it}`),
      ...['input_template', 'lambda_function_parameters.invocation_type'].map((it) => `target_parameters.${it}`),
      'target_parameters.step_function_state_machine_parameters.invocation_type',
      ...['message_group_id', 'message_deduplication_id'].map((it) => `target_parameters.sqs_queue_parameters.${it}`),
      ...['detail_type', 'source', 'resources', 'time'].map((it) => `target_parameters.eventbridge_event_bus_parameters.${it}`),
      ...['log_stream_name', 'timestamp'].map((it) => `target_parameters.cloudwatch_logs_parameters.${it}`),
      ...['level', 'include_execution_data', 'cloudwatch_logs_log_destination.log_group_arn'].map((it) => `log_configuration.${it}`),
    ],
    harmless: {
      [`${STREAM}.parallelization_factor`]: 'a stream has one shard, which is read in order',
      kms_key_identifier: 'nothing is encrypted',
    },
    deploy: (pipes, { resource, values }) => naming(resource, () => pipes.declarePipe(shapeFrom(values))),
  },
};

const shapeFrom = (values: Values): PipeShape => {
  const enrichment = values.block('enrichment_parameters');
  const enrichmentArn = values.optionalText('enrichment');
  return {
    Name: values.text('name'),
    Description: values.optionalText('description'),
    DesiredState: values.optionalText('desired_state'),
    RoleArn: values.text('role_arn'),
    Source: values.text('source'),
    SourceParameters: sourceFrom(values.block('source_parameters')),
    Enrichment: enrichmentArn === '' ? undefined : enrichmentArn,
    EnrichmentParameters: enrichment && { InputTemplate: enrichment.optionalText('input_template') },
    Target: values.text('target'),
    TargetParameters: targetFrom(values.block('target_parameters')),
    LogConfiguration: logFrom(values.block('log_configuration')),
    Tags: values.map('tags'),
  };
};

const sourceFrom = (values: Values | undefined): SourceParameters | undefined => {
  if (values === undefined) return undefined;
  const queue = values.block('sqs_queue_parameters');
  const filters = values.block('filter_criteria');
  const stream = values.block('dynamodb_stream_parameters');
  return {
    FilterCriteria: filters && { Filters: filters.blocks('filter').map((filter) => ({ Pattern: filter.text('pattern') })) },
    SqsQueueParameters: queue && {
      BatchSize: queue.optionalNumber('batch_size'),
      MaximumBatchingWindowInSeconds: queue.optionalNumber('maximum_batching_window_in_seconds'),
    },
    DynamoDBStreamParameters: stream && streamFrom(stream),
  };
};

const streamFrom = (values: Values): StreamParameters => {
  const deadLetter = values.block('dead_letter_config');
  return {
    StartingPosition: values.text('starting_position'),
    BatchSize: values.optionalNumber('batch_size'),
    DeadLetterConfig: deadLetter && { Arn: deadLetter.optionalText('arn') },
    MaximumBatchingWindowInSeconds: values.optionalNumber('maximum_batching_window_in_seconds'),
    MaximumRecordAgeInSeconds: values.optionalNumber('maximum_record_age_in_seconds'),
    MaximumRetryAttempts: values.optionalNumber('maximum_retry_attempts'),
    OnPartialBatchItemFailure: values.optionalText('on_partial_batch_item_failure'),
    ParallelizationFactor: values.optionalNumber('parallelization_factor'),
  };
};

const targetFrom = (values: Values | undefined): TargetParameters | undefined => {
  if (values === undefined) return undefined;
  const lambda = values.block('lambda_function_parameters');
  const machine = values.block('step_function_state_machine_parameters');
  const queue = values.block('sqs_queue_parameters');
  const bus = values.block('eventbridge_event_bus_parameters');
  const logs = values.block('cloudwatch_logs_parameters');
  return {
    InputTemplate: values.optionalText('input_template'),
    LambdaFunctionParameters: lambda && { InvocationType: lambda.optionalText('invocation_type') },
    StepFunctionStateMachineParameters: machine && { InvocationType: machine.optionalText('invocation_type') },
    SqsQueueParameters: queue && {
      MessageGroupId: queue.optionalText('message_group_id'),
      MessageDeduplicationId: queue.optionalText('message_deduplication_id'),
    },
    EventBridgeEventBusParameters: bus && {
      DetailType: bus.optionalText('detail_type'),
      Source: bus.optionalText('source'),
      Resources: bus.texts('resources'),
      Time: bus.optionalText('time'),
    },
    CloudWatchLogsParameters: logs && { LogStreamName: logs.optionalText('log_stream_name'), Timestamp: logs.optionalText('timestamp') },
  };
};

const logFrom = (values: Values | undefined): LogConfiguration | undefined => {
  if (values === undefined) return undefined;
  const group = values.block('cloudwatch_logs_log_destination');
  return {
    Level: values.text('level'),
    IncludeExecutionData: values.texts('include_execution_data'),
    CloudwatchLogsLogDestination: group && { LogGroupArn: group.text('log_group_arn') },
  };
};
