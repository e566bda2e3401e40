import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { type VirtualClock, virtualClock } from '@plumbline/local-aws-kernel';
import type { StackFile } from '@plumbline/topology';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type LocalAws, startLocalAws } from '../src/index.ts';

let folder: string;
let aws: LocalAws | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pipes-types-'));
});
afterEach(async () => {
  await aws?.stop();
  aws = undefined;
  rmSync(folder, { recursive: true });
});

const policy = (...statements: readonly object[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements.map((statement) => ({ Effect: 'Allow', ...statement })) });

/** An outbox: items with a detail leave the table by its stream, through a pipe, as events on the bus; a rule sends them to a queue. */
const stack = (desiredState: string): StackFile => ({
  name: 'outbox',
  directory: folder,
  data: {},
  resources: {
    aws_dynamodb_table: {
      orders: {
        ...{ name: 'orders', hash_key: 'id', attribute: [{ name: 'id', type: 'S' }] },
        ...{ stream_enabled: true, stream_view_type: 'NEW_IMAGE' },
      },
    },
    aws_sqs_queue: { seen: { name: 'seen' }, dead: { name: 'dead' } },
    aws_sqs_queue_policy: {
      seen: {
        queue_url: '${aws_sqs_queue.seen.url}',
        policy: policy({
          Principal: { Service: 'events.amazonaws.com' },
          Action: 'sqs:SendMessage',
          Resource: '${aws_sqs_queue.seen.arn}',
        }),
      },
    },
    aws_cloudwatch_event_bus: { bus: { name: 'bus' } },
    aws_cloudwatch_event_rule: {
      all: { name: 'all', event_bus_name: '${aws_cloudwatch_event_bus.bus.name}', event_pattern: '{"source":["com.acme"]}' },
    },
    aws_cloudwatch_event_target: {
      seen: {
        ...{ rule: '${aws_cloudwatch_event_rule.all.name}', event_bus_name: '${aws_cloudwatch_event_bus.bus.name}' },
        ...{ arn: '${aws_sqs_queue.seen.arn}', input_path: '$.detail.n' },
      },
    },
    aws_iam_role: {
      pipe: { name: 'pipe', assume_role_policy: policy({ Principal: { Service: 'pipes.amazonaws.com' }, Action: 'sts:AssumeRole' }) },
    },
    aws_iam_role_policy: {
      pipe: {
        role: '${aws_iam_role.pipe.name}',
        policy: policy(
          {
            Action: ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'],
            Resource: '${aws_dynamodb_table.orders.stream_arn}',
          },
          { Action: 'dynamodb:ListStreams', Resource: '*' },
          { Action: 'events:PutEvents', Resource: '${aws_cloudwatch_event_bus.bus.arn}' },
          { Action: 'sqs:SendMessage', Resource: '${aws_sqs_queue.dead.arn}' },
        ),
      },
    },
    aws_pipes_pipe: {
      outbox: {
        ...{ name: 'outbox', role_arn: '${aws_iam_role.pipe.arn}', desired_state: desiredState },
        source: '${aws_dynamodb_table.orders.stream_arn}',
        source_parameters: {
          dynamodb_stream_parameters: {
            ...{ starting_position: 'TRIM_HORIZON', batch_size: 10, maximum_retry_attempts: 3 },
            dead_letter_config: { arn: '${aws_sqs_queue.dead.arn}' },
          },
          filter_criteria: { filter: [{ pattern: '{"eventName":["INSERT"],"dynamodb":{"NewImage":{"detail":{"S":[{"exists":true}]}}}}' }] },
        },
        target: '${aws_cloudwatch_event_bus.bus.arn}',
        target_parameters: {
          input_template: '{"n": <$.dynamodb.NewImage.detail.S>}',
          eventbridge_event_bus_parameters: { source: 'com.acme', detail_type: '$.dynamodb.NewImage.type.S' },
        },
      },
    },
  },
});

const start = async (desiredState = 'RUNNING'): Promise<VirtualClock> => {
  const clock = virtualClock(Date.UTC(2026, 0, 1), async () => aws?.idle());
  aws = await startLocalAws({ stacks: [stack(desiredState)], port: 0, clock, stateDirectory: join(folder, 'state') });
  return clock;
};
const config = () => ({ endpoint: aws?.url ?? '', region: 'eu-west-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } });
const write = async (...ids: readonly string[]): Promise<void> => {
  const client = new DynamoDBClient(config());
  for (const id of ids) {
    const event = { id: { S: `event-${id}` }, detail: { S: id }, type: { S: 'placed' } };
    const TransactItems = [{ Put: { TableName: 'orders', Item: { id: { S: id } } } }, { Put: { TableName: 'orders', Item: event } }];
    await client.send(new TransactWriteItemsCommand({ TransactItems }));
  }
  client.destroy();
};
const seen = async (): Promise<readonly (string | undefined)[]> => {
  const client = new SQSClient(config());
  const QueueUrl = `${aws?.url}/000000000000/seen`;
  const { Messages = [] } = await client.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 0 }));
  client.destroy();
  return Messages.map(({ Body }) => Body);
};

describe('aws_pipes_pipe', () => {
  it('when a transaction writes an item and its event, then the event reaches the bus once, in order', async () => {
    const clock = await start();
    expect(aws?.report.unknown).toEqual([]);
    await write('a', 'b', 'c');
    await clock.advance({ seconds: 1 });
    expect(await seen()).toEqual(['"a"', '"b"', '"c"']);
  });

  it('when local-aws restarts, then the pipe continues where it was, and sends nothing twice', async () => {
    let clock = await start();
    await write('a');
    await clock.advance({ seconds: 1 });
    await aws?.stop();
    await start('STOPPED');
    await write('b');
    await aws?.stop();
    clock = await start();
    await clock.advance({ seconds: 1 });
    expect(await seen()).toEqual(['"a"', '"b"']);
  });
});
