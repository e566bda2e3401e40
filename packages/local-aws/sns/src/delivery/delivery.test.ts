import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type SnsStand, startSnsStand, TRACE } from '../testing/sns-stand.ts';

let stand: SnsStand;
let topic: string;
let queue: string;
let count = 0;

const ECHO = 'export const handler = (event) => console.log(JSON.stringify(event));';

beforeAll(async () => {
  stand = await startSnsStand();
});
beforeEach(async () => {
  count += 1;
  topic = await stand.topic(`topic-${count}`);
  queue = stand.queue(`queue-${count}`);
});
afterAll(async () => {
  expect(stand.errors).toEqual([]);
  await stand.stop();
});

const unsubscribeUrl = (arn: string): string => `${stand.endpoint.url}/?Action=Unsubscribe&SubscriptionArn=${arn}`;
const signed = (version = '1') => ({
  SignatureVersion: version,
  Signature: expect.stringMatching(/^[A-Za-z0-9+/]+=*$/),
  SigningCertURL: expect.stringContaining('/SimpleNotificationService-'),
});
const letSnsInvoke = (name: string, Condition = {}): void =>
  void stand.lambda.addPermission(name, {
    Sid: 'sns',
    Effect: 'Allow',
    Principal: { Service: 'sns.amazonaws.com' },
    Action: 'lambda:InvokeFunction',
    Resource: `arn:aws:lambda:eu-west-1:000000000000:function:${name}`,
    Condition,
  });

// Recorded on AWS, 2023-08 to 2025-08.
describe('a message for a queue', () => {
  it('when the message is not raw, then it is in an envelope with its attributes', async () => {
    const arn = await stand.subscribe(topic, queue);
    const { MessageId } = await stand.publish({
      TopicArn: topic,
      Subject: 'test-subject',
      Message: 'This is a test message',
      MessageAttributes: {
        attr1: { DataType: 'Number', StringValue: '99.12' },
        attr2: { DataType: 'Binary', BinaryValue: Buffer.of(2, 3, 4) },
      },
    });
    const [record] = stand.messages(queue);
    expect(JSON.parse(record?.body ?? '')).toEqual({
      Type: 'Notification',
      MessageId,
      TopicArn: topic,
      Subject: 'test-subject',
      Message: 'This is a test message',
      Timestamp: '2026-01-01T00:00:00.000Z',
      ...signed(),
      UnsubscribeURL: unsubscribeUrl(arn),
      MessageAttributes: { attr1: { Type: 'Number', Value: '99.12' }, attr2: { Type: 'Binary', Value: 'AgME' } },
    });
    expect(record?.messageAttributes).toEqual({});
    expect(record?.body.split('\n').slice(0, 2)).toEqual(['{', '  "Type" : "Notification",']);
  });

  it('when it has no subject and no attributes, then the envelope has no such members', async () => {
    await stand.subscribe(topic, queue);
    await stand.publish({ TopicArn: topic, Message: 'öæ"_!?,. £$-' });
    const body = JSON.parse(stand.messages(queue)[0]?.body ?? '') as object;
    expect(body).toMatchObject({ Message: 'öæ"_!?,. £$-' });
    expect(body).not.toHaveProperty('Subject');
    expect(body).not.toHaveProperty('MessageAttributes');
  });

  it('when the message is raw, then its attributes are those of the queue, with the digest that AWS has of them', async () => {
    await stand.subscribe(topic, queue, { RawMessageDelivery: 'true' });
    const attr1 = { DataType: 'Number', StringValue: '99.12' };
    await stand.publish({ TopicArn: topic, Message: 'Test msg', Subject: 'lost', MessageAttributes: { attr1 } });
    expect(stand.messages(queue)).toMatchObject([
      {
        body: 'Test msg',
        md5OfMessageAttributes: 'd302007e9aa062660afc85fd0a482472',
        messageAttributes: { attr1: { dataType: 'Number', stringValue: '99.12' } },
      },
    ]);
  });

  it('when binary attributes are delivered raw, then they stay binary', async () => {
    await stand.subscribe(topic, queue, { RawMessageDelivery: 'true' });
    const store = { DataType: 'Binary', BinaryValue: Buffer.of(2, 3, 4) };
    await stand.publish({ TopicArn: topic, Message: 'x', MessageAttributes: { store } });
    expect(stand.messages(queue)).toMatchObject([{ messageAttributes: { store: { dataType: 'Binary', binaryValue: 'AgME' } } }]);
  });

  it('when the message has a text for each protocol, then each receives its own, or the default', async () => {
    await stand.subscribe(topic, queue, { RawMessageDelivery: 'true' });
    const publish = (bodies: object) => stand.publish({ TopicArn: topic, MessageStructure: 'json', Message: JSON.stringify(bodies) });
    await publish({ default: 'default field', sqs: '{"field": "value"}', lambda: 'other' });
    await publish({ default: 'default field' });
    await publish({ default: 'default field', sqs: { not: 'a text' } });
    expect(stand.messages(queue).map(({ body }) => body)).toEqual(['{"field": "value"}', 'default field', 'default field']);
  });

  it('when there is a trace, then the queue gets it', async () => {
    await stand.subscribe(topic, queue);
    stand.sns.publish(await found(topic), { body: 'x', attributes: {} }, TRACE);
    expect(stand.messages(queue)).toMatchObject([{ attributes: { AWSTraceHeader: TRACE } }]);
  });

  it('when the message has a group, then the standard queue gets it', async () => {
    await stand.subscribe(topic, queue);
    await stand.publish({ TopicArn: topic, Message: 'x', MessageGroupId: 'my-group-id-1' });
    expect(stand.messages(queue)).toMatchObject([{ attributes: { MessageGroupId: 'my-group-id-1' } }]);
  });

  it('when it is subscribed after the message, then it does not get it', async () => {
    await stand.publish({ TopicArn: topic, Message: 'before' });
    await stand.subscribe(topic, queue, { RawMessageDelivery: 'true' });
    await stand.publish({ TopicArn: topic, Message: 'after' });
    expect(stand.messages(queue).map(({ body }) => body)).toEqual(['after']);
  });
});

const found = async (arn: string) => {
  const name = arn.split(':')[5] ?? '';
  return { arn, name, fifo: false, attributes: {}, tags: {} };
};

describe('a message for a function', () => {
  const events = (name: string) => stand.logLines(name).map((line) => JSON.parse(line) as { Records: unknown[] });

  it('when the topic may invoke it, then it gets the record', async () => {
    const name = `f-${count}`;
    const functionArn = await stand.putFunction(name, ECHO);
    letSnsInvoke(name, { ArnEquals: { 'aws:SourceArn': topic } });
    const arn = await stand.subscribe(topic, functionArn);
    const { MessageId } = await stand.publish({
      TopicArn: topic,
      Message: 'Hello world.',
      Subject: '[Subject] Test subject',
      MessageAttributes: { a: { DataType: 'String', StringValue: 'b' } },
    });
    await stand.settled();
    await stand.publish({ TopicArn: topic, Message: 'no subject' });
    await stand.settled();
    const { SigningCertURL, ...others } = signed();
    expect(events(name)[0]?.Records).toEqual([
      {
        EventSource: 'aws:sns',
        EventVersion: '1.0',
        EventSubscriptionArn: arn,
        Sns: {
          Type: 'Notification',
          MessageId,
          TopicArn: topic,
          Subject: '[Subject] Test subject',
          Message: 'Hello world.',
          Timestamp: '2026-01-01T00:00:00.000Z',
          ...others,
          SigningCertUrl: SigningCertURL,
          UnsubscribeUrl: unsubscribeUrl(arn),
          MessageAttributes: { a: { Type: 'String', Value: 'b' } },
        },
      },
    ]);
    expect(events(name)[1]?.Records).toMatchObject([{ Sns: { Subject: null, MessageAttributes: {} } }]);
  });

  it('when another topic may invoke it, then the message is lost, and the occurrence reports it', async () => {
    const name = `f-${count}`;
    const functionArn = await stand.putFunction(name, ECHO);
    letSnsInvoke(name, { ArnEquals: { 'aws:SourceArn': `${topic}-other` } });
    await stand.subscribe(topic, functionArn);
    await stand.publish({ TopicArn: topic, Message: 'x' });
    await stand.settled();
    expect(events(name)).toEqual([]);
    expect(stand.occurrences.at(-1)).toMatchObject({
      kind: 'notification',
      targetArn: functionArn,
      outcome: 'dropped',
      reason: expect.stringMatching(/AccessDeniedException.*it has no dead-letter queue/),
    });
  });

  it('when the topic signs with version 2, then the message has that version', async () => {
    const other = await stand.topic(`signed-${count}`, { SignatureVersion: '2' });
    await stand.subscribe(other, queue);
    await stand.publish({ TopicArn: other, Message: 'x' });
    expect(JSON.parse(stand.messages(queue)[0]?.body ?? '')).toMatchObject(signed('2'));
  });
});
