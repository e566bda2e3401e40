import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  DescribeExecutionCommand,
  DescribeStateMachineCommand,
  GetExecutionHistoryCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import type { Occurrence } from '@plumbline/local-aws-kernel';
import type { StackFile } from '@plumbline/topology';
import { strToU8, zipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type LocalAws, type LocalAwsProps, startLocalAws } from '../src/index.ts';

let folder: string;
const running: LocalAws[] = [];
const clients: SFNClient[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'step-functions-'));
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.destroy();
  for (const aws of running.splice(0)) await aws.stop();
  rmSync(folder, { recursive: true });
});

const ARN = 'arn:aws:states:eu-west-1:000000000000:stateMachine:m';
const PASS = { StartAt: 'S', States: { S: { Type: 'Pass', End: true } } };
const policy = (statement: object): string => JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] });
const trust = (service: string): string => policy({ Principal: { Service: service }, Action: 'sts:AssumeRole' });
const stack = (machine: object, service = 'states.amazonaws.com', more: StackFile['resources'] = {}): StackFile => ({
  name: 'orders',
  directory: folder,
  data: {},
  resources: {
    aws_iam_role: {
      it: { name: 'r', assume_role_policy: trust(service) },
      function: { name: 'f', assume_role_policy: trust('lambda.amazonaws.com') },
    },
    aws_iam_role_policy: { it: { role: '${aws_iam_role.it.name}', policy: policy({ Action: '*', Resource: '*' }) } },
    aws_sfn_state_machine: { it: { name: 'm', role_arn: '${aws_iam_role.it.arn}', definition: JSON.stringify(PASS), ...machine } },
    ...more,
  },
});
const start = async (file: StackFile, props: Partial<LocalAwsProps> = {}): Promise<LocalAws & { readonly sfn: SFNClient }> => {
  const aws = await startLocalAws({ stacks: [file], port: 0, onError: (error) => Promise.reject(error), ...props });
  running.push(aws);
  const sfn = new SFNClient({
    endpoint: aws.url,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });
  clients.push(sfn);
  return { ...aws, sfn };
};
const begin = async (sfn: SFNClient): Promise<string> =>
  (await sfn.send(new StartExecutionCommand({ stateMachineArn: ARN, input: '{"a":1}' }))).executionArn ?? '';

describe('aws_sfn_state_machine', () => {
  it('when it is declared, then it exists with its settings, and its executions send events to the default bus', async () => {
    const events: string[] = [];
    const observe = (one: Occurrence): void => {
      if (one.kind === 'event') events.push(`${one.event['detail-type']} ${(one.event.detail as { readonly status: string }).status}`);
    };
    const { sfn, idle, report } = await start(stack({ type: 'STANDARD', tracing_configuration: [{ enabled: true }] }), { observe });
    expect(report.unknown).toEqual([]);
    expect(await sfn.send(new DescribeStateMachineCommand({ stateMachineArn: ARN }))).toMatchObject({
      ...{ name: 'm', type: 'STANDARD', roleArn: 'arn:aws:iam::000000000000:role/r', definition: JSON.stringify(PASS) },
      tracingConfiguration: { enabled: true },
    });
    const executionArn = await begin(sfn);
    await idle();
    expect((await sfn.send(new DescribeExecutionCommand({ executionArn }))).output).toBe('{"a":1}');
    expect(events).toEqual(['Step Functions Execution Status Change RUNNING', 'Step Functions Execution Status Change SUCCEEDED']);
  });

  it.each([
    ['ALL', true, ['ExecutionStarted', 'PassStateEntered', 'PassStateExited', 'ExecutionSucceeded'], '{"a":1}'],
    ['ALL', false, ['ExecutionStarted', 'PassStateEntered', 'PassStateExited', 'ExecutionSucceeded'], undefined],
    ['ERROR', true, [], undefined],
  ])('when it logs %s with data %s, then the log group has the events %j', async (level, data, types, input) => {
    const { sfn, idle, url } = await start(
      stack({
        logging_configuration: {
          ...{ level, include_execution_data: data },
          log_destination: 'arn:aws:logs:eu-west-1:000000000000:log-group:/machines:*',
        },
      }),
    );
    const executionArn = await begin(sfn);
    await idle();
    const logs = new CloudWatchLogsClient({
      endpoint: url,
      region: 'eu-west-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    });
    const { events = [] } = await logs.send(new FilterLogEventsCommand({ logGroupName: '/machines' })).catch(() => ({ events: [] }));
    logs.destroy();
    const lines = events.map(
      ({ message = '' }) => JSON.parse(message) as { readonly type: string; readonly details: object; readonly execution_arn: string },
    );
    expect(lines.map(({ type }) => type)).toEqual(types);
    for (const line of lines) expect(line.execution_arn).toBe(executionArn);
    expect(lines[0]?.details ?? {}).toEqual(
      lines.length === 0
        ? {}
        : { ...(input === undefined ? {} : { input, inputDetails: { truncated: false } }), roleArn: expect.any(String) },
    );
  });

  it.each([
    [
      { definition: '{"StartAt":"S"}' },
      'states.amazonaws.com',
      "The state machine m cannot be deployed. Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: These fields are required: [States] at /'",
    ],
    [
      {
        definition: JSON.stringify({
          StartAt: 'S',
          States: { S: { Type: 'Task', Resource: 'arn:aws:states:::glue:startJobRun', End: true } },
        }),
      },
      'states.amazonaws.com',
      "local-aws does not support the resource 'arn:aws:states:::glue:startJobRun'",
    ],
    [
      {},
      'lambda.amazonaws.com',
      'The state machine m cannot be deployed. Neither the global service principal states.amazonaws.com, nor the regional one is authorized to assume the provided role',
    ],
    [{ type: 'SLOW' }, 'states.amazonaws.com', 'aws_sfn_state_machine.it: the state machine type SLOW does not exist.'],
    [
      { publish: true },
      'states.amazonaws.com',
      'aws_sfn_state_machine.it: local-aws does not support the argument publish of aws_sfn_state_machine,',
    ],
    [{ logging_configuration: { level: 'LOUD' } }, 'states.amazonaws.com', 'aws_sfn_state_machine.it: the log level LOUD does not exist.'],
    [
      { logging_configuration: { level: 'ALL', log_destination: 'x' } },
      'states.amazonaws.com',
      "aws_sfn_state_machine.it: the log_destination should be a log group's ARN",
    ],
  ])('when it is %j with a role for %s, then the start fails with the reason', async (machine, service, message) => {
    await expect(start(stack(machine, service))).rejects.toThrow(message);
  });

  it('when its role trusts the regional principal, then it is deployed', async () => {
    const { report } = await start(stack({}, 'states.eu-west-1.amazonaws.com'));
    expect(report.unknown).toEqual([]);
  });
});

describe('a task that was being called', () => {
  const withFunction = (source: string): StackFile => {
    writeFileSync(join(folder, 'f.zip'), zipSync({ 'index.mjs': strToU8(source) }));
    return stack(
      {
        definition: JSON.stringify({
          StartAt: 'T',
          States: { T: { Type: 'Task', Resource: 'arn:aws:lambda:eu-west-1:000000000000:function:f', End: true } },
        }),
      },
      'states.amazonaws.com',
      {
        aws_lambda_function: {
          it: { function_name: 'f', role: '${aws_iam_role.function.arn}', handler: 'index.handler', filename: 'f.zip', timeout: 60 },
        },
      },
    );
  };
  const HANGING = 'export const handler = () => { console.log("called"); return new Promise(() => {}); };';
  const called = async (url: string): Promise<void> => {
    const logs = new CloudWatchLogsClient({
      endpoint: url,
      region: 'eu-west-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    });
    await vi.waitFor(
      async () => expect((await logs.send(new FilterLogEventsCommand({ logGroupName: '/aws/lambda/f' }))).events).not.toEqual([]),
      30_000,
    );
    logs.destroy();
  };

  it.each(['kill -9', 'an orderly stop'])('when %s interrupts it, then it is called again, and its result counts once', async (how) => {
    const stateDirectory = join(folder, 'state');
    mkdirSync(stateDirectory);
    const first = await start(withFunction(HANGING), { stateDirectory });
    const executionArn = await begin(first.sfn);
    await called(first.url);
    const copy = join(folder, 'copy');
    if (how === 'kill -9') cpSync(stateDirectory, copy, { recursive: true });
    await first.stop();
    if (how === 'an orderly stop') cpSync(stateDirectory, copy, { recursive: true });

    const again = await start(withFunction('export const handler = () => "done";'), { stateDirectory: copy });
    await again.idle();
    expect(await again.sfn.send(new DescribeExecutionCommand({ executionArn }))).toMatchObject({ status: 'SUCCEEDED', output: '"done"' });
    const { events = [] } = await again.sfn.send(new GetExecutionHistoryCommand({ executionArn }));
    expect(events.map(({ type }) => type)).toEqual([
      ...['ExecutionStarted', 'TaskStateEntered', 'LambdaFunctionScheduled', 'LambdaFunctionStarted'],
      ...['LambdaFunctionSucceeded', 'TaskStateExited', 'ExecutionSucceeded'],
    ]);
  });
});
