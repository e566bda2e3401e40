import { LambdaClient, ListEventSourceMappingsCommand } from '@aws-sdk/client-lambda';
import type { DeployReport } from '@plumbline/local-aws-kernel';
import type { Resource } from '@plumbline/topology';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTestStand, type TestStand } from './test-stand.ts';

let stand: TestStand;

beforeEach(async () => {
  stand = await startTestStand();
});
afterEach(() => stand.stop());

const resource = (type: string, values: Resource['values'], name = 'it'): Resource => ({
  stack: 'orders',
  type,
  address: `${type}.${name}`,
  values,
  comment: {},
  directory: '/nowhere',
});
const deployed = (...resources: readonly Resource[]): Promise<DeployReport> => stand.deploy(resources);

const RULE = resource('aws_cloudwatch_event_rule', { name: 'r', event_pattern: '{"source":["a"]}' });
const TARGET = { rule: 'r', target_id: 't', arn: 'arn:aws:sqs:eu-west-1:000000000000:q' };

describe('the report', () => {
  it('when a type is unknown, then the resource is in the report', async () => {
    const unknown = resource('aws_kinesis_stream', { name: 'x' });
    const report = await deployed(unknown, RULE, resource('toString', {}));
    expect(report.deployed).toBe(1);
    expect(report.unknown.map(({ address }) => address)).toEqual(['aws_kinesis_stream.it', 'toString.it']);
  });

  it('when a type has no effect on a laptop, then the report gives the reason', async () => {
    const report = await deployed(resource('aws_cloudwatch_metric_alarm', {}), resource('aws_cloudwatch_metric_alarm', {}, 'other'));
    expect(report.unknown).toEqual([]);
    expect([...report.withoutEffect]).toEqual([['aws_cloudwatch_metric_alarm', 'there are no metrics']]);
  });

  it('when a resource needs another one, then their order does not matter', async () => {
    await deployed(resource('aws_cloudwatch_event_target', TARGET), RULE);
    expect(stand.events.buses.rule('default', 'r').targets.get('t')).toEqual({
      id: 't',
      arn: TARGET.arn,
      retryPolicy: { eventAgeSecondsMax: 86_400, attemptsMax: 185 },
    });
  });
});

describe('the settings of a target', () => {
  it.each<readonly [Resource['values'], Record<string, unknown>]>([
    [{ input: '{"a":1}' }, { input: { kind: 'constant', text: '{"a":1}' } }],
    [{ input_path: '$.detail' }, { input: { kind: 'path', path: '$.detail' } }],
    [
      { input_transformer: { input_paths: { who: '$.detail.who' }, input_template: '"<who>"' } },
      { input: { kind: 'transformer', paths: { who: '$.detail.who' }, template: '"<who>"' } },
    ],
    [
      { http_target: { path_parameter_values: ['a'], header_parameters: { h: '1' }, query_string_parameters: { q: '2' } } },
      { http: { pathValues: ['a'], headers: { h: '1' }, query: { q: '2' } } },
    ],
    [{ sqs_target: { message_group_id: 'g' } }, { messageGroupId: 'g' }],
    [{ dead_letter_config: { arn: 'dead' } }, { deadLetterQueueArn: 'dead' }],
    [
      { retry_policy: { maximum_retry_attempts: 3, maximum_event_age_in_seconds: 60 } },
      { retryPolicy: { attemptsMax: 3, eventAgeSecondsMax: 60 } },
    ],
  ])('when it has %j, then the target has it', async (values, expected) => {
    await deployed(RULE, resource('aws_cloudwatch_event_target', { ...TARGET, ...values }));
    expect(stand.events.buses.rule('default', 'r').targets.get('t')).toMatchObject(expected);
  });
});

describe('an API destination', () => {
  it('when it refers to a connection, then its calls use the connection’s settings', async () => {
    await deployed(
      resource('aws_cloudwatch_event_connection', {
        name: 'supplier',
        authorization_type: 'API_KEY',
        auth_parameters: {
          api_key: { key: 'x-api-key', value: 'secret' },
          invocation_http_parameters: { header: [{ key: 'h', value: '1' }] },
        },
      }),
      resource('aws_cloudwatch_event_api_destination', {
        name: 'orders',
        connection_arn: 'arn:aws:events:eu-west-1:000000000000:connection/supplier/id',
        invocation_endpoint: 'https://supplier.example/orders',
        http_method: 'POST',
      }),
    );
    const { connections, destinations } = stand.events.apiDestinations;
    expect([...connections.values()]).toMatchObject([
      { name: 'supplier', authorization: { type: 'API_KEY', headerName: 'x-api-key' }, invocation: { headers: { h: '1' } } },
    ]);
    expect([...destinations.values()]).toMatchObject([{ name: 'orders', endpoint: 'https://supplier.example/orders', callsASecond: 300 }]);
  });
});

describe('a refused resource, named by the error', () => {
  it.each<readonly [type: string, values: Resource['values'], message: string]>([
    [
      'aws_cloudwatch_event_target',
      { ...TARGET, kinesis_target: { partition_key_path: '$.id' } },
      'aws_cloudwatch_event_target.it: local-aws does not support the argument kinesis_target of aws_cloudwatch_event_target,',
    ],
    [
      'aws_cloudwatch_event_target',
      { ...TARGET, dead_letter_config: { arn: 'arn:aws:sqs:eu-west-1:000000000000:dead.fifo' } },
      'SQS FIFO is not supported by Dead Letter Queues.',
    ],
    [
      'aws_cloudwatch_event_target',
      { ...TARGET, input: '{}', input_path: '$.detail' },
      'Only one of Input, InputPath, or InputTransformer must be provided for target t.',
    ],
    [
      'aws_cloudwatch_event_target',
      { ...TARGET, input_transformer: { input_template: '<who>' } },
      'InputTemplate for target t contains invalid placeholder who.',
    ],
    ['aws_cloudwatch_event_target', { ...TARGET, rule: 'none' }, 'Rule none does not exist on EventBus default.'],
    [
      'aws_cloudwatch_event_rule',
      { name: 's', schedule_expression: 'rate(1 minute)' },
      'aws_cloudwatch_event_rule.it: local-aws does not support the argument schedule_expression of',
    ],
    [
      'aws_api_gateway_method',
      { authorization: 'COGNITO_USER_POOLS' },
      'aws_api_gateway_method.it: local-aws supports the authorizations NONE and AWS_IAM, not COGNITO_USER_POOLS.',
    ],
    [
      'aws_api_gateway_integration',
      { type: 'HTTP_PROXY', uri: 'http://x' },
      'aws_api_gateway_integration.it: local-aws supports Lambda proxy integrations only',
    ],
    [
      'aws_lambda_function',
      { function_name: 'f', runtime: 'python3.13' },
      'aws_lambda_function.it: local-aws runs Node.js functions only, not python3.13.',
    ],
    [
      'aws_lambda_function',
      { function_name: 'f', layers: ['arn:x'] },
      'aws_lambda_function.it: local-aws does not support the argument layers of',
    ],
    [
      'aws_lambda_event_source_mapping',
      { event_source_arn: 'arn:aws:kinesis:x' },
      'aws_lambda_event_source_mapping.it: local-aws supports only queues and DynamoDB streams as event sources',
    ],
    [
      'aws_lambda_event_source_mapping',
      { event_source_arn: TARGET.arn, provisioned_poller_config: { minimum_pollers: 2 } },
      'aws_lambda_event_source_mapping.it: local-aws does not support the argument provisioned_poller_config of',
    ],
    [
      'aws_lambda_function',
      { function_name: 'f', dead_letter_config: { target_arn: 'arn:aws:kinesis:x' } },
      'aws_lambda_function.it: a dead-letter target is a standard queue or topic, not arn:aws:kinesis:x.',
    ],
    [
      'aws_lambda_permission',
      { function_name: 'f', principal_org_id: 'o-1' },
      'aws_lambda_permission.it: local-aws does not support the argument principal_org_id of',
    ],
    [
      'aws_lambda_function_event_invoke_config',
      { function_name: 'f', qualifier: 'live' },
      'aws_lambda_function_event_invoke_config.it: local-aws does not support versions and aliases, such as live.',
    ],
  ])('when %s is %j, then the error states the problem', async (type, values, message) => {
    await expect(deployed(...(type.endsWith('target') ? [RULE] : []), resource(type, values))).rejects.toThrow(message);
  });
});

describe('attributes of a wrong type', () => {
  it.each<readonly [type: string, values: Resource['values'], message: string]>([
    ['aws_sqs_queue', { name: 1 }, 'aws_sqs_queue.it: the attribute name should be a string, but is 1.'],
    ['aws_sqs_queue', {}, 'aws_sqs_queue.it: the attribute name should be a string, but is undefined.'],
    ['aws_sqs_queue', { name: 'q', delay_seconds: '5' }, 'aws_sqs_queue.it: the attribute delay_seconds should be a number, but is "5".'],
    [
      'aws_sqs_queue',
      { name: 'q', fifo_queue: 'yes' },
      'aws_sqs_queue.it: the attribute fifo_queue should be true or false, but is "yes".',
    ],
    [
      'aws_iam_role',
      { arn: 'a', assume_role_policy: '{' },
      'aws_iam_role.it: the attribute assume_role_policy should be a JSON document, but is "{".',
    ],
    [
      'aws_dynamodb_table',
      { name: 't', hash_key: 'pk', attribute: 'pk' },
      'aws_dynamodb_table.it: the attribute attribute should be a block, but is "pk".',
    ],
    [
      'aws_dynamodb_table',
      { name: 't', hash_key: 'pk', attribute: [{ name: 'pk' }] },
      'aws_dynamodb_table.it.attribute[0]: the attribute type should be a string',
    ],
    [
      'aws_lambda_event_source_mapping',
      { event_source_arn: TARGET.arn, function_name: 'f', function_response_types: 'x' },
      'the attribute function_response_types should be a list, but is "x".',
    ],
    [
      'aws_lambda_function',
      { function_name: 'f', arn: 'a', role: 'r', handler: 'h', filename: 'f', environment: { variables: ['a'] } },
      'the attribute variables should be a map, but is ["a"].',
    ],
  ])('when %s is %j, then the error names the attribute', async (type, values, message) => {
    await expect(deployed(resource(type, values))).rejects.toThrow(message);
  });
});

describe('a setting that Lambda rejects, with AWS’s message and the resource', () => {
  beforeEach(async () => {
    await stand.putFunction('f', 'export const handler = () => null;', { timeoutSeconds: 60 });
    stand.sqs.putQueue({ name: 'q' });
    stand.sqs.putQueue({ name: 'slow', visibilityTimeoutSeconds: 60 });
    stand.sqs.putQueue({ name: 'q.fifo', fifo: true, visibilityTimeoutSeconds: 60 });
  });
  const queue = (name: string): string => `arn:aws:sqs:eu-west-1:000000000000:${name}`;
  const onFailure = (destination: string) => ({ function_name: 'f', destination_config: { on_failure: { destination } } });
  const slow = { event_source_arn: queue('slow'), function_name: 'f' };

  // https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
  it.each<readonly [values: Resource['values'], message: string]>([
    [
      { event_source_arn: queue('q'), function_name: 'f' },
      'Queue visibility timeout: 30 seconds is less than Function timeout: 60 seconds',
    ],
    [{ ...slow, batch_size: 11 }, 'Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10'],
    [{ ...slow, batch_size: 10_001 }, "Value '10001' at 'batchSize' failed to satisfy constraint: Member must have value less than"],
    [{ ...slow, maximum_batching_window_in_seconds: 301 }, "Value '301' at 'maximumBatchingWindowInSeconds' failed to satisfy"],
    [{ ...slow, scaling_config: { maximum_concurrency: 1 } }, "Value '1' at 'scalingConfig.maximumConcurrency' failed to satisfy"],
    [{ ...slow, event_source_arn: queue('q.fifo'), batch_size: 11 }, 'Maximum batch window in seconds must be greater than 0'],
    [
      { ...slow, event_source_arn: queue('q.fifo'), maximum_batching_window_in_seconds: 1 },
      'Batching window is not supported for FIFO queues',
    ],
    [{ ...slow, event_source_arn: queue('gone') }, 'SQS Error Message: The specified queue does not exist.'],
    [{ ...slow, filter_criteria: { filter: [{ pattern: '{"body":"x"}' }] } }, 'Invalid filter pattern definition.'],
    [{ ...slow, function_name: 'gone' }, 'Function not found: arn:aws:lambda:eu-west-1:000000000000:function:gone'],
  ])('when a mapping is %j, then %s', async (values, message) => {
    await expect(deployed(resource('aws_lambda_event_source_mapping', values))).rejects.toThrow(
      expect.objectContaining({ message: expect.stringMatching(/^aws_lambda_event_source_mapping\.it: /) }),
    );
    await expect(deployed(resource('aws_lambda_event_source_mapping', values))).rejects.toThrow(message);
  });

  // https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionEventInvokeConfig.html
  it.each<readonly [values: Resource['values'], message: string]>([
    [onFailure('arn:aws:lambda:eu-west-1:000000000000:function:f'), "You can't specify the function as a destination for itself."],
    [
      onFailure('arn:aws:lambda:eu-west-1:000000000000:function:g'),
      'The destination ARN arn:aws:lambda:eu-west-1:000000000000:function:g is invalid.',
    ],
    [
      { function_name: 'f', destination_config: { on_success: { destination: 'arn:aws:s3:::b' } } },
      'The provided destination config DestinationConfig(onSuccess=OnSuccess(destination=arn:aws:s3:::b), onFailure=null) is invalid.',
    ],
    [{ function_name: 'f', maximum_retry_attempts: 3 }, "Value '3' at 'maximumRetryAttempts' failed to satisfy constraint"],
    [{ function_name: 'f', maximum_event_age_in_seconds: 59 }, "Value '59' at 'maximumEventAgeInSeconds' failed to satisfy constraint"],
  ])('when an event invoke configuration is %j, then %s', async (values, message) => {
    await expect(deployed(resource('aws_lambda_function_event_invoke_config', values))).rejects.toThrow(
      `aws_lambda_function_event_invoke_config.it: ${message.startsWith('Value') ? '1 validation error detected: ' : ''}${message}`,
    );
  });

  it('when a mapping is disabled, has filters and a bound, then it exists with these settings', async () => {
    const filter = { filter: [{ pattern: '{"body":{"a":[1]}}' }, { pattern: '{"body":["x"]}' }] };
    await deployed(
      resource('aws_lambda_event_source_mapping', {
        ...slow,
        enabled: false,
        filter_criteria: filter,
        scaling_config: { maximum_concurrency: 2 },
      }),
    );
    const { EventSourceMappings } = await new LambdaClient(stand.clientConfig).send(new ListEventSourceMappingsCommand({}));
    expect(EventSourceMappings).toMatchObject([
      {
        State: 'Disabled',
        EventSourceArn: queue('slow'),
        FilterCriteria: { Filters: [{ Pattern: '{"body":{"a":[1]}}' }, { Pattern: '{"body":["x"]}' }] },
        ScalingConfig: { MaximumConcurrency: 2 },
      },
    ]);
  });
});
