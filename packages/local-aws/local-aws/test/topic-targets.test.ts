import type { PolicyDocument } from '@plumbline/iam-policy';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTestStand, type TestStand } from './test-stand.ts';

const ACCOUNT = 'eu-west-1:000000000000';
const TOPIC = `arn:aws:sns:${ACCOUNT}:t`;
const QUEUE = `arn:aws:sqs:${ACCOUNT}:q`;
const TRACE = 'Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1';
const FAILING = 'export const handler = () => { throw new RangeError("too far"); };';
let stand: TestStand;

beforeEach(async () => {
  stand = await startTestStand();
  stand.sns.declare.topic({ name: 't' });
  stand.sqs.putQueue({ name: 'q' });
  stand.sqs.setPolicy(QUEUE, allow('sns.amazonaws.com', 'sqs:SendMessage', QUEUE));
  stand.sns.declare.subscription({ topicArn: TOPIC, protocol: 'sqs', endpoint: QUEUE, attributes: { RawMessageDelivery: 'true' } });
});
afterEach(async () => {
  await stand.stop();
  expect(stand.errors).toEqual([]);
});

const allow = (Service: string, Action: string, Resource: string, Condition = {}): PolicyDocument => ({
  Statement: { Effect: 'Allow', Principal: { Service }, Action, Resource, Condition },
});
const letPublish = (service: string, Condition = {}): void =>
  stand.sns.declare.topicPolicy(TOPIC, JSON.stringify(allow(service, 'sns:Publish', TOPIC, Condition)));
const warnings = (): readonly string[] => stand.occurrences.flatMap((one) => (one.kind === 'warning' ? [one.message] : []));

// https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
describe('a topic of a function', () => {
  it('when it is the destination of failures and successes, then it receives both records', async () => {
    const arn = await stand.putFunction(
      'f',
      'export const handler = ({ fails }) => { if (fails) throw new RangeError("too far"); return 1; };',
    );
    stand.lambda.putAsyncConfig('f', { retriesMax: 0, onFailure: TOPIC, onSuccess: TOPIC });
    for (const event of ['{"fails":true}', '{}']) stand.lambda.invokeAsync(arn, event, { traceHeader: TRACE });
    await stand.settled();
    const records = stand.take(QUEUE);
    expect(
      records.map(({ body }) => (JSON.parse(body) as { requestContext: { condition: string } }).requestContext.condition).sort(),
    ).toEqual(['RetriesExhausted', 'Success']);
    expect(records[0]?.attributes).toMatchObject({ AWSTraceHeader: TRACE });
  });

  // Recorded on AWS, 2023-08.
  it('when it is the dead-letter topic, then it receives the event, with the error as attributes', async () => {
    const arn = await stand.putFunction('f', FAILING, { deadLetterQueueArn: TOPIC });
    stand.lambda.invokeAsync(arn, '{"raise_error":1}', { requestId: 'r-1' });
    await stand.clock.advance({ hours: 1 });
    expect(stand.take(QUEUE)).toMatchObject([
      {
        body: '{"raise_error":1}',
        messageAttributes: {
          RequestID: { dataType: 'String', stringValue: 'r-1' },
          ErrorCode: { dataType: 'Number', stringValue: '200' },
          ErrorMessage: { dataType: 'String', stringValue: 'too far' },
        },
      },
    ]);
  });

  it.each([
    ['its role may not publish', 'logs:*', TOPIC, 'is not authorized to perform: sns:Publish'],
    ['the topic does not exist', 'sns:Publish', `${TOPIC}-gone`, 'Topic does not exist'],
  ])('when %s, then record and event are lost, with warnings', async (_when, Action, topic, reason) => {
    const roleArn = stand.putRole('weak', { Effect: 'Allow', Action, Resource: '*' });
    const arn = await stand.putFunction('f', FAILING, { roleArn, deadLetterQueueArn: topic });
    stand.lambda.putAsyncConfig('f', { retriesMax: 0, onFailure: topic });
    stand.lambda.invokeAsync(arn, '{}');
    await stand.settled();
    expect(warnings()).toEqual([expect.stringContaining(reason), expect.stringContaining(reason)]);
  });
});

// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html#eb-sns-permissions
describe('a topic as the target of a rule', () => {
  const RULE = `arn:aws:events:${ACCOUNT}:rule/orders/all`;
  const DEAD = `arn:aws:sqs:${ACCOUNT}:dead`;
  const publish = async (more = {}): Promise<void> => {
    stand.events.buses.put('orders');
    const rule = stand.events.buses.putRule({ name: 'all', busName: 'orders', pattern: '{"source":["shop"]}', enabled: true });
    stand.sqs.setPolicy(stand.sqs.putQueue({ name: 'dead' }), allow('events.amazonaws.com', 'sqs:SendMessage', DEAD));
    const retryPolicy = { attemptsMax: 1, eventAgeSecondsMax: 60 };
    rule.targets.set('t', { id: 't', arn: TOPIC, retryPolicy, deadLetterQueueArn: DEAD, ...more });
    stand.events.accept({ Source: 'shop', DetailType: 'sold', Detail: '{"a":1}', EventBusName: 'orders' }, TRACE);
    await stand.clock.advance({ minutes: 2 });
  };

  it('when the policy of the topic allows the rule, then subscribers receive the event and its trace', async () => {
    letPublish('events.amazonaws.com', { ArnEquals: { 'aws:SourceArn': RULE } });
    await publish();
    const [record, ...others] = stand.take(QUEUE);
    expect(JSON.parse(record?.body ?? '')).toEqual(expect.objectContaining({ source: 'shop', detail: { a: 1 } }));
    expect(others).toEqual([]);
    expect(record?.attributes).toMatchObject({ AWSTraceHeader: TRACE });
  });

  it('when the target has its own input, then the input is the message', async () => {
    letPublish('events.amazonaws.com');
    await publish({ input: { kind: 'path', path: '$.detail' } });
    expect(stand.take(QUEUE)).toMatchObject([{ body: '{"a":1}' }]);
  });

  it.each([
    ['another rule', { ArnEquals: { 'aws:SourceArn': `${RULE}2` } }, {}, 'NO_PERMISSIONS'],
    ['the rule, and the topic does not exist', {}, { arn: `${TOPIC}-gone` }, 'NO_RESOURCE'],
  ])('when the policy allows %s, then the event is dead-lettered immediately', async (_when, condition, more, code) => {
    letPublish('events.amazonaws.com', condition);
    await publish(more);
    expect(stand.take(QUEUE)).toEqual([]);
    expect(stand.take(DEAD)).toMatchObject([
      { messageAttributes: { ERROR_CODE: { stringValue: code }, RETRY_ATTEMPTS: { stringValue: '0' } } },
    ]);
  });
});

// https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets-templated.html
describe('a topic as the target of a schedule', () => {
  const GROUP = `arn:aws:scheduler:${ACCOUNT}:schedule-group/default`;
  const RoleArn = 'arn:aws:iam::000000000000:role/scheduler';
  const schedule = async (Action: string, more = {}): Promise<void> => {
    const Condition = { ArnEquals: { 'aws:SourceArn': GROUP } };
    stand.iam.putRole(RoleArn, {
      Statement: { Effect: 'Allow', Principal: { Service: 'scheduler.amazonaws.com' }, Action: 'sts:AssumeRole', Condition },
    });
    stand.iam.putRolePolicy(RoleArn, 'p', { Statement: { Effect: 'Allow', Action, Resource: TOPIC } });
    stand.scheduler.declare.schedule({
      ...{ Name: 's', ScheduleExpression: 'rate(5 minutes)', FlexibleTimeWindow: { Mode: 'OFF' } },
      Target: { Arn: TOPIC, RoleArn, ...more },
    });
    await stand.clock.advance({ minutes: 1 });
  };

  it.each([
    ['is a string', { Input: 'time to work' }, 'time to work'],
    ['is not given', {}, expect.stringContaining('"detail-type":"Scheduled Event"')],
  ])('when its input %s, then the message follows from it', async (_when, more, body) => {
    await schedule('sns:Publish', more);
    expect(stand.take(QUEUE)).toMatchObject([{ body }]);
  });

  it('when the role may not publish, then nothing is published', async () => {
    await schedule('sns:Subscribe');
    expect(stand.take(QUEUE)).toEqual([]);
    expect(stand.occurrences).toContainEqual(
      expect.objectContaining({ kind: 'schedule', outcome: 'dropped', reason: expect.stringContaining('sns:Publish') }),
    );
  });
});
