import { join } from 'node:path';
import { arnOf, naming, type TerraformTypes } from '@plumbline/local-aws-kernel';
import type { Lambda } from './lambda.ts';
import { mappingFrom } from './mapping-from-terraform.ts';
import { permissionStatement } from './permission-statement.ts';

/** Functions, their permissions, and the settings of asynchronous and queued invocations. */
export const LAMBDA_TYPES: TerraformTypes<Lambda> = {
  aws_lambda_function: {
    honours: [
      ...['function_name', 'role', 'handler', 'filename', 'runtime', 'timeout', 'memory_size', 'environment.variables'],
      ...['reserved_concurrent_executions', 'dead_letter_config.target_arn', 'logging_config.log_group', 'tracing_config.mode'],
    ],
    harmless: {
      architectures: 'Node.js code runs on any architecture',
      code_sha256: 'the zip is read on every start',
      description: 'it is documentation',
      'ephemeral_storage.size': 'functions use the disk of this machine',
      kms_key_arn: 'nothing is encrypted',
      'logging_config.application_log_level': 'every line is stored',
      'logging_config.log_format': 'lines are stored as they are written',
      'logging_config.system_log_level': 'Lambda itself logs nothing',
      package_type: 'only zips can be deployed with filename',
      publish: 'versions cannot be invoked: a qualifier is refused',
      skip_destroy: 'nothing is destroyed',
      source_code_hash: 'the zip is read on every start',
    },
    deploy(lambda, { resource, values }) {
      const name = values.text('function_name');
      const runtime = values.optionalText('runtime') ?? 'nodejs';
      if (!runtime.startsWith('nodejs')) throw new Error(`${resource.address}: local-aws runs Node.js functions only, not ${runtime}.`);
      const reserved = values.optionalNumber('reserved_concurrent_executions');
      const deadLetterQueueArn = values.block('dead_letter_config')?.text('target_arn');
      if (deadLetterQueueArn !== undefined && !isDeadLetterTarget(deadLetterQueueArn))
        throw new Error(`${resource.address}: a dead-letter target is a standard queue or topic, not ${deadLetterQueueArn}.`);
      return lambda.putFunction({
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
        // In Terraform, -1 means no reservation.
        ...(reserved === undefined || reserved < 0 ? {} : { reservedConcurrency: reserved }),
        ...(deadLetterQueueArn === undefined ? {} : { deadLetterQueueArn }),
      });
    },
  },

  aws_lambda_permission: {
    honours: ['function_name', 'statement_id', 'action', 'principal', 'source_arn', 'source_account'],
    deploy(lambda, { resource, values, account }) {
      const sourceArn = values.optionalText('source_arn');
      const sourceAccount = values.optionalText('source_account');
      const functionName = values.text('function_name');
      const functionArn = functionName.startsWith('arn:') ? functionName : arnOf(account, 'lambda', `function:${functionName}`);
      const grant = {
        // The provider generates one, too.
        sid: values.optionalText('statement_id') ?? resource.address.replaceAll('.', '-'),
        action: values.text('action'),
        principal: values.text('principal'),
        ...(sourceArn === undefined ? {} : { sourceArn }),
        ...(sourceAccount === undefined ? {} : { sourceAccount }),
      };
      lambda.addPermission(functionName, permissionStatement(account, functionArn, grant));
    },
  },

  aws_lambda_function_event_invoke_config: {
    honours: [
      ...['function_name', 'qualifier', 'maximum_retry_attempts', 'maximum_event_age_in_seconds'],
      ...['destination_config.on_failure.destination', 'destination_config.on_success.destination'],
    ],
    deploy(lambda, { resource, values }) {
      const qualifier = values.optionalText('qualifier') ?? '$LATEST';
      if (qualifier !== '$LATEST')
        throw new Error(`${resource.address}: local-aws does not support versions and aliases, such as ${qualifier}.`);
      const destination = values.block('destination_config');
      const onFailure = destination?.block('on_failure')?.text('destination');
      const onSuccess = destination?.block('on_success')?.text('destination');
      const retriesMax = values.optionalNumber('maximum_retry_attempts');
      const eventAgeSecondsMax = values.optionalNumber('maximum_event_age_in_seconds');
      naming(resource, () =>
        lambda.putAsyncConfig(values.text('function_name'), {
          ...(retriesMax === undefined ? {} : { retriesMax }),
          ...(eventAgeSecondsMax === undefined ? {} : { eventAgeSecondsMax }),
          ...(onFailure === undefined ? {} : { onFailure }),
          ...(onSuccess === undefined ? {} : { onSuccess }),
        }),
      );
    },
  },

  aws_lambda_event_source_mapping: {
    honours: [
      ...['event_source_arn', 'function_name', 'batch_size', 'maximum_batching_window_in_seconds', 'function_response_types', 'enabled'],
      ...['filter_criteria.filter.pattern', 'scaling_config.maximum_concurrency', 'starting_position', 'maximum_retry_attempts'],
      ...['bisect_batch_on_function_error', 'maximum_record_age_in_seconds', 'destination_config.on_failure.destination_arn'],
    ],
    harmless: {
      'metrics_config.metrics': 'there are no metrics',
      parallelization_factor: 'a stream has one shard, which is read in order',
    },
    deploy: (lambda, { resource, values }) => naming(resource, () => lambda.putEventSourceMapping(mappingFrom(resource.address, values))),
  },
};

const isDeadLetterTarget = (arn: string): boolean => /:(sqs|sns):/.test(arn) && !arn.endsWith('.fifo');
