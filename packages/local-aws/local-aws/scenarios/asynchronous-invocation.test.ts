import {
  InvokeCommand,
  PutFunctionConcurrencyCommand,
  PutFunctionEventInvokeConfigCommand,
  type PutFunctionEventInvokeConfigCommandInput,
} from '@aws-sdk/client-lambda';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ScenarioStand, startScenario } from './scenario-stand.ts';

const LOGGING = 'export const handler = ({ detail }) => console.log(detail.order);';
const FAILING = 'export const handler = () => { throw new RangeError("out of stock"); };';
const ORDERS_BUS = 'arn:aws:events:eu-west-1:000000000000:event-bus/orders';

let stand: ScenarioStand;
/** EventBridge's dead-letter queue. It stays empty in every scenario, because Lambda accepts every event. */
let undelivered: string;
/** The queue for events that Lambda abandons. */
let failed: string;

beforeEach(async () => {
  stand = await startScenario();
  undelivered = await stand.queue('undelivered');
  failed = await stand.queue('failed');
});
afterEach(async () => {
  expect(await stand.messages(undelivered)).toEqual([]);
  await stand.end();
});

/** A function that receives the events of shops from a rule. */
const subscribed = async (source: string, more: Parameters<ScenarioStand['putFunction']>[2] = {}): Promise<string> => {
  const Arn = await stand.deployFunction('f', source, more);
  await stand.rule({ name: 'r', targets: [{ Arn, DeadLetterConfig: { Arn: undelivered } }] });
  return Arn;
};
const configure = (config: Omit<PutFunctionEventInvokeConfigCommandInput, 'FunctionName'>) =>
  stand.client.lambda.send(new PutFunctionEventInvokeConfigCommand({ FunctionName: 'f', ...config }));
const onFailure = (Destination: string) => ({ DestinationConfig: { OnFailure: { Destination } } });
const reserve = (ReservedConcurrentExecutions: number) =>
  stand.client.lambda.send(new PutFunctionConcurrencyCommand({ FunctionName: 'f', ReservedConcurrentExecutions }));

describe('a function that fails, https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html', () => {
  it('given it fails twice and then succeeds, when an event arrives, then it runs after 0, 60 and 180 s, and nothing is dead-lettered', async () => {
    await subscribed('let runs = 0; export const handler = () => { runs += 1; if (runs < 3) throw new Error("not yet"); };');
    await configure(onFailure(failed));
    await stand.publish({ order: 'o-1' });
    await stand.clock.advance({ hours: 24 });
    expect(stand.runs('f')).toEqual([0, 60, 180]);
    expect(await stand.messages(failed)).toEqual([]);
  });

  it('given it always fails, when the retries are exhausted, then the delivery has not failed: EventBridge has delivered, and Lambda abandons the event', async () => {
    const Arn = await subscribed(FAILING);
    await configure(onFailure(failed));
    const id = await stand.publish({ order: 'o-1' });
    await stand.clock.advance({ hours: 24 });
    expect(stand.runs('f')).toEqual([0, 60, 180]);
    expect(stand.outcomes()).toEqual(['delivered']);
    expect(await stand.bodies(failed)).toMatchObject([
      {
        requestContext: { functionArn: `${Arn}:$LATEST`, condition: 'RetriesExhausted', approximateInvokeCount: 3 },
        requestPayload: { id, detail: { order: 'o-1' } },
        responseContext: { functionError: 'Unhandled' },
        responsePayload: { errorType: 'RangeError', errorMessage: 'out of stock' },
      },
    ]);
  });

  it('given it fails on one event of three, when the others arrive, then they are processed immediately, and only the failing one is abandoned', async () => {
    await subscribed(
      'export const handler = ({ detail }) => { if (detail.order === "bad") throw new Error("bad"); console.log(detail.order); };',
    );
    await configure(onFailure(failed));
    for (const order of ['bad', 'o-1', 'o-2']) await stand.publish({ order });
    expect(stand.logLines('f').filter((line) => line.startsWith('o-'))).toEqual(['o-1', 'o-2']);
    await stand.clock.advance({ hours: 24 });
    expect(await stand.bodies(failed)).toMatchObject([{ requestPayload: { detail: { order: 'bad' } } }]);
    expect(stand.runs('f')).toEqual([0, 0, 0, 60, 180]);
  });

  it('given an event may be 90 s old, when the second retry would be too late, then it is abandoned after the first', async () => {
    await subscribed(FAILING);
    await configure({ MaximumEventAgeInSeconds: 90, ...onFailure(failed) });
    await stand.publish({});
    await stand.clock.advance({ hours: 1 });
    expect(stand.runs('f')).toEqual([0, 60]);
    expect(await stand.bodies(failed)).toMatchObject([{ requestContext: { condition: 'EventAgeExceeded', approximateInvokeCount: 2 } }]);
  });

  it('given a caller waits for the response, when it invokes the function, then it receives the error, and nothing is retried', async () => {
    await subscribed(FAILING);
    await configure(onFailure(failed));
    expect(await stand.client.lambda.send(new InvokeCommand({ FunctionName: 'f' }))).toMatchObject({ FunctionError: 'Unhandled' });
    await stand.clock.advance({ hours: 1 });
    expect(stand.runs('f')).toEqual([0]);
    expect(await stand.messages(failed)).toEqual([]);
  });
});

describe('a function that is throttled, https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html', () => {
  it('given throttling for an hour, when it ends, then the event runs within five minutes, once, with all its retries left', async () => {
    await subscribed('let runs = 0; export const handler = () => { runs += 1; if (runs < 3) throw new Error("not yet"); };');
    await configure(onFailure(failed));
    stand.faults.use({ seed: 1, faults: [{ on: 'function:f', what: 'throttle' }] });
    await stand.publish({ order: 'o-1' });
    await stand.clock.advance({ hours: 1 });
    expect(stand.runs('f')).toEqual([]);
    expect(stand.outcomes()).toEqual(['delivered']);
    stand.faults.use({ seed: 1, faults: [] });
    await stand.clock.advance({ hours: 1 });
    const [first = 0, ...retries] = stand.runs('f');
    expect(first > 3_600 && first <= 3_900).toBe(true);
    expect(retries).toEqual([first + 60, first + 180]);
    expect(await stand.messages(failed)).toEqual([]);
  });

  it('given a concurrency of one, when five events arrive together, then each runs exactly once', async () => {
    await subscribed('export const handler = async ({ detail }) => { await new Promise(setImmediate); console.log(detail.order); };');
    await reserve(1);
    const orders = ['a', 'b', 'c', 'd', 'e'];
    await stand.putEvents(...orders.map((order) => ({ order })));
    await stand.settled();
    expect(stand.runs('f')).toEqual([0]);
    await stand.clock.advance({ hours: 1 });
    expect([...stand.logLines('f')].sort()).toEqual(orders);
  });

  it('given it is throttled for longer than an event may be old, when that age is reached, then it is abandoned without a run', async () => {
    await subscribed(LOGGING);
    await configure({ MaximumEventAgeInSeconds: 600, ...onFailure(failed) });
    stand.faults.use({ seed: 1, faults: [{ on: 'function:f', what: 'throttle' }] });
    await stand.publish({ order: 'o-1' });
    await stand.clock.advance({ minutes: 9, seconds: 59 });
    expect(await stand.messages(failed)).toEqual([]);
    await stand.clock.advance({ seconds: 1 });
    expect(await stand.bodies(failed)).toMatchObject([{ requestContext: { condition: 'EventAgeExceeded', approximateInvokeCount: 0 } }]);
    expect(stand.runs('f')).toEqual([]);
  });

  it('given its concurrency is set to 0, which stops it, when an event arrives, then it is abandoned immediately', async () => {
    await subscribed(LOGGING);
    await configure(onFailure(failed));
    await reserve(0);
    await stand.publish({ order: 'o-1' });
    expect(await stand.bodies(failed)).toMatchObject([{ requestPayload: { detail: { order: 'o-1' } } }]);
  });
});

describe('the destination of the outcome, https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html', () => {
  it('given a bus for failures, when an event is abandoned, then a rule of the bus matches the record as an event', async () => {
    const Arn = await subscribed(FAILING);
    const watched = await stand.queue('watched');
    const pattern = { source: ['lambda'], 'detail-type': ['Lambda Function Invocation Result - Failure'] };
    await stand.rule({ name: 'failures', pattern: { ...pattern, resources: [{ prefix: Arn }] }, targets: [watched] });
    await configure(onFailure(ORDERS_BUS));
    await stand.publish({ order: 'o-1' });
    await stand.clock.advance({ minutes: 2, seconds: 59 });
    expect(await stand.messages(watched)).toEqual([]);
    await stand.clock.advance({ seconds: 1 });
    expect(await stand.bodies(watched)).toMatchObject([
      {
        time: '2026-01-01T00:03:00Z',
        detail: { requestContext: { condition: 'RetriesExhausted' }, requestPayload: { detail: { order: 'o-1' } } },
      },
    ]);
  });

  it('given destinations for success and failure, when one event succeeds and one is abandoned, then each record goes to its destination only', async () => {
    await subscribed('export const handler = ({ detail }) => { if (detail.bad) throw new Error("bad"); return { done: detail.order }; };');
    const done = await stand.queue('done');
    await configure({ DestinationConfig: { OnSuccess: { Destination: done }, OnFailure: { Destination: failed } } });
    await stand.publish({ order: 'o-1' });
    await stand.publish({ order: 'o-2', bad: true });
    await stand.clock.advance({ hours: 1 });
    expect(await stand.bodies(done)).toMatchObject([
      { requestContext: { condition: 'Success' }, requestPayload: { detail: { order: 'o-1' } }, responsePayload: { done: 'o-1' } },
    ]);
    expect(await stand.bodies(failed)).toMatchObject([
      { requestContext: { condition: 'RetriesExhausted' }, requestPayload: { detail: { order: 'o-2' } } },
    ]);
  });

  it('given a function for successes, when an event succeeds, then it runs with the record', async () => {
    await subscribed('export const handler = ({ detail }) => detail.order;');
    const next = await stand.putFunction('next', 'export const handler = ({ responsePayload }) => console.log(responsePayload);');
    await configure({ DestinationConfig: { OnSuccess: { Destination: next } } });
    await stand.publish({ order: 'o-1' });
    expect(stand.logLines('next')).toEqual(['o-1']);
  });

  it('given a dead-letter queue of the function, when an event is abandoned, then it receives the event itself, with three attributes', async () => {
    const letters = await stand.queue('letters');
    await subscribed(FAILING, { deadLetterQueueArn: letters });
    const id = await stand.publish({ order: 'o-1' });
    await stand.clock.advance({ hours: 1 });
    expect(await stand.letters(letters)).toEqual([
      {
        event: expect.objectContaining({ id, detail: { order: 'o-1' } }),
        RequestID: expect.any(String),
        ErrorCode: '200',
        ErrorMessage: 'out of stock',
      },
    ]);
  });

  it('given it has no destination for failures, when an event is abandoned, then the event is lost: every function needs one', async () => {
    await subscribed(FAILING);
    await stand.publish({ order: 'o-1' });
    await stand.clock.advance({ hours: 24 });
    expect(stand.runs('f')).toEqual([0, 60, 180]);
    expect(stand.store.prepare('select id from job').all()).toEqual([]);
  });

  it('given the queue for failures is deleted, when an event is abandoned, then a warning reports it, and it does not run again', async () => {
    await subscribed(FAILING);
    await configure({ MaximumRetryAttempts: 0, ...onFailure(`${failed}-gone`) });
    await stand.publish({ order: 'o-1' });
    await stand.clock.advance({ hours: 24 });
    expect(stand.runs('f')).toEqual([0]);
    expect(stand.warnings()).toEqual([expect.stringContaining('The specified queue does not exist.')]);
  });
});
