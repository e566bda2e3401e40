import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket as WebSocketWithHeaders } from 'ws';
import { type DeployedTestApi, type GraphqlStand, startGraphqlStand } from '../testing/graphql-stand.ts';
import { openRealtimeClient, type RealtimeClient } from '../testing/realtime-client.ts';

const SCHEMA = `
type Query { none: String }
type Mutation { updateOrder(id: ID!, status: String, restaurant: String, total: Int): Order  removeRestaurant(restaurant: String!): String }
type Order { id: ID! status: String restaurant: String total: Int }
type Subscription {
  onOrder(id: ID, status: String): Order @aws_subscribe(mutations: ["updateOrder"])
  onLargeOrder: Order @aws_subscribe(mutations: ["updateOrder"])
}
schema { query: Query mutation: Mutation subscription: Subscription }
`;
const ECHO = 'export const request = (ctx) => ({ payload: ctx.args }); export const response = (ctx) => ctx.result;';
const LARGE = `
import { extensions, util } from '@aws-appsync/utils';
export const request = () => ({ payload: null });
export const response = (ctx) => {
  extensions.setSubscriptionFilter(util.transform.toSubscriptionFilter({ total: { ge: 100 }, or: [{ status: { eq: 'PAID' } }, { status: { eq: 'PENDING' } }] }));
  extensions.setSubscriptionInvalidationFilter({ filterGroup: [{ filters: [{ fieldName: 'restaurant', operator: 'eq', value: 'Dominos' }] }] });
  return null;
};`;
const REMOVE = `
import { extensions } from '@aws-appsync/utils';
export const request = (ctx) => ({ payload: ctx.args.restaurant });
export const response = (ctx) => {
  extensions.invalidateSubscriptions({ subscriptionField: 'onLargeOrder', payload: { restaurant: ctx.args.restaurant } });
  return ctx.result;
};`;

let stand: GraphqlStand;
let api: DeployedTestApi;
let client: RealtimeClient;
beforeEach(async () => {
  stand = await startGraphqlStand();
  api = await stand.deployApi({
    schema: SCHEMA,
    resolvers: {
      'Mutation.updateOrder': { code: ECHO },
      'Mutation.removeRestaurant': { code: REMOVE },
      'Subscription.onLargeOrder': { code: LARGE },
    },
  });
  client = await openRealtimeClient(api.url, { host: new URL(api.url).host, 'x-api-key': api.key });
});
afterEach(async () => {
  client.close();
  await stand.stop();
  expect(stand.errors).toEqual([]);
});

const update = (fields: string, args: string) => api.call(`mutation { updateOrder(${args}) { ${fields} } }`);
const dataOf = (id: string): readonly unknown[] =>
  client.messages.filter((one) => one.type === 'data' && one['id'] === id).map((one) => one['payload']);
const subscribed = async (id: string, query: string, variables: object = {}): Promise<void> => {
  client.start(id, query, variables);
  await client.received({ id, type: 'start_ack' });
};

// https://docs.aws.amazon.com/appsync/latest/devguide/real-time-websocket-client.html
describe('the protocol of subscriptions', () => {
  it('when a connection is initialized, then it is acknowledged with a timeout, and stays alive', async () => {
    client.send({ type: 'connection_init' });
    await client.received({ type: 'connection_ack', payload: { connectionTimeoutMs: 300_000 } });
    await client.received({ type: 'ka' });
    await stand.clock.advance({ minutes: 1 });
    await expect.poll(() => client.messages.filter(({ type }) => type === 'ka')).toHaveLength(2);
  });

  it('when a mutation runs, then the subscriber receives its own selection of the fields that the mutation selected', async () => {
    await subscribed('s', 'subscription { onOrder { id status total } }');
    await update('id status', 'id: "1", status: "PAID", total: 7');
    await client.received({ id: 's', type: 'data', payload: { data: { onOrder: { id: '1', status: 'PAID', total: null } } } });
  });

  it('when a subscription stops, then it is complete and receives nothing more', async () => {
    await subscribed('s', 'subscription { onOrder { id } }');
    client.send({ type: 'stop', id: 's' });
    await client.received({ id: 's', type: 'complete' });
    await update('id', 'id: "1"');
    await client.settled();
    expect(dataOf('s')).toEqual([]);
  });

  it.each([
    ['has an unknown field', 'subscription { onNone { id } }', 'BadRequestException'],
    ['is a query', '{ none }', 'BadRequestException'],
    ['is not GraphQL', 'subscription {', 'MalformedHttpRequestException'],
  ])('when a subscription %s, then it is an error', async (_what, query, errorType) => {
    client.start('s', query);
    await client.received({ id: 's', type: 'error', payload: { errors: [{ errorType, message: expect.any(String) }] } });
  });

  it('when there are 100 subscriptions, then a further one is refused', async () => {
    for (let count = 1; count <= 101; count += 1) client.start(String(count), 'subscription { onOrder { id } }');
    await client.received({ id: '100', type: 'start_ack' });
    await client.received({
      id: '101',
      type: 'error',
      payload: { errors: [expect.objectContaining({ errorType: 'MaxSubscriptionsReachedError' })] },
    });
  });

  it('when a connection has a wrong key, then it is an error, and the connection closes', async () => {
    const other = await openRealtimeClient(api.url, { 'x-api-key': 'da2-wrong' });
    other.send({ type: 'connection_init' });
    await other.received({
      type: 'connection_error',
      payload: { errors: [expect.objectContaining({ errorType: 'UnauthorizedException' })] },
    });
    await other.closed;
  });

  it.each([
    ['no text', 'header-'],
    ['no JSON', `header-${Buffer.from('x').toString('base64url')}`],
    ['no credentials', `header-${Buffer.from('{"host":"x"}').toString('base64url')}`],
  ])('when the header of a connection has %s, then it is an error', async (_what, protocol) => {
    const socket = new WebSocket(`${api.url.replace(/^http/, 'ws')}/realtime`, ['graphql-ws', protocol]);
    const received: unknown[] = [];
    socket.addEventListener('message', ({ data }) => received.push(JSON.parse(String(data))));
    socket.addEventListener('open', () => socket.send('{"type":"connection_init"}'));
    const error = { errorType: 'UnauthorizedException', errorCode: 401, message: 'Valid authorization header not provided.' };
    await expect.poll(() => received).toEqual([{ type: 'connection_error', payload: { errors: [error] } }]);
  });

  it('when the credentials of one subscription are wrong, then only that one is an error', async () => {
    const query = 'subscription { onOrder { id } }';
    client.send({
      id: 'a',
      type: 'start',
      payload: { data: JSON.stringify({ query }), extensions: { authorization: { 'x-api-key': 'da2-wrong' } } },
    });
    const error = { errorType: 'UnauthorizedException', errorCode: 401, message: 'You are not authorized to make this call.' };
    await client.received({ id: 'a', type: 'error', payload: { errors: [error] } });
    await subscribed('b', query);
  });

  // https://docs.aws.amazon.com/appsync/latest/devguide/monitoring.html
  it('when a subscription is registered, then an occurrence reports it', async () => {
    await subscribed('s', 'subscription { onOrder { id } }');
    client.start('t', 'subscription { none }');
    await client.received({ id: 't', type: 'error' });
    expect(stand.occurrences.filter(({ kind }) => kind === 'graphql')).toMatchObject([
      { operation: 'subscription', apiName: 'orders', requestId: 's', fields: ['onOrder'], errors: [] },
      {
        operation: 'subscription',
        requestId: 't',
        fields: [],
        errors: [expect.stringContaining("Field 'none' in type 'Subscription' is undefined")],
      },
    ]);
  });

  it('when an id is in use, then a second subscription with it is an error', async () => {
    await subscribed('s', 'subscription { onOrder { id } }');
    client.start('s', 'subscription { onOrder { id } }');
    await client.received({
      id: 's',
      type: 'error',
      payload: { errors: [expect.objectContaining({ errorType: 'DuplicatedOperationError' })] },
    });
  });

  // https://docs.aws.amazon.com/general/latest/gr/appsync.html ("Subscription payload size")
  it('when a payload is over 240 KB, then it is not sent, and a warning says so', async () => {
    await subscribed('s', 'subscription { onOrder { id } }');
    expect(await update('id status', `id: "1", status: "${'x'.repeat(245_760)}"`)).toMatchObject({ data: { updateOrder: { id: '1' } } });
    await update('id', 'id: "2"');
    await client.received({ id: 's', type: 'data', payload: { data: { onOrder: { id: '2' } } } });
    expect(dataOf('s')).toHaveLength(1);
    expect(stand.occurrences).toContainEqual({ kind: 'warning', message: expect.stringContaining('its payload is over 245760 bytes') });
  });

  it('when a message is too large, then the connection closes', async () => {
    client.sendText('x'.repeat(262_145));
    expect(await client.closed).toEqual({ code: 1009 });
  });

  it('when the host is that of real-time on AWS, then the API answers', async () => {
    const { port } = new URL(api.url);
    const header = `header-${Buffer.from(JSON.stringify({ 'x-api-key': api.key })).toString('base64url')}`;
    const host = `${api.id}.appsync-realtime-api.eu-west-1.localhost:${port}`;
    const socket = new WebSocketWithHeaders(`ws://127.0.0.1:${port}/graphql`, ['graphql-ws', header], { headers: { host } });
    const received: unknown[] = [];
    socket.on('message', (data) => received.push(JSON.parse(String(data))));
    socket.on('open', () => socket.send('{"type":"connection_init"}'));
    await expect.poll(() => received).toContainEqual({ type: 'connection_ack', payload: { connectionTimeoutMs: 300_000 } });
    socket.close();
  });

  it('when a message is not one of the protocol, then it is an error, and the connection stays', async () => {
    for (const text of ['{', '[]', '{"type":"none"}', 'null']) client.sendText(text);
    await client.settled();
    expect(client.messages.filter(({ type }) => type === 'error')).toHaveLength(5);
  });

  it('when a subscription comes over HTTP, then it is an error', async () => {
    expect(await api.call('subscription { onOrder { id } }')).toMatchObject({
      data: null,
      errors: [{ message: expect.stringContaining('WebSocket') }],
    });
  });

  it('when a foreign page opens a connection, then it is refused before the handshake', async () => {
    const headers = { origin: 'https://evil.example', upgrade: 'websocket', connection: 'Upgrade' };
    const [answer] = (await once(request(`${api.url}/realtime`, { headers }).end(), 'response')) as [IncomingMessage];
    expect(answer.statusCode).toBe(403);
    answer.resume();
  });
});

// https://docs.aws.amazon.com/appsync/latest/devguide/aws-appsync-real-time-data.html
describe('the arguments of a subscription', () => {
  it.each([
    ['is omitted', 'onOrder', ['1', '2', '3']],
    ['has a value', 'onOrder(status: "PAID")', ['1']],
    ['is null', 'onOrder(status: null)', ['3']],
  ])('when one %s, then it takes the payloads with that value', async (_what, field, ids) => {
    await subscribed('s', `subscription { ${field} { id } }`);
    await update('id status', 'id: "1", status: "PAID"');
    await update('id status', 'id: "2", status: "PENDING"');
    await update('id status', 'id: "3"');
    await client.settled();
    expect(dataOf('s')).toEqual(ids.map((id) => ({ data: { onOrder: { id } } })));
  });
});

// https://docs.aws.amazon.com/appsync/latest/devguide/aws-appsync-real-time-enhanced-filtering.html
describe('an enhanced filter', () => {
  it('when it is set, then only payloads that pass it are received', async () => {
    await subscribed('s', 'subscription { onLargeOrder { id } }');
    await update('id status total', 'id: "1", status: "PAID", total: 100');
    await update('id status total', 'id: "2", status: "PAID", total: 99');
    await update('id status total', 'id: "3", status: "FAILED", total: 200');
    await client.settled();
    expect(dataOf('s')).toEqual([{ data: { onLargeOrder: { id: '1' } } }]);
  });

  // https://docs.aws.amazon.com/appsync/latest/devguide/aws-appsync-real-time-invalidation.html
  it('when a mutation invalidates it, then the subscription ends', async () => {
    await subscribed('s', 'subscription { onLargeOrder { id } }');
    await api.call('mutation { removeRestaurant(restaurant: "Other") }');
    await client.settled();
    expect(client.messages).not.toContainEqual({ id: 's', type: 'complete' });
    await api.call('mutation { removeRestaurant(restaurant: "Dominos") }');
    await client.received({ id: 's', type: 'complete' });
  });
});
