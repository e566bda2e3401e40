import { PublishCommand } from '@aws-sdk/client-sns';
import type { Fault } from '@plumbline/local-aws-kernel';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { refusalOf, type SnsStand, startSnsStand } from './testing/sns-stand.ts';

let stand: SnsStand;
let topic: string;
let queue: string;

beforeEach(async () => {
  stand = await startSnsStand();
  topic = await stand.topic('t');
  queue = stand.queue('q');
  await stand.subscribe(topic, queue, { RawMessageDelivery: 'true' });
});
afterEach(async () => {
  expect(stand.errors).toEqual([]);
  await stand.stop();
});

const inject = (what: Fault['what'], more: Partial<Fault> = {}): void =>
  stand.faults.use({ seed: 1, faults: [{ on: 'topic:t', what, ...more }] });
const publish = (Message: string) => stand.client.send(new PublishCommand({ TopicArn: topic, Message }));
const bodies = () => stand.messages(queue).map(({ body }) => body);

describe('a fault of a topic', () => {
  it.each<[Fault['what'], object]>([
    ['throttle', { code: 'ThrottledException' }],
    ['fail', { code: 'InternalServerError', status: 500 }],
  ])('when calls are to %s, then Publish is refused, once', async (what, expected) => {
    inject(what, { times: 1, callers: 'everyone', operation: 'Publish' });
    expect(await refusalOf(publish('one'))).toMatchObject(expected);
    await publish('two');
    expect(bodies()).toEqual(['two']);
  });

  it('when the answer is to be lost, then the message is delivered all the same', async () => {
    inject('fail', { times: 1, callers: 'everyone', late: true });
    await refusalOf(publish('one'));
    expect(bodies()).toEqual(['one']);
  });

  it('when messages are delayed, then they arrive later', async () => {
    inject('delay', { delayMs: 5_000 });
    await publish('one');
    expect(bodies()).toEqual([]);
    await stand.clock.advance({ seconds: 5 });
    expect(bodies()).toEqual(['one']);
  });

  it('when messages are duplicated, then they arrive twice, except those of a FIFO topic', async () => {
    inject('duplicate');
    await publish('one');
    expect(bodies()).toEqual(['one', 'one']);
    const fifo = await stand.topic('t.fifo', { FifoTopic: 'true', ContentBasedDeduplication: 'true' });
    await stand.subscribe(fifo, queue, { RawMessageDelivery: 'true' });
    stand.faults.use({ seed: 1, faults: [{ on: 'topic:*', what: 'duplicate' }] });
    await stand.publish({ TopicArn: fifo, Message: 'two', MessageGroupId: 'g' });
    expect(bodies()).toEqual(['two']);
  });

  it.each([
    ['throttle', { reason: 'throttled', retryable: true }],
    ['fail', { reason: 'failed', retryable: true }],
  ] as const)('when another service publishes and the topic is to %s, then it may try again', (what, expected) => {
    inject(what, { times: 1 });
    stand.sns.declare.topicPolicy(topic, JSON.stringify({ Statement: { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' } }));
    const call = { arn: topic, input: 'x', sender: { principal: 'events.amazonaws.com', sourceArn: 'r' } };
    expect(stand.ports.callTargetNow(call)).toMatchObject(expected);
    expect(stand.ports.callTargetNow(call)).toEqual({ kind: 'taken' });
  });

  it('given a fault that makes all topics fail, when a service sends a record without retries, then it still arrives', () => {
    inject('fail');
    stand.sns.declare.topicPolicy(topic, JSON.stringify({ Statement: { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' } }));
    const sender = { principal: 'lambda.amazonaws.com', sourceArn: 'f' };
    expect(stand.ports.callTargetNow({ arn: topic, input: 'x', sender, lastResort: true })).toEqual({ kind: 'taken' });
    expect(bodies()).toEqual(['x']);
  });
});
