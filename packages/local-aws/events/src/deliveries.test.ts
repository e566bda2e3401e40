import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Target } from './target.ts';
import { ACCOUNT, type DeliveryStand, RULE, startDeliveryStand, TRACE } from './testing/delivery-stand.ts';

let stand: DeliveryStand;
beforeEach(async () => {
  stand = await startDeliveryStand();
});
afterEach(async () => {
  await stand.stop();
  expect(stand.errors).toEqual([]);
});

describe('a target that cannot be reached', () => {
  it.each([
    ['the queue does not exist', () => `arn:aws:sqs:${ACCOUNT}:none`, 'NO_RESOURCE'],
    ['the queue has no policy', () => stand.sqs.putQueue({ name: 'q' }), 'NO_PERMISSIONS'],
    [
      'its policy is for another rule',
      () => {
        const queue = stand.sqs.putQueue({ name: 'q' });
        stand.letEventsSend(queue, { Condition: { ArnEquals: { 'aws:SourceArn': `${RULE}-other` } } });
        return queue;
      },
      'NO_PERMISSIONS',
    ],
    ['the function does not exist', () => `arn:aws:lambda:${ACCOUNT}:function:none`, 'NO_RESOURCE'],
    ['the bus does not exist', () => `arn:aws:events:${ACCOUNT}:event-bus/none`, 'NO_RESOURCE'],
    ['local-aws cannot deliver to it', () => `arn:aws:kinesis:${ACCOUNT}:stream/none`, 'NO_RESOURCE'],
  ])('when %s, then it is not retried but dead-lettered at once', async (_rule, arnOf, code) => {
    const arn = arnOf();
    stand.target(arn);
    await stand.publish();
    expect(stand.outcomes()).toEqual(['deadLettered']);
    const [letter] = stand.deadLetters();
    expect(letter).toEqual({
      event: expect.objectContaining({ 'detail-type': 'order-accepted', detail: { a: 1 } }),
      trace: TRACE,
      types: new Set(['String']),
      RULE_ARN: RULE,
      TARGET_ARN: arn,
      ERROR_CODE: code,
      ERROR_MESSAGE: expect.stringContaining(' '),
      RETRY_ATTEMPTS: '0',
    });
  });

  it.each<readonly [string, () => Partial<Target>, string]>([
    ['there is no dead-letter queue', () => ({ deadLetterQueueArn: undefined as never }), 'it has no dead-letter queue'],
    [
      'the dead-letter queue does not exist',
      () => ({ deadLetterQueueArn: `${stand.dead}-none` }),
      ':dead-none rejected it: The specified queue does not exist.',
    ],
    [
      'the dead-letter queue does not let EventBridge',
      () => ({ deadLetterQueueArn: stand.sqs.putQueue({ name: 'closed' }) }),
      `:closed does not allow events.amazonaws.com to send on behalf of ${RULE}`,
    ],
    [
      'the dead-letter queue does not take it',
      () => {
        const small = stand.sqs.putQueue({ name: 'small', maxMessageBytes: 1_024 });
        stand.letEventsSend(small, { Condition: {} });
        return { deadLetterQueueArn: small, arn: `arn:aws:sqs:${ACCOUNT}:none${'x'.repeat(1_024)}` };
      },
      ':small rejected it: ',
    ],
  ])('when %s, then the event is dropped, and a warning gives both reasons', async (_rule, more, why) => {
    stand.target(`arn:aws:sqs:${ACCOUNT}:none`, more());
    await stand.publish();
    const last = stand.occurrences.at(-1);
    expect(last).toMatchObject({ kind: 'delivery', outcome: 'dropped', reason: expect.stringContaining('NO_RESOURCE') });
    expect(last).toMatchObject({ reason: expect.stringContaining(why) });
    expect(stand.store.prepare('select id from job').all()).toEqual([]);
  });

  it('when a target is deleted before its event is delivered, then a warning reports it', async () => {
    stand.target('', { ...(await stand.api(500)) });
    await stand.publish();
    stand.events.buses.rule('orders', 'all').targets.clear();
    await stand.clock.advance({ hours: 1 });
    expect(stand.occurrences.at(-1)).toMatchObject({
      kind: 'warning',
      message: expect.stringMatching(/^The target t of the rule all no longer exists; event .* is not delivered to it\.$/),
    });
  });
});

describe('delivery to an API', () => {
  it('when the API accepts it, then the body is the event, signed as the role', async () => {
    stand.target('', await stand.api(200));
    await stand.publish();
    const [line] = stand.logLines('api');
    const event = JSON.parse(line ?? '') as { body: string; requestContext: { identity: object } };
    expect(JSON.parse(event.body)).toMatchObject({ detail: { a: 1 } });
    expect(event.requestContext.identity).toMatchObject({ userArn: 'arn:aws:sts::000000000000:assumed-role/caller/EventBridge' });
    expect(stand.outcomes()).toEqual(['delivered']);
  });

  it.each([
    [400, 'ERROR_FROM_TARGET'],
    [403, 'NO_PERMISSIONS'],
    [404, 'ERROR_FROM_TARGET'],
    [302, 'ERROR_FROM_TARGET'],
  ])('when it answers %i, then it is not retried', async (status, code) => {
    stand.target('', await stand.api(status));
    await stand.publish();
    expect(stand.outcomes()).toMatchObject(['deadLettered']);
    expect(stand.deadLetters()).toMatchObject([{ ERROR_CODE: code, ERROR_MESSAGE: `${status} why`, RETRY_ATTEMPTS: '0' }]);
  });

  it.each([
    [429, 'THROTTLING'],
    [500, 'ERROR_FROM_TARGET'],
    [504, 'TIMEOUT'],
    ['"broken"', 'ERROR_FROM_TARGET'],
  ])('when it answers %s, then it is retried as often as the policy says', async (status, code) => {
    stand.target('', { ...(await stand.api(status)), retryPolicy: { eventAgeSecondsMax: 86_400, attemptsMax: 3 } });
    await stand.publish();
    await stand.clock.advance({ hours: 1 });
    expect(stand.outcomes()).toEqual(['retried', 'retried', 'retried', 'deadLettered']);
    expect(stand.deadLetters()).toMatchObject([
      { ERROR_CODE: code, RETRY_ATTEMPTS: '3', EXHAUSTED_RETRY_CONDITION: 'MaximumRetryAttempts' },
    ]);
  });

  it('when it keeps failing, then the waits double up to ten minutes, until the event is too old', async () => {
    stand.target('', { ...(await stand.api(503)), retryPolicy: { eventAgeSecondsMax: 3_600, attemptsMax: 185 } });
    await stand.publish();
    await stand.clock.advance({ hours: 24 });
    const starts = stand.occurrences.flatMap((one) => (one.kind === 'invocation' ? [(one.startMs - Date.UTC(2026, 0, 1)) / 1_000] : []));
    const waits = starts.slice(1).map((start, index) => start - (starts[index] ?? 0));
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 600, 600, 600, 600]);
    expect(stand.deadLetters()).toMatchObject([{ RETRY_ATTEMPTS: '14', EXHAUSTED_RETRY_CONDITION: 'MaximumEventAgeInSeconds' }]);
  });

  it('when the policy allows no retry, then it is dead-lettered at once', async () => {
    stand.target('', { ...(await stand.api(500)), retryPolicy: { eventAgeSecondsMax: 86_400, attemptsMax: 0 } });
    await stand.publish();
    expect(stand.deadLetters()).toMatchObject([{ RETRY_ATTEMPTS: '0', EXHAUSTED_RETRY_CONDITION: 'MaximumRetryAttempts' }]);
  });

  it('when its response is not valid text for SQS, then the stand.dead letter still gets through', async () => {
    stand.target('', await stand.api(400, `\u0000${'x'.repeat(5_000)}`));
    await stand.publish();
    expect(stand.deadLetters()).toMatchObject([
      { ERROR_CODE: 'ERROR_FROM_TARGET', ERROR_MESSAGE: expect.stringMatching(/^400 \uFFFDx+$/) },
    ]);
  });

  it('when there is no role, or it may not be assumed or may not call, then it is not retried', async () => {
    const { arn, roleArn } = await stand.api(200);
    for (const wrong of [undefined, `${roleArn}-none`, stand.putRole('weak', { Effect: 'Allow', Action: 's3:*', Resource: '*' })]) {
      stand.target(arn, wrong === undefined ? {} : { roleArn: wrong });
      await stand.publish();
    }
    expect(stand.deadLetters()).toMatchObject([
      { ERROR_CODE: 'NO_PERMISSIONS' },
      { ERROR_CODE: 'NO_PERMISSIONS' },
      { ERROR_CODE: 'NO_PERMISSIONS' },
    ]);
    expect(stand.logLines('api')).toEqual([]);
  });
});
