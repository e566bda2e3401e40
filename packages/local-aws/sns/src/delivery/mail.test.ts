import {
  ConfirmSubscriptionCommand,
  GetSubscriptionAttributesCommand,
  ListSubscriptionsByTopicCommand,
  SubscribeCommand,
} from '@aws-sdk/client-sns';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { refusalOf, type SnsStand, startSnsStand } from '../testing/sns-stand.ts';

let stand: SnsStand;
let topic: string;
beforeEach(async () => {
  stand = await startSnsStand();
  topic = await stand.topic('t');
});
afterEach(async () => {
  await stand.stop();
  expect(stand.errors).toEqual([]);
});

const subscribe = async (Attributes: Readonly<Record<string, string>> = {}, more = {}): Promise<string> => {
  const request = { TopicArn: topic, Protocol: 'email', Endpoint: 'ann@example.net', Attributes, ReturnSubscriptionArn: true, ...more };
  const { SubscriptionArn = '' } = await stand.client.send(new SubscribeCommand(request));
  await stand.settled();
  return SubscriptionArn;
};
const linkOf = async (action: 'confirm' | 'unsubscribe'): Promise<string> =>
  (await stand.mails()).at(-1)?.links?.find((link) => link.action === action)?.url ?? '';
const subscribed = async (...parameters: Parameters<typeof subscribe>): Promise<string> => {
  const arn = await subscribe(...parameters);
  await fetch(await linkOf('confirm'));
  await fetch(`${stand.endpoint.url}/_plumbline/mail`, { method: 'DELETE' });
  return arn;
};
const publish = async (more = {}) => {
  const published = await stand.publish({ TopicArn: topic, Message: 'hello', ...more });
  await stand.settled();
  return published;
};
const texts = async (): Promise<readonly (string | undefined)[]> => (await stand.mails()).map(({ text }) => text?.split('\n\n--')[0]);
const attributesOf = async (SubscriptionArn: string) =>
  (await stand.client.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }))).Attributes ?? {};

/** https://docs.aws.amazon.com/sns/latest/dg/sns-email-notifications.html */
describe('a subscription of a mail address', () => {
  it('when it is new, then it is pending, and its owner is asked by mail', async () => {
    const arn = await subscribe();
    const [mail] = await stand.mails();
    expect(mail).toMatchObject({
      ...{ service: 'sns', from: 'AWS Notifications <no-reply@sns.amazonaws.com>', to: ['ann@example.net'] },
      subject: 'AWS Notification - Subscription Confirmation',
      links: [
        { action: 'confirm', url: expect.stringContaining(`${stand.endpoint.url}/?Action=ConfirmSubscription&TopicArn=${topic}&Token=`) },
      ],
    });
    expect(mail?.text).toContain(`You have chosen to subscribe to the topic:\n${topic}\n`);
    expect(mail?.text).toContain(mail?.links?.[0]?.url);
    expect(await attributesOf(arn)).toMatchObject({ PendingConfirmation: 'true', Protocol: 'email' });
    const { Subscriptions } = await stand.client.send(new ListSubscriptionsByTopicCommand({ TopicArn: topic }));
    expect(Subscriptions).toMatchObject([{ SubscriptionArn: 'PendingConfirmation' }]);
  });

  it('when the ARN is not asked for, then the answer says that it is pending', async () => {
    expect(await subscribe({}, { ReturnSubscriptionArn: false })).toBe('pending confirmation');
  });

  it('when it is pending, then it gets no messages', async () => {
    await subscribe();
    await publish();
    expect((await stand.mails()).length).toBe(1);
  });

  it('when the link is visited, then it gets messages', async () => {
    const arn = await subscribe();
    expect((await fetch(await linkOf('confirm'))).status).toBe(200);
    expect(await attributesOf(arn)).toMatchObject({ PendingConfirmation: 'false', ConfirmationWasAuthenticated: 'false' });
    await publish();
    expect((await texts()).at(-1)).toBe('hello');
  });

  it('when it is confirmed over the API, then it may be bound to signed requests', async () => {
    const arn = await subscribe();
    const Token = new URL(await linkOf('confirm')).searchParams.get('Token') ?? '';
    await stand.client.send(new ConfirmSubscriptionCommand({ TopicArn: topic, Token, AuthenticateOnUnsubscribe: 'true' }));
    await publish();
    expect((await fetch(await linkOf('unsubscribe'))).status).toBe(403);
    expect(await attributesOf(arn)).toMatchObject({ ConfirmationWasAuthenticated: 'true' });
  });

  it('when it is subscribed again before it is confirmed, then there is a new mail, and the old link ends', async () => {
    await subscribe();
    const old = await linkOf('confirm');
    await subscribe();
    expect((await stand.mails()).length).toBe(2);
    expect((await fetch(old)).status).toBe(400);
    expect((await fetch(await linkOf('confirm'))).status).toBe(200);
  });

  it('when its owner does not confirm within two days, then it is deleted', async () => {
    const arn = await subscribe();
    await stand.clock.advance({ hours: 49 });
    expect(await refusalOf(attributesOf(arn))).toMatchObject({ message: 'Subscription does not exist' });
  });

  it.each(['ann', 'ann@', 'ann@example', 'a b@example.net', 'Ann <ann@example.net>', ''])(
    'when the address is %j, then it is refused',
    async (Endpoint) => {
      expect(await refusalOf(subscribe({}, { Endpoint }))).toMatchObject({
        message: expect.stringContaining('Invalid parameter: Email address'),
      });
    },
  );

  it.each([
    ['RawMessageDelivery', 'true', 'Delivery protocol [email] does not support raw message delivery.'],
    ['DeliveryPolicy', '{"throttlePolicy":{"maxReceivesPerSecond":1}}', 'Delivery protocol [email] does not support delivery policies.'],
  ])('when it has %s, then it is refused', async (name, value, message) => {
    expect(await refusalOf(subscribe({ [name]: value }))).toMatchObject({ message: expect.stringContaining(message) });
  });

  it('when the topic is FIFO, then it is refused', async () => {
    topic = await stand.topic('t.fifo', { FifoTopic: 'true' });
    expect(await refusalOf(subscribe())).toMatchObject({ message: expect.stringContaining('Please use FIFO SQS queue') });
  });
});

/** https://docs.aws.amazon.com/sns/latest/dg/sns-email-notifications.html */
describe('a message as a mail', () => {
  it('when it has a subject, then it is the mail’s, and the text ends with the link to unsubscribe', async () => {
    const arn = await subscribed();
    const { MessageId } = await publish({ Subject: 'Order o-1' });
    expect(await stand.mails()).toMatchObject([
      {
        ...{ messageId: MessageId, subject: 'Order o-1', to: ['ann@example.net'] },
        text: expect.stringMatching(/^hello\n\n--\nIf you wish to stop receiving notifications from this topic/),
        links: [{ action: 'unsubscribe', url: `${stand.endpoint.url}/?Action=Unsubscribe&SubscriptionArn=${arn}` }],
      },
    ]);
    expect(stand.outcomes()).toEqual(['delivered']);
  });

  it('when it has no subject, then SNS gives it one', async () => {
    await subscribed();
    await publish();
    expect(await stand.mails()).toMatchObject([{ subject: 'AWS Notification Message' }]);
  });

  it('when the topic has a display name, then it is the sender’s', async () => {
    topic = await stand.topic('named', { DisplayName: 'Dominos Pizza' });
    await subscribed();
    await publish();
    expect(await stand.mails()).toMatchObject([{ from: 'Dominos Pizza <no-reply@sns.amazonaws.com>' }]);
  });

  it('when the protocol is email-json, then the text is the envelope, and so is the question', async () => {
    const arn = await subscribe({}, { Protocol: 'email-json' });
    expect(JSON.parse((await stand.mails())[0]?.text ?? '')).toMatchObject({
      Type: 'SubscriptionConfirmation',
      TopicArn: topic,
      SubscribeURL: await linkOf('confirm'),
    });
    await fetch(await linkOf('confirm'));
    const { MessageId } = await publish({ MessageAttributes: { a: { DataType: 'String', StringValue: 'b' } } });
    expect(JSON.parse((await stand.mails()).at(-1)?.text ?? '')).toMatchObject({
      ...{ Type: 'Notification', MessageId, TopicArn: topic, Message: 'hello', Timestamp: '2026-01-01T00:00:00.000Z' },
      MessageAttributes: { a: { Type: 'String', Value: 'b' } },
      UnsubscribeURL: `${stand.endpoint.url}/?Action=Unsubscribe&SubscriptionArn=${arn}`,
    });
  });

  it('when the message has a text for each protocol, then each receives its own', async () => {
    await subscribed();
    await subscribe({}, { Protocol: 'email-json', Endpoint: 'bob@example.net' });
    await fetch(await linkOf('confirm'));
    await fetch(`${stand.endpoint.url}/_plumbline/mail`, { method: 'DELETE' });
    await publish({ MessageStructure: 'json', Message: JSON.stringify({ default: 'all', email: 'mail', 'email-json': 'json' }) });
    const [mail, json] = await stand.mails();
    expect(mail?.text).toMatch(/^mail\n/);
    expect(JSON.parse(json?.text ?? '')).toMatchObject({ Message: 'json' });
  });

  /** https://docs.aws.amazon.com/sns/latest/dg/sns-subscription-filter-policies.html */
  it('when there is a filter policy, then only messages that match it are mailed', async () => {
    await subscribed({ FilterPolicy: '{"restaurant":["Dominos"]}' });
    const attributes = (StringValue: string) => ({ MessageAttributes: { restaurant: { DataType: 'String', StringValue } } });
    await publish({ Message: 'one', ...attributes('Dominos') });
    await publish({ Message: 'two', ...attributes('Pizza Hut') });
    await publish({ Message: 'three' });
    expect(await texts()).toEqual(['one']);
  });

  it('when the filter is on the body, then it applies to the mail, too', async () => {
    await subscribed({ FilterPolicy: '{"restaurant":["Dominos"]}', FilterPolicyScope: 'MessageBody' });
    await publish({ Message: '{"restaurant":"Dominos"}' });
    await publish({ Message: '{"restaurant":"Pizza Hut"}' });
    expect(await texts()).toEqual(['{"restaurant":"Dominos"}']);
  });
});

/** https://docs.aws.amazon.com/sns/latest/dg/sns-delete-subscription-topic.html */
describe('the link to unsubscribe', () => {
  it('when it is visited, then the mails end, and the owner may subscribe again by the link in the last one', async () => {
    await subscribed();
    await publish();
    await fetch(await linkOf('unsubscribe'));
    await stand.settled();
    expect((await stand.mails()).at(-1)).toMatchObject({
      subject: 'AWS Notification - Unsubscribe Confirmation',
      links: [{ action: 'confirm' }],
    });
    await publish({ Message: 'lost' });
    await fetch(await linkOf('confirm'));
    await publish({ Message: 'again' });
    expect(await texts()).toEqual(['hello', expect.any(String), 'again']);
  });
});

describe('a declared subscription', () => {
  it('when it is declared again while it is pending, then its owner is not asked again', async () => {
    const declared = { topicArn: topic, protocol: 'email', endpoint: 'ann@example.net', attributes: {} };
    stand.sns.declare.subscription(declared);
    stand.sns.declare.subscription(declared);
    await stand.settled();
    expect((await stand.mails()).length).toBe(1);
    await fetch(await linkOf('confirm'));
    stand.sns.declare.subscription(declared);
    await publish();
    expect((await stand.mails()).length).toBe(2);
  });
});
