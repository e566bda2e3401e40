import { createRequire } from 'node:module';
import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Fault } from '@plumbline/local-aws-kernel';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTestStand, type TestStand } from './test-stand.ts';

const START = Date.UTC(2026, 0, 1);
let stand: TestStand;
beforeEach(async () => {
  stand = await startTestStand();
});
afterEach(async () => {
  await stand.stop();
  expect(stand.errors).toEqual([]);
});

const use = (...faults: readonly Fault[]): void => stand.faults.use({ seed: 1, faults });
/** A function's credentials. */
const asFunction = () => ({ ...stand.clientConfig, credentials: stand.iam.assumeRole(stand.putRole('f-role'), 'f').credentials });
const everyQueueMayBeSentTo = (arn: string): string => {
  stand.sqs.setPolicy(arn, {
    Statement: { Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: 'sqs:SendMessage', Resource: arn },
  });
  return arn;
};
const bodies = (arn: string): readonly string[] => stand.take(arn).map(({ body }) => body);

describe('a table', () => {
  const putTable = (): void => stand.dynamodb.putTable({ name: 'orders', hashKey: 'pk', attributes: { pk: 'S' } });
  const put = (client: DynamoDBClient) => client.send(new PutItemCommand({ TableName: 'orders', Item: { pk: { S: 'a' } } }));
  const stored = async () =>
    (await new DynamoDBClient(stand.clientConfig).send(new GetItemCommand({ TableName: 'orders', Key: { pk: { S: 'a' } } }))).Item;
  beforeEach(putTable);

  it.each<readonly [Partial<Fault>, string, boolean]>([
    [{ what: 'fail' }, 'InternalServerError', false],
    [{ what: 'fail', late: true }, 'InternalServerError', true],
    [{ what: 'throttle' }, 'ProvisionedThroughputExceededException', false],
  ])('when it is to %j, then the call returns %s, and the item exists: %s', async (more, name, isThere) => {
    use({ on: 'table:orders', what: 'fail', ...more });
    await expect(put(new DynamoDBClient(asFunction()))).rejects.toMatchObject({ name });
    expect((await stored()) !== undefined).toBe(isThere);
  });

  it('when it strikes once, then the SDK retries and succeeds; the operator is never struck', async () => {
    use({ on: 'table:orders', what: 'throttle', times: 1 });
    await put(new DynamoDBClient(stand.clientConfig));
    expect(stand.faults.list()).toMatchObject([{ struck: 0 }]);
    await put(new DynamoDBClient({ ...asFunction(), maxAttempts: 2 }));
    expect(stand.faults.list()).toMatchObject([{ met: 2, struck: 1 }]);
  });
});

describe('a bus', () => {
  let queue: string;
  beforeEach(() => {
    stand.events.buses.put('orders');
    const rule = stand.events.buses.putRule({ name: 'r', busName: 'orders', pattern: '{"source":["com.acme"]}', enabled: true });
    queue = everyQueueMayBeSentTo(stand.sqs.putQueue({ name: 'q' }));
    rule.targets.set('q', {
      id: 'q',
      arn: queue,
      input: { kind: 'path', path: '$.detail' },
      retryPolicy: { eventAgeSecondsMax: 3_600, attemptsMax: 5 },
    });
  });
  const put = (...details: readonly string[]) =>
    new EventBridgeClient(asFunction()).send(
      new PutEventsCommand({ Entries: details.map((Detail) => ({ Source: 'com.acme', DetailType: 't', Detail, EventBusName: 'orders' })) }),
    );

  it.each<readonly [Fault['what'], string]>([
    ['fail', 'InternalServerError'],
    ['throttle', 'ThrottlingException'],
  ])('when it is to %s, then PutEvents returns %s, and nothing is delivered', async (what, name) => {
    use({ on: 'bus:orders', what, operation: 'PutEvents' });
    await expect(put('{"n":1}')).rejects.toMatchObject({ name });
    await stand.settled();
    expect(bodies(queue)).toEqual([]);
  });

  it('when it accepts a request in part, then the response names the failed entries, and the others are delivered', async () => {
    use({ on: 'bus:orders', what: 'partial', after: 1, times: 1 });
    expect(await put('{"n":1}', '{"n":2}', '{"n":3}')).toMatchObject({
      FailedEntryCount: 1,
      Entries: [{ EventId: expect.any(String) }, { ErrorCode: 'InternalFailure' }, { EventId: expect.any(String) }],
    });
    await stand.settled();
    expect(bodies(queue)).toEqual(['{"n":1}', '{"n":3}']);
  });

  it('when it duplicates events, then each target receives the event twice', async () => {
    use({ on: 'bus:orders', what: 'duplicate' });
    await put('{"n":1}');
    await stand.settled();
    expect(bodies(queue)).toEqual(['{"n":1}', '{"n":1}']);
  });

  it('when it delays events, then they arrive later; when it reorders, then events overtake each other, and none is lost', async () => {
    use({ on: 'bus:orders', what: 'delay', delayMs: 5_000 });
    await put('{"n":0}');
    await stand.clock.advance({ ms: 4_999 });
    expect(bodies(queue)).toEqual([]);
    await stand.clock.advance({ ms: 1 });
    expect(bodies(queue)).toEqual(['{"n":0}']);
    use({ on: 'bus:orders', what: 'reorder', delayMs: 10_000 });
    const sent = Array.from({ length: 8 }, (_, n) => `{"n":${n}}`);
    for (const each of sent) await put(each);
    await stand.clock.advance({ seconds: 10 });
    const got = bodies(queue);
    expect(got.length).toBe(8);
    expect([...got].sort()).toEqual(sent);
    expect(got).not.toEqual(sent);
  });

  it('when a rule fails, then the delivery is retried by its policy, and dead-lettered when the policy is exhausted', async () => {
    use({ on: 'rule:r', what: 'fail', times: 3 });
    await put('{"n":1}');
    await stand.clock.advance({ minutes: 1 });
    expect(bodies(queue)).toEqual(['{"n":1}']);
    use({ on: 'rule:r', what: 'throttle' });
    await put('{"n":2}');
    await stand.clock.advance({ hours: 1 });
    const outcomes = stand.occurrences.flatMap((one) => (one.kind === 'delivery' ? [one.outcome] : []));
    expect(outcomes).toEqual(['retried', 'retried', 'delivered', ...Array<string>(5).fill('retried'), 'dropped']);
  });
});

describe('a queue', () => {
  it.each<readonly [Fault['what'], string]>([
    ['fail', 'InternalServerError'],
    ['throttle', 'RequestThrottled'],
  ])('when it is to %s, then SendMessage returns %s', async (what, name) => {
    const QueueUrl = stand.sqs.queueUrl(stand.sqs.putQueue({ name: 'q' }));
    use({ on: 'queue:q', what });
    await expect(new SQSClient(asFunction()).send(new SendMessageCommand({ QueueUrl, MessageBody: 'a' }))).rejects.toMatchObject({ name });
  });

  it('when it duplicates messages, then the same message arrives twice; in a FIFO queue it never does', () => {
    const standard = stand.sqs.putQueue({ name: 'q' });
    const fifo = stand.sqs.putQueue({ name: 'q.fifo', fifo: true, contentBasedDeduplication: true });
    use({ on: 'queue:*', what: 'duplicate' });
    stand.sqs.send(standard, { body: 'a' });
    stand.sqs.send(fifo, { body: 'a', groupId: 'g' });
    const got = stand.take(standard);
    expect(got.length).toBe(2);
    expect(new Set(got.map(({ messageId }) => messageId)).size).toBe(1);
    expect(bodies(fifo).length).toBe(1);
  });

  it('when it delays messages, then they become visible later', async () => {
    const queue = stand.sqs.putQueue({ name: 'q' });
    use({ on: 'queue:q', what: 'delay', delayMs: 1_500 });
    stand.sqs.send(queue, { body: 'a' });
    expect(bodies(queue)).toEqual([]);
    await stand.clock.advance({ ms: 1_500 });
    expect(bodies(queue)).toEqual(['a']);
    expect(stand.clock.now() - START).toBe(1_500);
  });
});

describe('a function', () => {
  const ran = (): readonly number[] =>
    stand.occurrences.flatMap((one) => (one.kind === 'invocation' ? [(one.startMs - START) / 1_000] : []));
  const results = () =>
    stand.occurrences.flatMap((one) =>
      one.kind === 'invocation' ? [JSON.parse(one.result.payload) as { readonly errorType?: string } | null] : [],
    );
  const putFunction = (source = 'export const handler = () => { console.log("ran"); };') => stand.putFunction('f', source);

  it.each<readonly [Partial<Fault>, number]>([
    [{}, 0],
    [{ late: true }, 1],
  ])('when it is to fail %j, then its code has run %i times, and Lambda retries', async (more, runs) => {
    const arn = await putFunction();
    use({ on: 'function:f', what: 'fail', times: 1, ...more });
    stand.lambda.invokeAsync(arn, '{}');
    await stand.clock.advance({ seconds: 59 });
    expect(stand.logLines('f').length).toEqual(runs);
    expect(results()).toEqual([expect.objectContaining({ errorType: 'FaultOnDemand' })]);
    await stand.clock.advance({ hours: 1 });
    expect(stand.logLines('f').length).toEqual(runs + 1);
    expect(ran()).toEqual([0, 60]);
  });

  it('when it is throttled, then the caller receives an error, and Lambda’s own queue retries', async () => {
    const arn = await putFunction();
    use({ on: 'function:f', what: 'throttle', times: 2 });
    await expect(stand.lambda.invoke(arn, '{}')).rejects.toMatchObject({ code: 'TooManyRequestsException' });
    stand.lambda.invokeAsync(arn, '{}');
    await stand.clock.advance({ minutes: 1 });
    expect(ran()).toEqual([1]);
  });

  it('when its events are late or repeated, then it runs later or twice, with the same request id', async () => {
    const arn = await putFunction();
    use({ on: 'function:f', what: 'delay', delayMs: 30_000 }, { on: 'function:f', what: 'duplicate' });
    stand.lambda.invokeAsync(arn, '{}');
    await stand.clock.advance({ hours: 1 });
    expect(ran()).toEqual([30, 30]);
    expect(new Set(stand.occurrences.flatMap((one) => (one.kind === 'invocation' ? [one.requestId] : []))).size).toBe(1);
  });

  it.each<readonly [string, Partial<Fault>, readonly number[]]>([
    ['between two given calls', { between: ['dynamodb:PutItem', 'sqs:SendMessage'], times: 1 }, [1, 0, 2, 1]],
    ['before its first call', { times: 1 }, [0, 0, 1, 1]],
  ])('when it crashes %s, then the earlier work stays, and the retry does the rest', async (_where, more, expected) => {
    stand.dynamodb.putTable({ name: 'orders', hashKey: 'pk', attributes: { pk: 'S' } });
    const queue = stand.sqs.putQueue({ name: 'q' });
    const require = createRequire(import.meta.url);
    const sdk = (name: string): string => `require(${JSON.stringify(require.resolve(`@aws-sdk/client-${name}`))})`;
    const arn = await putFunction(`
      import { createRequire } from 'node:module';
      const require = createRequire(${JSON.stringify(import.meta.url)});
      const { DynamoDBClient, PutItemCommand } = ${sdk('dynamodb')};
      const { SQSClient, SendMessageCommand } = ${sdk('sqs')};
      const table = new DynamoDBClient(), queue = new SQSClient();
      export const handler = async ({ QueueUrl }) => {
        await table.send(new PutItemCommand({ TableName: 'orders', Item: { pk: { S: String(Math.random()) } } }));
        await queue.send(new SendMessageCommand({ QueueUrl, MessageBody: 'done' }));
      };`);
    use({ on: 'function:f', what: 'crash', ...more });
    const items = () => stand.store.prepare('select count(*) as n from ddb_item').get()?.['n'];
    const done = () => [items(), stand.sqs.depth(queue).visible];
    stand.lambda.invokeAsync(arn, JSON.stringify({ QueueUrl: stand.sqs.queueUrl(queue) }));
    await stand.clock.advance({ seconds: 59 });
    const afterCrash = done();
    expect(results()).toMatchObject([{ errorType: 'Runtime.ExitError' }]);
    await stand.clock.advance({ minutes: 1 });
    expect([...afterCrash, ...done()]).toEqual(expected);
  });
});

describe('the control of faults over HTTP', () => {
  const call = async (method: string, body?: object, path = '/_plumbline/faults') => {
    const response = await fetch(`${stand.endpoint.url}${path}`, { method, ...(body !== undefined && { body: JSON.stringify(body) }) });
    return [response.status, (await response.json()) as object];
  };

  it('when a plan is put, read and deleted, then each response contains the plan in force', async () => {
    const fault = { on: 'table:*', what: 'throttle', rate: 0.05 };
    const inForce = { ...fault, met: 0, struck: 0 };
    expect(await call('PUT', { seed: 9, faults: [fault] })).toEqual([200, { seed: 9, faults: [inForce] }]);
    expect(await call('GET')).toEqual([200, { seed: 9, faults: [inForce] }]);
    expect(await call('DELETE')).toEqual([200, { seed: 1, faults: [] }]);
  });

  it.each([
    ['PUT', { faults: [{ on: 'x', what: 'y' }] }, undefined, 400, /^Fault 1/],
    ['POST', {}, undefined, 405, /accepts GET, PUT and DELETE only/],
    ['GET', undefined, '/_plumbline/x', 404, /does not exist. Use/],
  ])('when %s %j arrives, then it is refused with the reason', async (method, body, path, status, message) => {
    expect(await call(method, body, path)).toEqual([status, { message: expect.stringMatching(message) }]);
  });
});
