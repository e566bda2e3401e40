import { RemoveTargetsCommand } from '@aws-sdk/client-eventbridge';
import { AddPermissionCommand } from '@aws-sdk/client-lambda';
import { SetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ScenarioStand, startScenario } from './scenario-stand.ts';

const HOUR = 3_600;
const RULE_ARN = 'arn:aws:events:eu-west-1:000000000000:rule/orders/r';

let stand: ScenarioStand;
let dead: string;
let DeadLetterConfig: { readonly Arn: string };
/** Between 0 and 1: the jitter of EventBridge's waits. */
let jitter = 1;

beforeEach(async () => {
  jitter = 1;
  stand = await startScenario({ random: () => jitter });
  dead = await stand.queue('dead');
  DeadLetterConfig = { Arn: dead };
});
afterEach(() => stand.end());

describe('a target that fails, https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-retry-policy.html', () => {
  it('given it recovers after 3 hours, when EventBridge retries, then it receives the event, after 27 failed attempts', async () => {
    const { target, calls } = await stand.httpEndpoint((seconds) => (seconds < 3 * HOUR ? 503 : 200));
    await stand.rule({ name: 'r', targets: [{ ...target, DeadLetterConfig }] });
    await stand.publish({ order: 'o-1' });
    await stand.clock.advance({ hours: 24 });
    expect(stand.outcomes()).toEqual([...Array<string>(27).fill('retried'), 'delivered']);
    expect(new Set(calls.map(({ body }) => body)).size).toBe(1);
    // Waits double from a second to ten minutes: AWS does not publish its own.
    expect(calls.map(({ atSeconds }) => atSeconds).slice(0, 6)).toEqual([0, 1, 3, 7, 15, 31]);
    expect(calls.at(-1)?.atSeconds).toBe(11_223);
    expect(await stand.messages(dead)).toEqual([]);
  });

  it('given it keeps failing, when 24 hours have passed, then the event is in the dead-letter queue, with all attributes', async () => {
    const { target, calls } = await stand.httpEndpoint(() => 503);
    await stand.rule({ name: 'r', targets: [{ ...target, DeadLetterConfig, InputPath: '$.detail' }] });
    const id = await stand.publish({ order: 'o-1' });
    await stand.clock.advance({ hours: 23, minutes: 50 });
    expect(await stand.messages(dead)).toEqual([]);
    await stand.clock.advance({ minutes: 10 });
    expect(await stand.letters(dead)).toEqual([
      {
        // The event itself, not the target's input.
        event: expect.objectContaining({ id, detail: { order: 'o-1' } }),
        RULE_ARN,
        TARGET_ARN: target.Arn,
        ERROR_CODE: 'ERROR_FROM_TARGET',
        ERROR_MESSAGE: '503 that is what I answer',
        RETRY_ATTEMPTS: String(calls.length - 1),
        EXHAUSTED_RETRY_CONDITION: 'MaximumEventAgeInSeconds',
      },
    ]);
    const before = calls.length;
    await stand.clock.advance({ hours: 24 });
    expect(calls.length).toBe(before);
  });

  it('given waits that jitter shortens, when 185 retries are exhausted, then the event is dead-lettered before the 24 hours have passed', async () => {
    jitter = 0;
    const { target, calls } = await stand.httpEndpoint(() => 500);
    await stand.rule({ name: 'r', targets: [{ ...target, DeadLetterConfig }] });
    await stand.publish({});
    await stand.clock.advance({ hours: 24 });
    expect(await stand.letters(dead)).toMatchObject([{ RETRY_ATTEMPTS: '185', EXHAUSTED_RETRY_CONDITION: 'MaximumRetryAttempts' }]);
    expect(calls.length).toBe(186);
    expect(calls.at(-1)?.atSeconds ?? 0).toBeLessThan(20 * HOUR);
  });

  it.each([
    [{ MaximumEventAgeInSeconds: 60 }, 'MaximumEventAgeInSeconds', [0, 1, 3, 7, 15, 31]],
    [{ MaximumRetryAttempts: 3 }, 'MaximumRetryAttempts', [0, 1, 3, 7]],
    [{ MaximumRetryAttempts: 0 }, 'MaximumRetryAttempts', [0]],
  ])('given the policy %j, when it keeps failing, then %s ends the retries', async (RetryPolicy, EXHAUSTED_RETRY_CONDITION, expected) => {
    const { target, calls } = await stand.httpEndpoint(() => 500);
    await stand.rule({ name: 'r', targets: [{ ...target, DeadLetterConfig, RetryPolicy }] });
    await stand.publish({});
    await stand.clock.advance({ hours: 24 });
    expect(calls.map(({ atSeconds }) => atSeconds)).toEqual(expected);
    expect(await stand.letters(dead)).toMatchObject([{ EXHAUSTED_RETRY_CONDITION, RETRY_ATTEMPTS: String(expected.length - 1) }]);
  });

  it('given it fails for one event of three, when the others arrive, then they do not wait', async () => {
    const { target, calls } = await stand.httpEndpoint((seconds) => (calls.at(-1)?.body.includes('"slow"') && seconds < 60 ? 500 : 200));
    await stand.rule({ name: 'r', targets: [{ ...target, InputPath: '$.detail.order' }] });
    for (const order of ['slow', 'b', 'c']) await stand.publish({ order });
    await stand.clock.advance({ hours: 1 });
    expect(calls.map(({ body, atSeconds }) => `${body} ${Math.floor(atSeconds)}`)).toEqual([
      ...['"slow" 0', '"b" 0', '"c" 0'],
      ...['"slow" 1', '"slow" 3', '"slow" 7', '"slow" 15', '"slow" 31', '"slow" 63'],
    ]);
  });

  it('given two targets of one rule, when one fails for an hour, then the other receives the event once and immediately', async () => {
    const { target, calls } = await stand.httpEndpoint((seconds) => (seconds < HOUR ? 500 : 200));
    const queue = await stand.queue('q');
    await stand.rule({ name: 'r', targets: [target, queue] });
    await stand.publish({});
    expect(await stand.messages(queue)).toEqual([expect.anything()]);
    expect(calls.length).toBe(1);
    await stand.clock.advance({ hours: 24 });
    expect(await stand.messages(queue)).toEqual([]);
    expect(stand.outcomes(target.Arn).at(-1)).toBe('delivered');
    expect(stand.outcomes(queue)).toEqual(['delivered']);
  });

  it('given an API destination that is called once a second, when a hundred events arrive, then those that would exceed their minute are dead-lettered', async () => {
    const { target, calls } = await stand.httpEndpoint(() => 200, { InvocationRateLimitPerSecond: 1 });
    await stand.rule({ name: 'r', targets: [{ ...target, DeadLetterConfig, RetryPolicy: { MaximumEventAgeInSeconds: 60 } }] });
    for (let n = 0; n < 100; n += 10) await stand.putEvents(...Array(10).fill({}));
    await stand.clock.advance({ hours: 24 });
    expect(calls.length).toBe(61);
    expect(calls.at(-1)?.atSeconds).toBe(60);
    const letters = await stand.letters(dead);
    expect(letters).toHaveLength(39);
    expect(letters[0]).toMatchObject({ EXHAUSTED_RETRY_CONDITION: 'MaximumEventAgeInSeconds', RETRY_ATTEMPTS: '0' });
  });

  it('given its target is removed from the rule meanwhile, when a retry is due, then it does not run, and a warning reports it', async () => {
    const { target, calls } = await stand.httpEndpoint(() => 500);
    await stand.rule({ name: 'r', targets: [{ ...target, DeadLetterConfig }] });
    await stand.publish({});
    await stand.client.events.send(new RemoveTargetsCommand({ Rule: 'r', EventBusName: 'orders', Ids: ['t0'] }));
    await stand.clock.advance({ hours: 24 });
    expect(calls.length).toBe(1);
    expect(stand.warnings()).toEqual([expect.stringContaining('The target t0 of the rule r no longer exists')]);
  });
});

describe('a target that cannot accept the event, https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html', () => {
  const closedQueue = () => stand.queue('closed', { Policy: '' });
  const givenUpAtOnce = { ERROR_MESSAGE: expect.any(String), RETRY_ATTEMPTS: '0', event: expect.objectContaining({ detail: { n: 1 } }) };

  it.each<readonly [string, () => Promise<string> | string, string]>([
    ['a queue whose policy does not allow EventBridge', closedQueue, 'NO_PERMISSIONS'],
    [
      'a function whose policy does not allow EventBridge',
      () => stand.putFunction('f', 'export const handler = () => null;'),
      'NO_PERMISSIONS',
    ],
    ['an API destination without a role', async () => (await stand.httpEndpoint()).target.Arn, 'NO_PERMISSIONS'],
    ['a queue that does not exist', () => 'arn:aws:sqs:eu-west-1:000000000000:none', 'NO_RESOURCE'],
    ['a function that does not exist', () => 'arn:aws:lambda:eu-west-1:000000000000:function:none', 'NO_RESOURCE'],
    ['a bus that does not exist', () => 'arn:aws:events:eu-west-1:000000000000:event-bus/none', 'NO_RESOURCE'],
  ])('given %s, when an event arrives, then it is dead-lettered immediately, and never retried', async (_what, targetArn, ERROR_CODE) => {
    const Arn = await targetArn();
    await stand.rule({ name: 'r', targets: [{ Arn, DeadLetterConfig }] });
    await stand.publish({ n: 1 });
    expect(await stand.letters(dead)).toEqual([{ ...givenUpAtOnce, RULE_ARN, TARGET_ARN: Arn, ERROR_CODE }]);
    await stand.clock.advance({ hours: 25 });
    expect(stand.outcomes()).toEqual(['deadLettered']);
  });

  it('given the permission is granted afterwards, when the next event comes, then it is delivered, and the first stays in the dead-letter queue', async () => {
    const functionArn = await stand.putFunction('f', 'export const handler = ({ detail }) => console.log(detail.n);');
    await stand.rule({ name: 'r', targets: [{ Arn: functionArn, DeadLetterConfig }] });
    await stand.publish({ n: 1 });
    const grant = { FunctionName: 'f', StatementId: 's', Action: 'lambda:InvokeFunction', Principal: 'events.amazonaws.com' };
    await stand.client.lambda.send(new AddPermissionCommand({ ...grant, SourceArn: RULE_ARN }));
    await stand.publish({ n: 2 });
    expect(stand.logLines('f')).toMatchObject(['2']);
    expect(await stand.letters(dead)).toMatchObject([givenUpAtOnce]);
  });

  it.each<readonly [string, () => Promise<object>, why: string]>([
    ['no dead-letter queue', async () => ({}), 'has no dead-letter queue'],
    [
      'one that EventBridge may not send to',
      async () => ({ DeadLetterConfig: { Arn: await closedQueue() } }),
      'closed does not allow events.amazonaws.com',
    ],
    [
      'one that does not exist',
      async () => ({ DeadLetterConfig: { Arn: `${dead}-none` } }),
      'dead-none rejected it: The specified queue does not exist.',
    ],
  ])(
    'given there is %s, when an event cannot be delivered, then it is dropped, and a warning gives both reasons',
    async (_what, more, why) => {
      await stand.rule({ name: 'r', targets: [{ Arn: 'arn:aws:sqs:eu-west-1:000000000000:none', ...(await more()) }] });
      await stand.publish({ n: 1 });
      const last = stand.occurrences.at(-1);
      expect(last).toMatchObject({ outcome: 'dropped', reason: expect.stringContaining('NO_RESOURCE') });
      expect(last).toMatchObject({ reason: expect.stringContaining(why) });
    },
  );

  it('given a FIFO queue for dead letters, when the target is put, then it is rejected', async () => {
    const fifo = await stand.queue('dead.fifo', { FifoQueue: 'true' });
    const refused = stand.rule({ name: 'r', targets: [{ Arn: dead, DeadLetterConfig: { Arn: fifo } }] });
    await expect(refused).rejects.toMatchObject({
      name: 'ValidationException',
      message: 'SQS FIFO is not supported by Dead Letter Queues.',
    });
  });

  it('given the dead-letter queue is closed during the retries, when they end, then the event is dropped, and a warning reports it', async () => {
    const { target } = await stand.httpEndpoint(() => 500);
    await stand.rule({ name: 'r', targets: [{ ...target, DeadLetterConfig, RetryPolicy: { MaximumRetryAttempts: 2 } }] });
    await stand.publish({ n: 1 });
    await stand.client.sqs.send(new SetQueueAttributesCommand({ QueueUrl: stand.sqs.queueUrl(dead), Attributes: { Policy: '' } }));
    await stand.clock.advance({ hours: 1 });
    expect(stand.outcomes()).toEqual(['retried', 'retried', 'dropped']);
    expect(await stand.messages(dead)).toEqual([]);
  });
});
