import { join } from 'node:path';
import type { Resource } from '@plumbline/topology';
import { arnOf } from '../account.ts';
import { permissionStatement } from '../lambda/permission-statement.ts';
import type { ResourceTypes } from './deploy.ts';
import { naming } from './naming.ts';
import type { Values } from './values.ts';

/** Functions, who may invoke them, and what happens to asynchronous and queued invocations. */
export const LAMBDA_TYPES: ResourceTypes = {
  aws_lambda_function: ({ resource, values, services }) => {
    const name = values.text('function_name');
    const runtime = values.optionalText('runtime') ?? 'nodejs';
    if (!runtime.startsWith('nodejs')) throw new Error(`${resource.address}: local-aws runs Node.js functions only, not ${runtime}.`);
    if (values.texts('layers').length > 0) throw new Error(`${resource.address}: local-aws does not know layers.`);
    const reserved = values.optionalNumber('reserved_concurrent_executions');
    const deadLetterQueueArn = values.block('dead_letter_config')?.text('target_arn');
    if (deadLetterQueueArn !== undefined && !isStandardQueue(deadLetterQueueArn))
      throw new Error(`${resource.address}: local-aws sends dead letters to standard queues only, not to ${deadLetterQueueArn}.`);
    return services.lambda.putFunction({
      name,
      arn: values.text('arn'),
      roleArn: values.text('role'),
      handler: values.text('handler'),
      zipPath: join(resource.directory, values.text('filename')),
      timeoutSeconds: values.number('timeout', 3),
      memoryMiB: values.number('memory_size', 128),
      environment: values.block('environment')?.map('variables') ?? {},
      logGroup: values.block('logging_config')?.optionalText('log_group') ?? `/aws/lambda/${name}`,
      tracing: values.block('tracing_config')?.text('mode') === 'Active' ? 'Active' : 'PassThrough',
      // -1 is Terraform's way to say that there is no reservation.
      ...(reserved === undefined || reserved < 0 ? {} : { reservedConcurrency: reserved }),
      ...(deadLetterQueueArn === undefined ? {} : { deadLetterQueueArn }),
    });
  },

  aws_lambda_permission: ({ resource, values, services }) => {
    refuse(resource, ['event_source_token', 'function_url_auth_type', 'principal_org_id', 'qualifier', 'statement_id_prefix']);
    const sourceArn = values.optionalText('source_arn');
    const sourceAccount = values.optionalText('source_account');
    const functionName = values.text('function_name');
    const functionArn = functionName.startsWith('arn:') ? functionName : arnOf(services.account, 'lambda', `function:${functionName}`);
    const grant = {
      // The provider makes one up too.
      sid: values.optionalText('statement_id') ?? resource.address.replaceAll('.', '-'),
      action: values.text('action'),
      principal: values.text('principal'),
      ...(sourceArn === undefined ? {} : { sourceArn }),
      ...(sourceAccount === undefined ? {} : { sourceAccount }),
    };
    services.lambda.addPermission(functionName, permissionStatement(services.account, functionArn, grant));
  },

  aws_lambda_function_event_invoke_config: ({ resource, values, services }) => {
    const qualifier = values.optionalText('qualifier') ?? '$LATEST';
    if (qualifier !== '$LATEST') throw new Error(`${resource.address}: local-aws has no versions and aliases, such as ${qualifier}.`);
    const destination = values.block('destination_config');
    const onFailure = destination?.block('on_failure')?.text('destination');
    const onSuccess = destination?.block('on_success')?.text('destination');
    const retriesMax = values.optionalNumber('maximum_retry_attempts');
    const eventAgeSecondsMax = values.optionalNumber('maximum_event_age_in_seconds');
    naming(resource, () =>
      services.lambda.putAsyncConfig(values.text('function_name'), {
        ...(retriesMax === undefined ? {} : { retriesMax }),
        ...(eventAgeSecondsMax === undefined ? {} : { eventAgeSecondsMax }),
        ...(onFailure === undefined ? {} : { onFailure }),
        ...(onSuccess === undefined ? {} : { onSuccess }),
      }),
    );
  },

  aws_lambda_event_source_mapping: ({ resource, values, services }) => {
    refuse(resource, MAPPING_ARGUMENTS_MISSING);
    const queueArn = values.text('event_source_arn');
    if (!queueArn.includes(':sqs:')) throw new Error(`${resource.address}: local-aws maps queues only, not ${queueArn}.`);
    const concurrencyMax = values.block('scaling_config')?.optionalNumber('maximum_concurrency');
    const mapping = {
      queueArn,
      functionArn: values.text('function_name'),
      batchSize: values.number('batch_size', 10),
      windowSeconds: values.number('maximum_batching_window_in_seconds', 0),
      reportsFailures: values.texts('function_response_types').includes('ReportBatchItemFailures'),
      filterPatterns: filterPatterns(values),
      enabled: values.flag('enabled', true),
      ...(concurrencyMax === undefined ? {} : { concurrencyMax }),
    };
    naming(resource, () => services.lambda.putEventSourceMapping(mapping));
  },
};

/** Those of other event sources, and those that local-aws does not have. */
const MAPPING_ARGUMENTS_MISSING = [
  'amazon_managed_kafka_event_source_config',
  'bisect_batch_on_function_error',
  'destination_config',
  'document_db_event_source_config',
  'kms_key_arn',
  'maximum_record_age_in_seconds',
  'maximum_retry_attempts',
  'parallelization_factor',
  'provisioned_poller_config',
  'queues',
  'self_managed_event_source',
  'self_managed_kafka_event_source_config',
  'source_access_configuration',
  'starting_position',
  'starting_position_timestamp',
  'topics',
  'tumbling_window_in_seconds',
];

const refuse = ({ address, values }: Resource, names: readonly string[]): void => {
  const name = names.find((candidate) => (values[candidate] ?? undefined) !== undefined);
  if (name !== undefined) throw new Error(`${address}: local-aws does not know the argument ${name}.`);
};

const filterPatterns = (values: Values): readonly string[] =>
  values
    .block('filter_criteria')
    ?.blocks('filter')
    .map((filter) => filter.text('pattern')) ?? [];

const isStandardQueue = (arn: string): boolean => arn.includes(':sqs:') && !arn.endsWith('.fifo');
