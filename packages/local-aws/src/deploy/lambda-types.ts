import { join } from 'node:path';
import type { ResourceTypes } from './deploy.ts';

/** Functions, who may invoke them, and what happens to asynchronous and queued invocations. */
export const LAMBDA_TYPES: ResourceTypes = {
  aws_lambda_function: ({ resource, values, services }) => {
    const name = values.text('function_name');
    const runtime = values.optionalText('runtime') ?? 'nodejs';
    if (!runtime.startsWith('nodejs')) throw new Error(`${resource.address}: local-aws runs Node.js functions only, not ${runtime}.`);
    if (values.texts('layers').length > 0) throw new Error(`${resource.address}: local-aws does not know layers.`);
    const reserved = values.optionalNumber('reserved_concurrent_executions');
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
    });
  },

  aws_lambda_permission: ({ values, services }) => {
    const sourceArn = values.optionalText('source_arn');
    const sourceAccount = values.optionalText('source_account');
    services.lambda.addPermission(values.text('function_name'), {
      Effect: 'Allow',
      Action: values.text('action'),
      Principal: { Service: values.text('principal') },
      Condition: {
        ...(sourceArn === undefined ? {} : { ArnLike: { 'aws:SourceArn': sourceArn } }),
        ...(sourceAccount === undefined ? {} : { StringEquals: { 'aws:SourceAccount': sourceAccount } }),
      },
    });
  },

  aws_lambda_function_event_invoke_config: ({ resource, values, services }) => {
    const destination = values.block('destination_config');
    const onFailure = destination?.block('on_failure')?.text('destination');
    const onSuccess = destination?.block('on_success')?.text('destination');
    for (const arn of [onFailure, onSuccess]) {
      if (arn !== undefined && !arn.includes(':sqs:'))
        throw new Error(`${resource.address}: local-aws sends the records of invocations to queues only, not to ${arn}.`);
    }
    services.lambda.putAsyncConfig(values.text('function_name'), {
      retriesMax: values.number('maximum_retry_attempts', 2),
      eventAgeSecondsMax: values.number('maximum_event_age_in_seconds', 21_600),
      ...(onFailure === undefined ? {} : { onFailure }),
      ...(onSuccess === undefined ? {} : { onSuccess }),
    });
  },

  aws_lambda_event_source_mapping: ({ resource, values, services }) => {
    const queueArn = values.text('event_source_arn');
    if (!queueArn.includes(':sqs:')) throw new Error(`${resource.address}: local-aws maps queues only, not ${queueArn}.`);
    if (values.block('filter_criteria') !== undefined)
      throw new Error(`${resource.address}: local-aws cannot filter an event source mapping yet.`);
    const concurrencyMax = values.block('scaling_config')?.optionalNumber('maximum_concurrency');
    if (!values.flag('enabled', true)) return;
    services.lambda.putEventSourceMapping({
      queueArn,
      functionArn: values.text('function_name'),
      batchSize: values.number('batch_size', 10),
      windowSeconds: values.number('maximum_batching_window_in_seconds', 0),
      reportsFailures: values.texts('function_response_types').includes('ReportBatchItemFailures'),
      ...(concurrencyMax === undefined ? {} : { concurrencyMax }),
    });
  },
};
