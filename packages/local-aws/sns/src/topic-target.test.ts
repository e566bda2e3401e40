import type { PolicyDocument } from '@plumbline/iam-policy';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type SnsStand, startSnsStand, TRACE, topicArn } from './testing/sns-stand.ts';

let stand: SnsStand;
let topic: string;
let queue: string;
const RULE = 'arn:aws:events:eu-west-1:000000000000:rule/r';

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

const allow = (more = {}): PolicyDocument => ({
  Statement: { Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: 'sns:Publish', Resource: topic, ...more },
});
const send = (more = {}) =>
  stand.ports.callTargetNow({ arn: topic, input: 'x', sender: { principal: 'events.amazonaws.com', sourceArn: RULE }, ...more });
const bodies = () => stand.messages(queue).map(({ body }) => body);

// https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html
describe('a topic as a target of another service', () => {
  it('when it has no policy, then no service may publish to it', () => {
    expect(send()).toMatchObject({ kind: 'failed', reason: 'forbidden', message: expect.stringContaining('The policy of the topic') });
  });

  it.each<[string, PolicyDocument, boolean]>([
    [
      'lets the service publish',
      { Statement: { Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: 'SNS:Publish', Resource: '*' } },
      true,
    ],
    [
      'lets it for the sender',
      { Statement: { Effect: 'Allow', Principal: '*', Action: 'sns:*', Resource: '*', Condition: { ArnLike: { 'aws:SourceArn': RULE } } } },
      true,
    ],
    [
      'lets it for another sender',
      {
        Statement: {
          Effect: 'Allow',
          Principal: '*',
          Action: 'sns:*',
          Resource: '*',
          Condition: { ArnLike: { 'aws:SourceArn': `${RULE}2` } },
        },
      },
      false,
    ],
    [
      'lets another service',
      { Statement: { Effect: 'Allow', Principal: { Service: 's3.amazonaws.com' }, Action: 'sns:Publish', Resource: '*' } },
      false,
    ],
    ['lets it subscribe', { Statement: { Effect: 'Allow', Principal: '*', Action: 'sns:Subscribe', Resource: '*' } }, false],
  ])('when its policy %s, then that decides', (_when, policy, taken) => {
    stand.sns.declare.topicPolicy(topic, JSON.stringify(policy));
    expect(send()).toMatchObject(taken ? { kind: 'taken' } : { kind: 'failed', reason: 'forbidden' });
    expect(bodies()).toEqual(taken ? ['x'] : []);
  });

  it('when it does not exist, then the outcome is missing', () => {
    expect(send({ arn: topicArn('gone') })).toMatchObject({ kind: 'failed', reason: 'missing', code: 'NotFound' });
  });

  it('when the sender has a role, then its permissions decide', () => {
    const role = (name: string, Action: string) =>
      stand.iam.principalOf(stand.putRole(name, { Effect: 'Allow', Action, Resource: topic }), 's');
    const sender = { principal: 'scheduler.amazonaws.com', sourceArn: RULE };
    expect(send({ sender: { ...sender, role: role('weak', 'sns:Subscribe') } })).toMatchObject({ reason: 'forbidden' });
    expect(send({ sender: { ...sender, role: role('strong', 'sns:Publish') } })).toEqual({ kind: 'taken' });
    expect(bodies()).toEqual(['x']);
  });

  it('when subject, attributes and trace come with it, then subscribers get them', async () => {
    stand.sns.declare.topicPolicy(topic, JSON.stringify(allow()));
    send({ subject: 's', messageAttributes: { a: { DataType: 'String', StringValue: 'b' } }, traceHeader: TRACE });
    expect(stand.messages(queue)).toMatchObject([
      { body: 'x', messageAttributes: { a: { stringValue: 'b' } }, attributes: { AWSTraceHeader: TRACE } },
    ]);
  });

  it('when the topic rejects the message, then the rejection is permanent', async () => {
    const fifo = await stand.topic('t.fifo', { FifoTopic: 'true' });
    stand.sns.declare.topicPolicy(fifo, JSON.stringify(allow({ Resource: fifo })));
    expect(send({ arn: fifo })).toMatchObject({ reason: 'rejected', code: 'InvalidParameter', retryable: false });
    expect(send({ arn: fifo, messageGroupId: 'g', messageDeduplicationId: 'd' })).toEqual({ kind: 'taken' });
  });
});
