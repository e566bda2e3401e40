import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { dynamodb } from '@plumbline/local-aws-dynamodb';
import type { Occurrence } from '@plumbline/local-aws-kernel';
import { virtualClock } from '@plumbline/local-aws-kernel';
import type { StackFile } from '@plumbline/topology';
import { strToU8, zipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type LocalAws, type LocalAwsProps, startLocalAws } from '../src/local-aws.ts';

const ACCOUNT = 'eu-west-1:000000000000';
const API_ARN = `arn:aws:execute-api:${ACCOUNT}`;

let folder: string;
const running: LocalAws[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'local-aws-'));
  const source = 'export const handler = (event) => ({ seen: event });';
  writeFileSync(join(folder, 'f.zip'), zipSync({ 'index.mjs': strToU8(source) }));
});
afterEach(async () => {
  for (const aws of running.splice(0)) await aws.stop();
  rmSync(folder, { recursive: true });
});

const policy = (statement: object): string => JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] });
/** A bucket, a queue, a table, a function, and a rule whose target, an API without its function, fails for now. */
const stack = (): StackFile => ({
  name: 'orders',
  directory: folder,
  data: {},
  resources: {
    aws_s3_bucket: { it: { bucket: 'files' } },
    aws_sqs_queue: { it: { name: 'orders' } },
    aws_dynamodb_table: { it: { name: 'orders', hash_key: 'pk', attribute: [{ name: 'pk', type: 'S' }] } },
    aws_iam_role: {
      it: {
        name: 'r',
        assume_role_policy: policy({ Principal: { Service: ['lambda.amazonaws.com', 'events.amazonaws.com'] }, Action: 'sts:AssumeRole' }),
      },
    },
    aws_iam_role_policy: { it: { role: 'r', policy: policy({ Action: '*', Resource: '*' }) } },
    aws_lambda_function: {
      it: { function_name: 'f', role: '${aws_iam_role.it.arn}', handler: 'index.handler', filename: 'f.zip', timeout: 30 },
    },
    aws_api_gateway_rest_api: { it: { name: 'api' } },
    aws_api_gateway_resource: {
      it: {
        rest_api_id: '${aws_api_gateway_rest_api.it.id}',
        parent_id: '${aws_api_gateway_rest_api.it.root_resource_id}',
        path_part: 'orders',
      },
    },
    aws_api_gateway_method: {
      it: {
        rest_api_id: '${aws_api_gateway_rest_api.it.id}',
        resource_id: '${aws_api_gateway_resource.it.id}',
        http_method: 'POST',
        authorization: 'AWS_IAM',
      },
    },
    aws_api_gateway_integration: {
      it: {
        rest_api_id: '${aws_api_gateway_rest_api.it.id}',
        resource_id: '${aws_api_gateway_resource.it.id}',
        http_method: 'POST',
        type: 'AWS_PROXY',
        uri: `arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:${ACCOUNT}:function:none/invocations`,
      },
    },
    aws_api_gateway_stage: { it: { rest_api_id: '${aws_api_gateway_rest_api.it.id}', stage_name: 'dev' } },
    aws_cloudwatch_event_rule: { it: { name: 'all', event_pattern: '{"source":["a"]}' } },
    aws_cloudwatch_event_target: {
      it: {
        rule: '${aws_cloudwatch_event_rule.it.name}',
        target_id: 't',
        arn: `${API_ARN}:\${aws_api_gateway_rest_api.it.id}/dev/POST/orders`,
        role_arn: '${aws_iam_role.it.arn}',
      },
    },
  },
});
const start = async (props: Partial<LocalAwsProps> = {}): Promise<LocalAws> => {
  const aws = await startLocalAws({ stacks: [stack()], port: 0, onError: (error) => Promise.reject(error), ...props });
  running.push(aws);
  return aws;
};
const clients = ({ url }: LocalAws) => {
  const config = { endpoint: url, region: 'eu-west-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' }, maxAttempts: 1 };
  const all = {
    s3: new S3Client(config),
    sqs: new SQSClient(config),
    dynamoDb: new DynamoDBClient(config),
    events: new EventBridgeClient(config),
    lambda: new LambdaClient(config),
  };
  return { ...all, destroy: () => Object.values(all).forEach((client) => void client.destroy()) };
};
const queueUrl = ({ url }: LocalAws): string => `${url}/000000000000/orders`;
const OBJECT = { Bucket: 'files', Key: 'a.json' };
const ITEM = { TableName: 'orders', Key: { pk: { S: 'a' } } };

describe('local AWS', () => {
  it('when it has started, then the declared resources exist, and none is unknown', async () => {
    const aws = await start();
    const { lambda, destroy } = clients(aws);
    const { Payload } = await lambda.send(new InvokeCommand({ FunctionName: 'f', Payload: '{"a":1}' }));
    expect(Buffer.from(Payload ?? []).toString()).toBe('{"seen":{"a":1}}');
    expect(aws.report.unknown).toEqual([]);
    expect(aws.report.deployed).toBe(13);
    expect(aws.resources.length).toBe(13);
    destroy();
  });

  it('when two run in one process, then they are isolated', async () => {
    const [one, other] = [await start(), await start()];
    const [first, second] = [clients(one), clients(other)];
    await first.s3.send(new PutObjectCommand({ ...OBJECT, Body: 'x' }));
    await first.sqs.send(new SendMessageCommand({ QueueUrl: queueUrl(one), MessageBody: 'x' }));
    await first.dynamoDb.send(new PutItemCommand({ TableName: 'orders', Item: ITEM.Key }));
    await expect(second.s3.send(new GetObjectCommand(OBJECT))).rejects.toMatchObject({ name: 'NoSuchKey' });
    expect((await second.sqs.send(new ReceiveMessageCommand({ QueueUrl: queueUrl(other) }))).Messages).toBeUndefined();
    expect((await second.dynamoDb.send(new GetItemCommand(ITEM))).Item).toBeUndefined();
    await one.stop();
    expect(
      (await second.sqs.send(new SendMessageCommand({ QueueUrl: queueUrl(other), MessageBody: 'still here' }))).MessageId,
    ).toBeDefined();
    first.destroy();
    second.destroy();
  });

  it('when it is started and stopped fifty times, then nothing stays open, and memory does not grow', async () => {
    const cycle = async (): Promise<void> => {
      const aws = await start();
      const { lambda, events, destroy } = clients(aws);
      await lambda.send(new InvokeCommand({ FunctionName: 'f' }));
      await events.send(new PutEventsCommand({ Entries: [{ Source: 'a', DetailType: 'b', Detail: '{}' }] }));
      destroy();
      await aws.stop();
      running.length = 0;
    };
    for (let time = 0; time < WARM_UP_CYCLES; time += 1) await cycle();
    const before = openResources();
    const heapBefore = heapBytes();
    for (let time = WARM_UP_CYCLES; time < CYCLES; time += 1) await cycle();
    await expect.poll(() => leftOver(before)).toEqual([]);
    // An instance that is not released would be twice this. Threads release their memory shortly after they end.
    await expect.poll(() => (heapBytes() - heapBefore) / (CYCLES - WARM_UP_CYCLES)).toBeLessThan(INSTANCE_BYTES_MIN / 2);
  });

  it('when it is stopped again, or while it is busy, then it just stops', async () => {
    const aws = await start();
    const { sqs, destroy } = clients(aws);
    const poll = sqs.send(new ReceiveMessageCommand({ QueueUrl: queueUrl(aws), WaitTimeSeconds: 20 })).catch(() => 'cut off');
    await sqs.send(new SendMessageCommand({ QueueUrl: `${queueUrl(aws)}-none`, MessageBody: 'x' })).catch(() => undefined);
    await Promise.all([aws.stop(), aws.stop()]);
    await aws.stop();
    await poll;
    await expect(fetch(aws.url)).rejects.toThrow();
    destroy();
  });
});

const CYCLES = 50;
/** Fills caches and compiles code. */
const WARM_UP_CYCLES = 10;
/** The minimum heap size of a stopped instance that is still referenced, measured without resources. */
const INSTANCE_BYTES_MIN = 80_000;

/** The heap after garbage collection. */
const heapBytes = (): number => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  return process.memoryUsage().heapUsed;
};

/** The handles that keep the process alive, by kind. Timers may belong to the test runner; local-aws's own never keep it alive. */
const openResources = (): readonly string[] =>
  process.getActiveResourcesInfo().filter((kind) => kind !== 'Immediate' && kind !== 'Timeout');

/** What is open beyond `before`; sockets that have been closed go with the next turns, so it is asked until it says so. */
const leftOver = (before: readonly string[]): readonly string[] => {
  const known = [...before];
  return openResources().filter((kind) => {
    const at = known.indexOf(kind);
    if (at >= 0) known.splice(at, 1);
    return at < 0;
  });
};

describe('services', () => {
  it('when one service is chosen, then it runs alone, and resources of the others are reported as unknown', async () => {
    const aws = await startLocalAws({ stacks: [stack()], services: [dynamodb], port: 0 });
    running.push(aws);
    const config = {
      endpoint: aws.url,
      region: 'eu-west-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      maxAttempts: 1,
    };
    const table = new DynamoDBClient(config);
    await table.send(new PutItemCommand({ TableName: 'orders', Item: { pk: { S: 'a' } } }));
    expect((await table.send(new GetItemCommand({ TableName: 'orders', Key: { pk: { S: 'a' } } }))).Item).toEqual({ pk: { S: 'a' } });
    expect(aws.report.deployed).toBe(1);
    expect(aws.report.unknown.map(({ type }) => type)).toContain('aws_sqs_queue');
    const message = new SendMessageCommand({ QueueUrl: `${aws.url}/000000000000/orders`, MessageBody: 'x' });
    await expect(new SQSClient(config).send(message)).rejects.toMatchObject({ name: 'NotImplemented' });
  });
});

describe('a start that fails', () => {
  it('when the port is in use, then the error is EADDRINUSE and nothing is left running', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const before = openResources();
    const { port } = taken.address() as AddressInfo;
    await expect(start({ port, stateDirectory: join(folder, 'state') })).rejects.toMatchObject({ code: 'EADDRINUSE' });
    await expect.poll(() => leftOver(before)).toEqual([]);
    // An open database has a write-ahead log next to it.
    expect(readdirSync(join(folder, 'state'))).toEqual(['state.db']);
    await new Promise((resolve) => taken.close(resolve));
  });

  it('when a resource cannot be deployed, then the error names it and the port is free again', async () => {
    const broken = { ...stack(), resources: { aws_sqs_queue: { it: { name: 'not a name' } } } };
    const before = openResources();
    await expect(start({ stacks: [broken] })).rejects.toThrow();
    await expect.poll(() => leftOver(before)).toEqual([]);
  });
});

describe('the state directory', () => {
  const stateDirectory = (): string => join(folder, 'state');

  it('when it is started again, then objects, messages, items and pending deliveries still exist', async () => {
    mkdirSync(stateDirectory());
    let aws: LocalAws;
    const occurrences: Occurrence[] = [];
    const restart = async (startMs: number) => {
      const clock = virtualClock(startMs, () => aws.idle());
      aws = await start({ stateDirectory: stateDirectory(), clock, observe: (occurrence) => occurrences.push(occurrence) });
      return { aws, clock, ...clients(aws) };
    };
    const first = await restart(Date.UTC(2026, 0, 1));
    await first.s3.send(new PutObjectCommand({ ...OBJECT, Body: 'kept' }));
    await first.sqs.send(new SendMessageCommand({ QueueUrl: queueUrl(first.aws), MessageBody: 'kept' }));
    await first.dynamoDb.send(new PutItemCommand({ TableName: 'orders', Item: ITEM.Key }));
    await first.events.send(new PutEventsCommand({ Entries: [{ Source: 'a', DetailType: 'b', Detail: '{}' }] }));
    await first.aws.idle();
    const deliveries = () => occurrences.flatMap((one) => (one.kind === 'delivery' ? [[one.eventId, one.outcome]] : []));
    const [eventId] = deliveries()[0] ?? [];
    expect(deliveries()).toEqual([[eventId, 'retried']]);
    first.destroy();
    await first.aws.stop();

    const second = await restart(Date.UTC(2026, 0, 1));
    expect(await (await second.s3.send(new GetObjectCommand(OBJECT))).Body?.transformToString()).toBe('kept');
    expect((await second.sqs.send(new ReceiveMessageCommand({ QueueUrl: queueUrl(second.aws) }))).Messages).toMatchObject([
      { Body: 'kept' },
    ]);
    expect((await second.dynamoDb.send(new GetItemCommand(ITEM))).Item).toEqual(ITEM.Key);
    expect(deliveries()).toHaveLength(1);
    await second.clock.advance({ seconds: 1 });
    expect(deliveries()).toEqual([
      [eventId, 'retried'],
      [eventId, 'retried'],
    ]);
    second.destroy();
  });
});
