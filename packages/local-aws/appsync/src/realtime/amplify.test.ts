import { Amplify } from 'aws-amplify';
import { generateClient } from 'aws-amplify/api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type GraphqlStand, startGraphqlStand } from '../testing/graphql-stand.ts';

const SCHEMA = `
type Query { order(id: ID!): Order }
type Mutation { updateOrder(id: ID!, status: String): Order }
type Order { id: ID! status: String }
type Subscription { onOrder(id: ID): Order @aws_subscribe(mutations: ["updateOrder"]) }
`;
const ECHO = 'export const request = (ctx) => ({ payload: ctx.args }); export const response = (ctx) => ctx.result;';

let stand: GraphqlStand;
beforeEach(async () => {
  stand = await startGraphqlStand();
});
afterEach(() => stand.stop());

describe('the client of Amplify', () => {
  it('when it queries, mutates and subscribes, then it receives data', async () => {
    const api = await stand.deployApi({
      schema: SCHEMA,
      resolvers: { 'Query.order': { code: ECHO }, 'Mutation.updateOrder': { code: ECHO } },
    });
    // In capitals, Amplify does not replace the scheme by wss, and a WebSocket takes http as ws.
    const endpoint = api.url.replace(/^http:/, 'HTTP:');
    Amplify.configure({ API: { GraphQL: { endpoint, region: 'eu-west-1', defaultAuthMode: 'apiKey', apiKey: api.key } } });
    const client = generateClient();
    expect(await client.graphql({ query: 'query ($id: ID!) { order(id: $id) { id } }', variables: { id: '7' } })).toMatchObject({
      data: { order: { id: '7' } },
    });
    const received: unknown[] = [];
    const subscription = client.graphql({ query: 'subscription ($id: ID) { onOrder(id: $id) { id status } }', variables: { id: '1' } });
    if (!('subscribe' in subscription)) throw new Error('A subscription is an observable.');
    const running = subscription.subscribe({ next: ({ data }) => received.push(data), error: (error) => received.push(error) });
    await expect.poll(() => stand.appsync.subscriptions()).toEqual(['onOrder']);
    for (const id of ['2', '1'])
      await client.graphql({ query: 'mutation ($id: ID!) { updateOrder(id: $id, status: "PAID") { id status } }', variables: { id } });
    await expect.poll(() => received).toEqual([{ onOrder: { id: '1', status: 'PAID' } }]);
    running.unsubscribe();
    await expect.poll(() => stand.appsync.subscriptions()).toEqual([]);
  });
});
