import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ListSubscriptionsCommand, ListTopicsCommand, UnsubscribeCommand } from '@aws-sdk/client-sns';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { queueArn, type SnsStand, startSnsStand, topicArn } from '../testing/sns-stand.ts';

let stand: SnsStand;
let directory: string;

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'sns-test-'));
  stand = await startSnsStand({ file: join(directory, 'state.db') });
});
afterEach(async () => {
  expect(stand.errors).toEqual([]);
  await stand.stop();
  rmSync(directory, { recursive: true });
});

const raw = { RawMessageDelivery: 'true' };
const redrive = (arn: string) => ({ RedrivePolicy: JSON.stringify({ deadLetterTargetArn: arn }) });
const failing = (times?: number): void =>
  stand.faults.use({ seed: 1, faults: [{ on: 'queue:q', what: 'fail', ...(times === undefined ? {} : { times }) }] });
const bodies = (arn: string) => stand.messages(arn).map(({ body }) => body);
const publish = async (TopicArn: string, Message = 'x') => {
  await stand.publish({ TopicArn, Message });
  await stand.settled();
};
const restart = async (deploy?: (parts: SnsStand) => void): Promise<void> => {
  await stand.stop();
  stand = await startSnsStand({ file: join(directory, 'state.db'), ...(deploy && { deploy: (parts) => deploy(parts as SnsStand) }) });
};

// https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html
describe('a queue that fails', () => {
  it('when it fails three times, then the message is there at once, by retries without delay', async () => {
    const topic = await stand.topic('t');
    const queue = stand.queue('q');
    await stand.subscribe(topic, queue, raw);
    failing(3);
    await publish(topic);
    expect(bodies(queue)).toEqual(['x']);
    expect(stand.outcomes()).toEqual(['retried', 'retried', 'retried', 'delivered']);
  });

  it('when it fails for a day, then it is retried every 20 s, and not abandoned', async () => {
    const topic = await stand.topic('t');
    const queue = stand.queue('q');
    await stand.subscribe(topic, queue, { ...raw, ...redrive(stand.queue('dead')) });
    failing();
    await publish(topic);
    await stand.clock.advance({ hours: 1 });
    const before = stand.outcomes().length;
    await stand.clock.advance({ minutes: 1 });
    expect(stand.outcomes().length - before).toBe(3);
    failing(0);
    await stand.clock.advance({ seconds: 20 });
    expect(bodies(queue)).toEqual(['x']);
    expect(bodies(queueArn('dead'))).toEqual([]);
  });

  it('when the process is started again, then the retries go on', async () => {
    const topic = await stand.topic('t');
    const queue = stand.queue('q');
    await stand.subscribe(topic, queue, raw);
    failing(5);
    await publish(topic);
    expect(bodies(queue)).toEqual([]);
    await restart();
    await stand.clock.advance({ seconds: 2 });
    expect(bodies(queue)).toEqual(['x']);
  });
});

// https://docs.aws.amazon.com/sns/latest/dg/sns-dead-letter-queues.html, recorded on AWS, 2023-08.
describe('the dead-letter queue of a subscription', () => {
  it.each([
    ['gone', () => queueArn('gone'), 'NonExistentQueue|specified queue does not exist'],
    ['closed to the topic', () => stand.sqs.putQueue({ name: 'closed' }), 'AccessDeniedException'],
  ])('when the queue is %s, then the message is dead-lettered without a retry', async (_what, endpoint, reason) => {
    const topic = await stand.topic('t');
    await stand.subscribe(topic, endpoint(), redrive(stand.queue('dead')));
    await stand.publish({
      TopicArn: topic,
      Message: 'test_dlq',
      MessageAttributes: { attr1: { DataType: 'Number', StringValue: '111' } },
    });
    await stand.settled();
    const [record] = stand.messages(queueArn('dead'));
    expect(JSON.parse(record?.body ?? '')).toMatchObject({
      ...{ Type: 'Notification', TopicArn: topic, Message: 'test_dlq' },
      MessageAttributes: { attr1: { Type: 'Number', Value: '111' } },
    });
    expect(stand.occurrences).toContainEqual(
      expect.objectContaining({ kind: 'notification', outcome: 'deadLettered', reason: expect.stringMatching(reason) }),
    );
    expect(stand.outcomes()).toEqual(['deadLettered']);
  });

  it('when delivery is raw, then the message and its attributes are those of the dead letter', async () => {
    const topic = await stand.topic('t');
    await stand.subscribe(topic, queueArn('gone'), { ...raw, ...redrive(stand.queue('dead')) });
    await stand.publish({
      TopicArn: topic,
      Message: 'test_dlq',
      MessageAttributes: {
        attr1: { DataType: 'Number', StringValue: '111' },
        attr2: { DataType: 'Binary', BinaryValue: Buffer.of(2, 3, 4) },
      },
    });
    expect(stand.messages(queueArn('dead'))).toMatchObject([
      { body: 'test_dlq', messageAttributes: { attr1: { stringValue: '111' }, attr2: { binaryValue: 'AgME' } } },
    ]);
  });

  it('when a function does not exist, then its dead letter is the envelope of a queue', async () => {
    const topic = await stand.topic('t');
    await stand.subscribe(topic, 'arn:aws:lambda:eu-west-1:000000000000:function:gone', redrive(stand.queue('dead')));
    await publish(topic, 'test_redrive_policy');
    const [record] = stand.messages(queueArn('dead'));
    expect(JSON.parse(record?.body ?? '')).toMatchObject({ Type: 'Notification', Message: 'test_redrive_policy' });
    expect(JSON.parse(record?.body ?? '')).toHaveProperty('SigningCertURL');
  });

  it('when it rejects the message too, then the message is dropped, with both reasons', async () => {
    const topic = await stand.topic('t');
    await stand.subscribe(topic, queueArn('gone'), redrive(stand.sqs.putQueue({ name: 'dead' })));
    await publish(topic);
    expect(stand.occurrences.at(-1)).toMatchObject({
      outcome: 'dropped',
      reason: expect.stringMatching(/does not exist.*the dead-letter queue .* rejected it: The policy of the queue/),
    });
  });

  it('when raw delivery has more attributes than a queue accepts, then the message is dead-lettered', async () => {
    const topic = await stand.topic('t');
    await stand.subscribe(topic, stand.queue('q'), { ...raw, ...redrive(stand.queue('dead')) });
    const MessageAttributes = Object.fromEntries(Array.from({ length: 11 }, (_, n) => [`a${n}`, { DataType: 'String', StringValue: 'x' }]));
    await stand.publish({ TopicArn: topic, Message: 'x', MessageAttributes });
    expect(stand.occurrences.at(-1)).toMatchObject({ outcome: 'dropped', reason: expect.stringContaining('message attributes [11]') });
  });
});

describe('a restart', () => {
  it('when topics and subscriptions were created over the API, then they exist again', async () => {
    const topic = await stand.topic('t');
    const arn = await stand.subscribe(topic, stand.queue('q'), raw);
    await restart();
    expect((await stand.client.send(new ListTopicsCommand({}))).Topics).toEqual([{ TopicArn: topic }]);
    await publish(topic, 'again');
    expect(bodies(queueArn('q'))).toEqual(['again']);
    await stand.client.send(new UnsubscribeCommand({ SubscriptionArn: arn }));
    await restart();
    expect((await stand.client.send(new ListSubscriptionsCommand({}))).Subscriptions).toEqual([]);
  });

  it('when a topic is no longer declared, then its subscriptions of the API are dropped, with warnings', async () => {
    await restart((parts) => void parts.sns.declare.topic({ name: 'declared' }));
    const arn = await stand.subscribe(topicArn('declared'), stand.queue('q'));
    await restart((parts) => void parts.sns.declare.topic({ name: 'declared' }));
    expect(stand.warnings()).toEqual([]);
    await restart();
    expect(stand.warnings()).toEqual([`The subscription ${arn} was created over the API and is dropped: its topic no longer exists.`]);
    expect((await stand.client.send(new ListTopicsCommand({}))).Topics).toEqual([]);
  });

  it('when a subscription is declared, then it has the same ARN again, and replaces the one of the API', async () => {
    const declare = (parts: SnsStand): string => {
      parts.sns.declare.topic({ name: 't' });
      const request = { topicArn: topicArn('t'), protocol: 'sqs', endpoint: queueArn('q'), attributes: raw };
      return parts.sns.declare.subscription(request).arn;
    };
    await stand.subscribe(await stand.topic('t'), stand.queue('q'));
    const arns: string[] = [];
    for (const _time of [1, 2]) await restart((parts) => void arns.push(declare(parts)));
    expect(new Set(arns).size).toBe(1);
    await publish(topicArn('t'), 'once');
    expect(bodies(queueArn('q'))).toEqual(['once']);
  });
});
