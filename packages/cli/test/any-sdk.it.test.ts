import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSystem } from '../src/checks/read-system.ts';
import { doordashOrder, ROOT, type RunningSystem, startSystem } from './running-system.ts';

const rulesOnBus = (await readSystem(ROOT)).topology.rules.filter(({ bus }) => bus === 'plumbline-dev');

let system: RunningSystem;
beforeAll(async () => {
  system = await startSystem();
});
afterAll(() => system.aws.stop());

const run = promisify(execFile);
/** The environment of a foreign process: an endpoint and dummy credentials. */
const environment = () => ({
  PATH: process.env.PATH,
  AWS_ENDPOINT_URL: system.aws.url,
  AWS_REGION: 'eu-west-1',
  AWS_DEFAULT_REGION: 'eu-west-1',
  AWS_ACCESS_KEY_ID: 'anything',
  AWS_SECRET_ACCESS_KEY: 'at-all',
  AWS_EC2_METADATA_DISABLED: 'true',
});
const keyOf = (orderId: string): string => `Dr541r357e/doordash/Dr541r357e_doordash_${orderId}_20261121_090000.json`;

describe('another process with the AWS SDK', () => {
  it('when it has only AWS_ENDPOINT_URL and dummy credentials, then it puts an object, reads the order with one Query, lists the rules, and calls PutEvents', async () => {
    const orderId = randomUUID();
    const program = `
      import { DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
      import { EventBridgeClient, ListRulesCommand, PutEventsCommand } from '@aws-sdk/client-eventbridge';
      import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
      const [key, body, pk] = process.argv.slice(-3);
      await new S3Client().send(new PutObjectCommand({ Bucket: 'plumbline-dev-orders-log-000000000000', Key: key, Body: body }));
      const query = new QueryCommand({ TableName: 'plumbline-dev-orders', KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': { S: pk } } });
      const dynamoDb = new DynamoDBClient();
      let items = [];
      while (items.length < 4 || items[0].status.S !== 'PAYMENT_CAPTURED') items = (await dynamoDb.send(query)).Items;
      const events = new EventBridgeClient();
      const { Rules } = await events.send(new ListRulesCommand({ EventBusName: 'plumbline-dev' }));
      const { FailedEntryCount } = await events.send(new PutEventsCommand({ Entries: [{ EventBusName: 'plumbline-dev', Source: 'stranger', DetailType: 'hello', Detail: '{}' }] }));
      console.log(JSON.stringify({ items: items.length, rules: Rules.length, FailedEntryCount }));`;
    const { stdout } = await run(
      process.execPath,
      ['--input-type=module', '-e', program, keyOf(orderId), doordashOrder(orderId), `ORDER#${orderId}`],
      {
        cwd: `${ROOT}packages/cli`,
        env: environment(),
      },
    );
    expect(JSON.parse(stdout)).toEqual({ items: 4, rules: rulesOnBus.length, FailedEntryCount: 0 });
  });
});

const AWS_CLI = (process.env.PATH ?? '')
  .split(delimiter)
  .map((directory) => join(directory, 'aws'))
  .find((path) => existsSync(path));

describe('the AWS CLI', () => {
  it.skipIf(AWS_CLI === undefined)(
    'when this machine has it (otherwise skipped: Debian’s awscli is not installed), then it does the same',
    async () => {
      const orderId = randomUUID();
      const aws = async (...args: string[]) =>
        (await run(AWS_CLI as string, ['--endpoint-url', system.aws.url, '--output', 'json', ...args], { env: environment() })).stdout;
      const file = join(mkdtempSync(join(tmpdir(), 'plumbline-order-')), 'order.json');
      writeFileSync(file, doordashOrder(orderId));
      await aws('s3', 'cp', file, `s3://plumbline-dev-orders-log-000000000000/${keyOf(orderId)}`);
      await system.finished(orderId);
      const values = JSON.stringify({ ':pk': { S: `ORDER#${orderId}` } });
      const { Items } = JSON.parse(
        await aws(
          'dynamodb',
          'query',
          '--table-name',
          'plumbline-dev-orders',
          '--key-condition-expression',
          'pk = :pk',
          '--expression-attribute-values',
          values,
        ),
      ) as { Items: { status?: { S: string } }[] };
      expect(Items.map((item) => item.status?.S)).toEqual(['PAYMENT_CAPTURED', undefined, undefined, undefined]);
      const { Rules } = JSON.parse(await aws('events', 'list-rules', '--event-bus-name', 'plumbline-dev')) as { Rules: unknown[] };
      expect(Rules).toHaveLength(rulesOnBus.length);
      const entries = JSON.stringify([{ EventBusName: 'plumbline-dev', Source: 'stranger', DetailType: 'hello', Detail: '{}' }]);
      expect(JSON.parse(await aws('events', 'put-events', '--entries', entries))).toMatchObject({ FailedEntryCount: 0 });
    },
  );
});

describe('the endpoint of the intake', () => {
  it('when a request is not signed, then it is refused with 403', async () => {
    const api = system.aws.resources.find(({ type }) => type === 'aws_api_gateway_rest_api');
    const answer = await fetch(`${system.aws.url}/_aws/execute-api/${String(api?.values.id)}/dev/s3-notification`, {
      method: 'POST',
      body: '{}',
    });
    expect(answer.status).toBe(403);
    expect(await answer.json()).toEqual({ message: 'Missing Authentication Token' });
  });
});
