import { PublishBatchCommand, SetSubscriptionAttributesCommand } from '@aws-sdk/client-sns';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { queueArn, refusalOf, type SnsStand, startSnsStand } from './testing/sns-stand.ts';

let stand: SnsStand;
let topic: string;
let queue: string;

beforeEach(async () => {
  stand = await startSnsStand();
  topic = await stand.topic('t.fifo', { FifoTopic: 'true', ContentBasedDeduplication: 'true' });
  queue = stand.queue('q.fifo');
});
afterEach(async () => {
  expect(stand.errors).toEqual([]);
  await stand.stop();
});

const publish = (Message: string, MessageGroupId = 'g', more = {}) => stand.publish({ TopicArn: topic, Message, MessageGroupId, ...more });
const raw = { RawMessageDelivery: 'true' };
const setRedrive = (SubscriptionArn: string, arn: string) =>
  stand.client.send(
    new SetSubscriptionAttributesCommand({
      ...{ SubscriptionArn, AttributeName: 'RedrivePolicy' },
      AttributeValue: JSON.stringify({ deadLetterTargetArn: arn }),
    }),
  );
/** All messages of a queue, although a group's messages are received one after the other. */
const bodies = (arn = queue): readonly string[] => {
  const found: string[] = [];
  for (let records = stand.messages(arn); records.length > 0; records = stand.messages(arn)) found.push(...records.map(({ body }) => body));
  return found;
};

// Recorded on AWS, 2023-08 to 2025-12.
describe('a message of a FIFO topic', () => {
  it('when it is published, then it has a sequence number, and an envelope without a signature', async () => {
    const arn = await stand.subscribe(topic, queue);
    const { MessageId, SequenceNumber } = await publish('Test', 'message-group-id-1');
    expect(SequenceNumber).toMatch(/^\d{20}$/);
    const [record] = stand.messages(queue);
    expect(JSON.parse(record?.body ?? '')).toEqual({
      ...{ Type: 'Notification', MessageId, SequenceNumber, TopicArn: topic, Message: 'Test', Timestamp: '2026-01-01T00:00:00.000Z' },
      UnsubscribeURL: `${stand.endpoint.url}/?Action=Unsubscribe&SubscriptionArn=${arn}`,
    });
    expect(record?.attributes).toMatchObject({
      MessageGroupId: 'message-group-id-1',
      MessageDeduplicationId: '532eaabd9574880dbf76b9b8cc00832c20a6ec113d682299550d7a6e0f345e25',
    });
  });

  it('when it has an id of its own, then the queue gets that', async () => {
    await stand.subscribe(topic, queue, raw);
    await publish('Test', 'g', { MessageDeduplicationId: 'message-deduplication-id-1' });
    expect(stand.messages(queue)).toMatchObject([{ attributes: { MessageDeduplicationId: 'message-deduplication-id-1' } }]);
  });

  it('when it is repeated within five minutes, then the response is the same, and it is not delivered', async () => {
    await stand.subscribe(topic, queue, raw);
    const first = await publish('Test');
    await stand.clock.advance({ minutes: 4, seconds: 59 });
    const { MessageId, SequenceNumber } = await publish('Test', 'other');
    expect(MessageId).toEqual(first.MessageId);
    expect(SequenceNumber).toEqual(first.SequenceNumber);
    expect(bodies()).toEqual(['Test']);
    await stand.clock.advance({ seconds: 1 });
    expect((await publish('Test')).SequenceNumber).not.toBe(first.SequenceNumber);
    expect(bodies()).toEqual(['Test']);
  });

  it('when the throughput is that of groups, then another group may have the same message', async () => {
    topic = await stand.topic('groups.fifo', { FifoTopic: 'true', ContentBasedDeduplication: 'true', FifoThroughputScope: 'MessageGroup' });
    await stand.subscribe(topic, stand.queue('standard'), raw);
    for (const group of ['a', 'b', 'a']) await publish('Test', group);
    expect(bodies(queueArn('standard'))).toEqual(['Test', 'Test']);
  });

  it('when it comes in a batch, twice, then it is delivered once, in order', async () => {
    await stand.subscribe(topic, queue, raw);
    const batch = () =>
      stand.client.send(
        new PublishBatchCommand({
          TopicArn: topic,
          PublishBatchRequestEntries: ['one', 'two', 'three'].map((Message, n) => ({ Id: String(n), Message, MessageGroupId: 'g' })),
        }),
      );
    const first = await batch();
    expect((await batch()).Successful).toEqual(first.Successful);
    expect(bodies()).toEqual(['one', 'two', 'three']);
  });

  it('when a standard queue is subscribed, then it gets neither group nor id', async () => {
    const standard = stand.queue('standard');
    await stand.subscribe(topic, standard);
    await publish('Test');
    await publish('Test');
    const [record, ...others] = stand.messages(standard);
    expect(JSON.parse(record?.body ?? '')).toEqual(expect.objectContaining({ Message: 'Test', SequenceNumber: expect.any(String) }));
    expect(others).toEqual([]);
    expect(Object.keys(record?.attributes ?? {})).toEqual(expect.not.arrayContaining(['MessageGroupId', 'MessageDeduplicationId']));
  });
});

describe('a subscription to a FIFO topic', () => {
  it('when it is of a FIFO queue, then its dead-letter queue must be one too', async () => {
    const arn = await stand.subscribe(topic, queue);
    expect(await refusalOf(setRedrive(arn, queueArn('dead')))).toMatchObject({
      message: 'Invalid parameter: RedrivePolicy: must use a FIFO queue as DLQ for a FIFO Subscription to a FIFO Topic.',
    });
    await setRedrive(await stand.subscribe(topic, queueArn('standard')), queueArn('dead'));
  });

  it.each([['lambda', 'arn:aws:lambda:eu-west-1:000000000000:function:f']])(
    'when it is of %s, then it is refused',
    async (_what, endpoint) => {
      expect(await refusalOf(stand.subscribe(topic, endpoint))).toMatchObject({ code: 'InvalidParameterException' });
    },
  );

  it.each([
    ['raw', 'true'],
    ['in envelopes', 'false'],
  ])(
    'when its queue does not exist, then messages go to the dead-letter queue %s, with their groups and ids',
    async (_how, RawMessageDelivery) => {
      const dead = stand.queue('dead.fifo');
      const arn = await stand.subscribe(topic, queueArn('gone.fifo'), { RawMessageDelivery });
      await setRedrive(arn, dead);
      await publish('test-message', 'message-group-id-1', { MessageDeduplicationId: 'message-deduplication-id-1' });
      const [record] = stand.messages(dead);
      expect(record?.attributes).toMatchObject({
        MessageGroupId: 'message-group-id-1',
        MessageDeduplicationId: 'message-deduplication-id-1',
      });
      if (RawMessageDelivery === 'true') expect(record?.body).toBe('test-message');
      else expect(JSON.parse(record?.body ?? '')).toMatchObject({ Message: 'test-message', SequenceNumber: expect.any(String) });
    },
  );
});

// https://docs.aws.amazon.com/sns/latest/dg/fifo-topic-message-ordering.html
describe('the order of a group', () => {
  it('when the first message is retried, then later ones wait, and another group does not', async () => {
    await stand.subscribe(topic, queue, raw);
    stand.faults.use({ seed: 1, faults: [{ on: 'queue:q.fifo', what: 'fail', times: 5, callers: 'everyone' }] });
    await publish('a1', 'a');
    await stand.settled();
    stand.faults.use({ seed: 1, faults: [] });
    await publish('a2', 'a');
    await publish('b1', 'b');
    await publish('a3', 'a');
    expect(bodies()).toEqual(['b1']);
    await stand.clock.advance({ seconds: 2 });
    expect(bodies()).toEqual(['a1', 'a2', 'a3']);
    await publish('a4', 'a');
    expect(bodies()).toEqual(['a4']);
  });

  it('when the first is abandoned, then later ones are delivered', async () => {
    const arn = await stand.subscribe(topic, queue, raw);
    await setRedrive(arn, stand.queue('dead.fifo'));
    stand.faults.use({ seed: 1, faults: [{ on: 'queue:q.fifo', what: 'fail', times: 5, callers: 'everyone' }] });
    await publish('a1', 'a');
    await stand.settled();
    await publish('a2', 'a');
    stand.sqs.setPolicy(queue, { Statement: [] });
    await stand.clock.advance({ seconds: 2 });
    expect(bodies(queueArn('dead.fifo'))).toEqual(['a1', 'a2']);
  });
});
