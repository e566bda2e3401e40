import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  ConfirmSubscriptionCommand,
  GetSubscriptionAttributesCommand,
  ListSubscriptionsByTopicCommand,
  SetSubscriptionAttributesCommand,
  SetTopicAttributesCommand,
  SubscribeCommand,
} from '@aws-sdk/client-sns';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { refusalOf, type SnsStand, startSnsStand, TRACE } from '../testing/sns-stand.ts';

interface Request {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

let stand: SnsStand;
let server: Server;
let endpoint: string;
let topic: string;
let requests: Request[];
/** The endpoint's responses, in order; then 200. */
let statuses: number[];

beforeEach(async () => {
  requests = [];
  statuses = [];
  server = createServer(async (incoming, response) => {
    const body = (await incoming.toArray()).join('');
    requests.push({ headers: incoming.headers, body });
    response.writeHead(statuses.shift() ?? 200, { connection: 'close' }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}/sns`;
  stand = await startSnsStand();
  topic = await stand.topic('t');
});
afterEach(async () => {
  expect(stand.errors).toEqual([]);
  await stand.stop();
  server.close();
});

const subscribe = async (Attributes: Readonly<Record<string, string>> = {}, more = {}): Promise<string> => {
  const request = { TopicArn: topic, Protocol: 'http', Endpoint: endpoint, Attributes, ReturnSubscriptionArn: true, ...more };
  const { SubscriptionArn = '' } = await stand.client.send(new SubscribeCommand(request));
  await stand.settled();
  return SubscriptionArn;
};
const asked = (): { readonly Token: string; readonly SubscribeURL: string } => JSON.parse(requests.at(-1)?.body ?? '') as never;
const subscribed = async (attributes: Readonly<Record<string, string>> = {}): Promise<string> => {
  const arn = await subscribe(attributes);
  await fetch(asked().SubscribeURL);
  requests.length = 0;
  return arn;
};
const attributesOf = async (SubscriptionArn: string) =>
  (await stand.client.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }))).Attributes ?? {};
const publish = async (more = {}) => {
  const published = await stand.publish({ TopicArn: topic, Message: 'hello', ...more });
  await stand.settled();
  return published;
};
const MESSAGE = {
  SignatureVersion: '1',
  Signature: expect.any(String),
  SigningCertURL: expect.any(String),
  Timestamp: '2026-01-01T00:00:00.000Z',
  MessageId: expect.any(String),
};
const HEADERS = {
  'content-type': 'text/plain; charset=UTF-8',
  'user-agent': 'Amazon Simple Notification Service Agent',
  'accept-encoding': 'gzip,deflate',
};

// Recorded on AWS, 2023-10 to 2025-01.
describe('a subscription of an HTTP endpoint', () => {
  it('when it is new, then it is pending, and its endpoint is asked to confirm', async () => {
    const { SubscriptionArn } = await stand.client.send(new SubscribeCommand({ TopicArn: topic, Protocol: 'http', Endpoint: endpoint }));
    await stand.settled();
    expect(SubscriptionArn).toBe('pending confirmation');
    const [request] = requests;
    const body = JSON.parse(request?.body ?? '') as { readonly Token: string; readonly MessageId: string };
    expect(body).toEqual({
      ...MESSAGE,
      Type: 'SubscriptionConfirmation',
      TopicArn: topic,
      Token: expect.stringMatching(/^[0-9a-f]{288}$/),
      Message: `You have chosen to subscribe to the topic ${topic}.\nTo confirm the subscription, visit the SubscribeURL included in this message.`,
      SubscribeURL: `${stand.endpoint.url}/?Action=ConfirmSubscription&TopicArn=${topic}&Token=${body.Token}`,
    });
    expect(request?.headers).toMatchObject({
      ...HEADERS,
      'x-amz-sns-message-type': 'SubscriptionConfirmation',
      'x-amz-sns-message-id': body.MessageId,
      'x-amz-sns-topic-arn': topic,
    });
    expect(request?.headers).not.toHaveProperty('x-amz-sns-subscription-arn');
    const { Subscriptions } = await stand.client.send(new ListSubscriptionsByTopicCommand({ TopicArn: topic }));
    expect(Subscriptions).toMatchObject([{ SubscriptionArn: 'PendingConfirmation' }]);
  });

  it('when it is pending, then it gets no messages', async () => {
    await subscribe();
    await publish();
    expect(requests).toHaveLength(1);
  });

  it('when the SubscribeURL is visited, twice, then it is confirmed', async () => {
    const arn = await subscribe();
    for (const _time of [1, 2]) {
      const answer = await fetch(asked().SubscribeURL);
      expect(answer.status).toBe(200);
      expect(await answer.text()).toContain(
        `<ConfirmSubscriptionResult><SubscriptionArn>${arn}</SubscriptionArn></ConfirmSubscriptionResult>`,
      );
    }
    expect(await attributesOf(arn)).toMatchObject({ PendingConfirmation: 'false', ConfirmationWasAuthenticated: 'false' });
  });

  it.each([
    ['TopicArn=not-an-arn', 'Invalid parameter: Topic'],
    ['TopicArn=arn:aws:sns:us-east-1:000000000000:t', 'Invalid parameter: Topic'],
    ['Token=abc123', 'Invalid parameter: Token'],
  ])('when the URL has %s, then it is refused', async (wrong, message) => {
    const arn = await subscribe();
    const url = asked().SubscribeURL.replace(new RegExp(`${wrong.split('=')[0]}=[^&]*`), wrong);
    const answer = await fetch(url);
    expect(answer.status).toBe(400);
    expect(await answer.text()).toEqual(expect.stringContaining(`<Code>InvalidParameter</Code><Message>${message}</Message>`));
    expect(await attributesOf(arn)).toMatchObject({ PendingConfirmation: 'true' });
  });

  it('when the URL names another topic of the region, then it is confirmed all the same', async () => {
    const arn = await subscribe();
    expect((await fetch(asked().SubscribeURL.replace(':t&', ':u&'))).status).toBe(200);
    expect(await attributesOf(arn)).toMatchObject({ PendingConfirmation: 'false' });
  });

  it('when it is confirmed over the API, then it may be bound to signed requests', async () => {
    const confirm = (Token: string) =>
      stand.client.send(new ConfirmSubscriptionCommand({ TopicArn: topic, Token, AuthenticateOnUnsubscribe: 'true' }));
    const arn = await subscribe();
    expect(await refusalOf(confirm('randomtoken'))).toMatchObject({ code: 'InvalidParameterException', message: 'Invalid token' });
    expect(await refusalOf(confirm('51b2ff3edb475b7d'))).toMatchObject({ message: 'Invalid parameter: Token' });
    await confirm(asked().Token);
    expect(await attributesOf(arn)).toMatchObject({ ConfirmationWasAuthenticated: 'true' });
    expect((await fetch(`${stand.endpoint.url}/?Action=Unsubscribe&SubscriptionArn=${arn}`)).status).toBe(403);
  });

  it('when the owner does not confirm within two days, then it is deleted', async () => {
    const arn = await subscribe();
    await stand.clock.advance({ hours: 49 });
    expect(await refusalOf(attributesOf(arn))).toMatchObject({ message: 'Subscription does not exist' });
  });

  it('when the endpoint does not answer, then it is asked again', async () => {
    statuses = [500, 500];
    await subscribe();
    await stand.clock.advance({ minutes: 2 });
    expect(requests).toHaveLength(3);
    expect(new Set(requests.map(({ headers }) => headers['x-amz-sns-message-id'])).size).toBe(1);
  });
});

describe('a message for an HTTP endpoint', () => {
  it('when the message is not raw, then it is in an envelope', async () => {
    const arn = await subscribed();
    const { MessageId } = await publish();
    const [request] = requests;
    const UnsubscribeURL = `${stand.endpoint.url}/?Action=Unsubscribe&SubscriptionArn=${arn}`;
    expect(JSON.parse(request?.body ?? '')).toEqual({
      ...MESSAGE,
      ...{ Type: 'Notification', MessageId, TopicArn: topic, Message: 'hello', UnsubscribeURL },
    });
    expect(request?.headers).toMatchObject({
      ...HEADERS,
      'x-amz-sns-message-type': 'Notification',
      'x-amz-sns-message-id': MessageId,
      'x-amz-sns-topic-arn': topic,
      'x-amz-sns-subscription-arn': arn,
    });
    expect(request?.headers).not.toHaveProperty('x-amz-sns-rawdelivery');
  });

  it('when it is raw, then it is the message alone, with the type that the subscription asks for', async () => {
    const arn = await subscribed({ RawMessageDelivery: 'true', DeliveryPolicy: '{"requestPolicy":{"headerContentType":"text/csv"}}' });
    await publish({ MessageAttributes: { a: { DataType: 'String', StringValue: 'b' } } });
    expect(requests).toMatchObject([{ body: 'hello', headers: { 'x-amz-sns-rawdelivery': 'true', 'content-type': 'text/csv' } }]);
    const { DeliveryPolicy = '', EffectiveDeliveryPolicy = '' } = await attributesOf(arn);
    const csv = { headerContentType: 'text/csv' };
    const nothing = { healthyRetryPolicy: null, sicklyRetryPolicy: null, throttlePolicy: null, guaranteed: false };
    expect(JSON.parse(DeliveryPolicy)).toEqual({ ...nothing, requestPolicy: csv });
    expect(JSON.parse(EffectiveDeliveryPolicy)).toMatchObject({ requestPolicy: csv, healthyRetryPolicy: { numRetries: 3 } });
  });

  it('when the topic asks for another type, then the endpoint gets it', async () => {
    await subscribed();
    const AttributeValue = '{"http":{"defaultRequestPolicy":{"headerContentType":"application/json"}}}';
    await stand.client.send(new SetTopicAttributesCommand({ TopicArn: topic, AttributeName: 'DeliveryPolicy', AttributeValue }));
    await publish();
    expect(requests).toMatchObject([{ headers: { 'content-type': 'application/json' } }]);
  });

  it('when there is a trace, then the endpoint gets it', async () => {
    await subscribed();
    stand.sns.publish({ arn: topic, name: 't', fifo: false, attributes: {}, tags: {} }, { body: 'x', attributes: {} }, TRACE);
    await stand.settled();
    expect(requests).toMatchObject([{ headers: { 'x-amzn-trace-id': TRACE } }]);
  });

  it('when it may get one message a second, then the others wait', async () => {
    await subscribed({ DeliveryPolicy: '{"throttlePolicy":{"maxReceivesPerSecond":1}}' });
    for (const _time of [1, 2, 3]) await publish();
    expect(requests).toHaveLength(1);
    await stand.clock.advance({ seconds: 1 });
    expect(requests).toHaveLength(2);
    await stand.clock.advance({ seconds: 1 });
    expect(requests).toHaveLength(3);
  });
});

describe('the UnsubscribeURL', () => {
  const unsubscribe = async (arn: string): Promise<void> => {
    const answer = await fetch(`${stand.endpoint.url}/?Action=Unsubscribe&SubscriptionArn=${arn}`);
    expect(await answer.text()).toContain('<UnsubscribeResponse ');
    await stand.settled();
  };

  it('when it is visited, then the subscription ends, and the endpoint may restore it', async () => {
    const arn = await subscribed();
    await unsubscribe(arn);
    const [request] = requests;
    expect(JSON.parse(request?.body ?? '')).toMatchObject({
      Type: 'UnsubscribeConfirmation',
      Message: `You have chosen to deactivate subscription ${arn}.\nTo cancel this operation and restore the subscription, visit the SubscribeURL included in this message.`,
    });
    expect(request?.headers).toMatchObject({
      'x-amz-sns-message-type': 'UnsubscribeConfirmation',
      'x-amz-sns-subscription-arn': arn,
    });
    await publish();
    expect(requests).toHaveLength(1);
    expect(await refusalOf(attributesOf(arn))).toMatchObject({ message: 'Subscription does not exist' });
    await fetch(asked().SubscribeURL);
    await publish();
    expect(requests).toHaveLength(2);
  });

  it('when the endpoint does not hear of it, then nothing is dead-lettered', async () => {
    const dead = stand.queue('dead');
    const arn = await subscribed();
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: dead });
    await stand.client.send(
      new SetSubscriptionAttributesCommand({ SubscriptionArn: arn, AttributeName: 'RedrivePolicy', AttributeValue: RedrivePolicy }),
    );
    statuses = [500, 500, 500, 500, 500];
    await unsubscribe(arn);
    await stand.clock.advance({ minutes: 10 });
    expect(requests).toHaveLength(4);
    expect(stand.messages(dead)).toEqual([]);
  });
});

// https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html
describe('an HTTP endpoint that fails', () => {
  const dead = (): Readonly<Record<string, string>> => ({ RedrivePolicy: JSON.stringify({ deadLetterTargetArn: stand.queue('dead') }) });

  it.each([
    ['false', (body: string) => (JSON.parse(body) as { Message: string }).Message],
    ['true', (body: string) => body],
  ])(
    'when it always fails and raw delivery is %s, then it is called four times, 20 s apart, and the message dead-lettered',
    async (raw, read) => {
      await subscribed({ ...dead(), RawMessageDelivery: raw });
      statuses = Array(10).fill(503);
      await publish();
      for (const calls of [1, 2, 3, 4]) {
        expect(requests).toHaveLength(calls);
        await stand.clock.advance({ seconds: 20 });
      }
      await stand.clock.advance({ hours: 1 });
      expect(stand.outcomes()).toEqual(['retried', 'retried', 'retried', 'deadLettered']);
      expect(stand.messages('arn:aws:sqs:eu-west-1:000000000000:dead').map(({ body }) => read(body))).toEqual(['hello']);
    },
  );

  it.each([
    [404, 1],
    [301, 1],
    [429, 4],
    [500, 4],
  ])('when it answers %d, then it is called %d times', async (status, calls) => {
    await subscribed(dead());
    statuses = Array(10).fill(status);
    await publish();
    await stand.clock.advance({ minutes: 5 });
    expect(requests).toHaveLength(calls);
    expect(stand.outcomes().at(-1)).toBe('deadLettered');
  });

  it('when the endpoint is down, then it is retried', async () => {
    await subscribed(dead());
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await publish();
    await stand.clock.advance({ minutes: 5 });
    expect(stand.outcomes()).toEqual(['retried', 'retried', 'retried', 'deadLettered']);
  });

  it('when its subscription has a policy of its own, then that counts, unless the topic forbids it', async () => {
    const policy = { healthyRetryPolicy: { minDelayTarget: 1, maxDelayTarget: 1, numRetries: 1 } };
    await subscribed({ ...dead(), DeliveryPolicy: JSON.stringify(policy) });
    statuses = Array(10).fill(500);
    await publish();
    await stand.clock.advance({ minutes: 5 });
    expect(requests).toHaveLength(2);
    const AttributeValue = '{"http":{"disableSubscriptionOverrides":true}}';
    await stand.client.send(new SetTopicAttributesCommand({ TopicArn: topic, AttributeName: 'DeliveryPolicy', AttributeValue }));
    await publish();
    await stand.clock.advance({ minutes: 5 });
    expect(requests).toHaveLength(6);
  });

  it('when it is not on this machine, then it is never called, and the reason says what to do', async () => {
    endpoint = 'http://orders.example/sns';
    await subscribe();
    expect(stand.warnings()).toEqual([expect.stringContaining('http://orders.example is not on this machine')]);
  });
});
