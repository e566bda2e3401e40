import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DescribeArchiveCommand } from '@aws-sdk/client-eventbridge';
import { InvokeCommand } from '@aws-sdk/client-lambda';
import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { readStacks } from '@plumbline/topology';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { replay } from '../src/replay/replay.ts';
import { doordashOrder, place, ROOT, type RunningSystem, startSystem } from './running-system.ts';

const REPORTS = 40;
const HOUR_MS = 3_600_000;
const CONSUMER = 'store-sales';
const CDKTF_OUT = `${ROOT}infra/cdktf.out`;

/** Resolves when every queue that a function polls is empty. Batches wait for their window, and failed messages for their retry; neither is due. */
const settled = async (system: RunningSystem): Promise<void> => {
  const { aws, connection } = system;
  const polled = new Set(
    aws.resources.filter(({ type }) => type === 'aws_lambda_event_source_mapping').map(({ values }) => values.event_source_arn),
  );
  const urls = aws.resources
    .filter(({ type, values }) => type === 'aws_sqs_queue' && polled.has(values.arn))
    .map(({ values }) => String(values.url));
  await system.until(async () => {
    await aws.idle();
    const left = await Promise.all(
      urls.map((QueueUrl) => connection.sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }))),
    );
    return left.every(
      ({ Attributes }) => Attributes?.ApproximateNumberOfMessages === '0' && Attributes.ApproximateNumberOfMessagesNotVisible === '0',
    );
  });
};

const produce = async (system: RunningSystem): Promise<void> => {
  const { connection } = system;
  const Payload = JSON.stringify({ count: REPORTS, seed: 7 });
  const { FunctionError } = await connection.lambda.send(
    new InvokeCommand({ FunctionName: connection.named('produce-store-events'), Payload }),
  );
  expect(FunctionError).toBeUndefined();
  await settled(system);
};

const replayReports = async (system: RunningSystem): Promise<string> => {
  const { connection } = system;
  const lines: string[] = [];
  const now = Date.now();
  const span = { from: new Date(now - HOUR_MS), to: new Date(now + HOUR_MS) };
  const options = { ...span, rules: [], name: randomUUID(), archive: connection.named('stores') };
  await replay(connection, options, (line) => lines.push(line));
  await settled(system);
  return lines.join('\n');
};

const invocationsOf = ({ occurrences }: RunningSystem, name: string): number =>
  occurrences.filter((each) => each.kind === 'invocation' && each.functionName === `plumbline-dev-${name}`).length;

/** The consumer's totals and the events that it has counted. Omits times and daily totals, because tests may run around midnight. */
const known = async ({ connection: { table, named } }: RunningSystem): Promise<readonly string[]> => {
  const { Items = [], LastEvaluatedKey } = await table.send(new ScanCommand({ TableName: named('store-totals') }));
  expect(LastEvaluatedKey).toBeUndefined();
  return Items.map(({ expiration: _, ...item }) => JSON.stringify(item, Object.keys(item).sort()))
    .filter((item) => !item.includes('"day#'))
    .sort();
};

describe("a consumer of the stores' reports that is deployed after their publication", () => {
  let directory: string;
  let expected: readonly string[];
  let system: RunningSystem;

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'plumbline-stores-'));
    const stacks = await readStacks(CDKTF_OUT);
    const always = await startSystem(CDKTF_OUT, { stacks });
    await produce(always);
    expected = await known(always);
    await always.aws.stop();

    const state = { stateDirectory: join(directory, 'state') };
    const without = await startSystem(CDKTF_OUT, { ...state, stacks: stacks.filter(({ name }) => name !== CONSUMER) });
    await produce(without);
    const orderId = randomUUID();
    await place(without, doordashOrder(orderId), orderId);
    await without.finished(orderId);
    await without.aws.stop();
    system = await startSystem(CDKTF_OUT, { ...state, stacks });
  });
  afterAll(async () => {
    await system.aws.stop();
    rmSync(directory, { recursive: true });
  });

  it('when it is deployed, then it has no totals, and the reports are in their own archive', async () => {
    expect(await known(system)).toEqual([]);
    const { connection } = system;
    const count = async (ArchiveName: string) =>
      (await connection.events.send(new DescribeArchiveCommand({ ArchiveName }))).EventCount ?? 0;
    expect(await count(connection.named('stores'))).toBe(REPORTS);
    expect(await count(connection.bus)).toBeGreaterThan(REPORTS);
  });

  it('when the archive is replayed, then its totals are those of a consumer from the start, and no other consumer receives an event', async () => {
    expect(await replayReports(system)).toMatch(/completed in \d+ ms; the last event is of /);
    expect(invocationsOf(system, 'take-store-event')).toBe(REPORTS);
    expect(await known(system)).toEqual(expected);
    expect(expected.length).toBeGreaterThan(REPORTS / 2);
    for (const name of ['new-order', 'record-event', 'capture-payment']) expect(invocationsOf(system, name), name).toBe(0);
  });

  it('when it is replayed once more, then the consumer counts nothing twice', async () => {
    await replayReports(system);
    expect(invocationsOf(system, 'take-store-event')).toBe(2 * REPORTS);
    expect(await known(system)).toEqual(expected);
  });
});
