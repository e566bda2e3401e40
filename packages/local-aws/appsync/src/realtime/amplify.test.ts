import { Amplify } from 'aws-amplify';
import { generateClient } from 'aws-amplify/api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type DeployedTestApi, type GraphqlStand, startGraphqlStand } from '../testing/graphql-stand.ts';

const MODES = '@aws_api_key @aws_iam @aws_lambda';
const SCHEMA = `
type Query { order(id: ID!): Order ${MODES} }
type Mutation { updateOrder(id: ID!, status: String): Order ${MODES} }
type Order ${MODES} { id: ID! status: String }
type Subscription { onOrder(id: ID): Order @aws_subscribe(mutations: ["updateOrder"]) ${MODES} }
`;
const ECHO = 'export const request = (ctx) => ({ payload: ctx.args }); export const response = (ctx) => ctx.result;';

let stand: GraphqlStand;
let api: DeployedTestApi;
beforeEach(async () => {
  stand = await startGraphqlStand();
  const authorizer_uri = await stand.putFunction(
    'authorizer',
    "export const handler = (e) => ({ isAuthorized: e.authorizationToken === 'token' });",
  );
  api = await stand.deployApi({
    schema: SCHEMA,
    api: {
      additional_authentication_provider: [
        { authentication_type: 'AWS_IAM' },
        { authentication_type: 'AWS_LAMBDA', lambda_authorizer_config: { authorizer_uri } },
      ],
    },
    resolvers: { 'Query.order': { code: ECHO }, 'Mutation.updateOrder': { code: ECHO } },
    resources: {
      aws_lambda_permission: { api: { function_name: 'authorizer', action: 'lambda:InvokeFunction', principal: 'appsync.amazonaws.com' } },
    },
  });
});
afterEach(async () => {
  await stand.stop();
  expect(stand.errors).toEqual([]);
});

describe('the client of Amplify', () => {
  it.each([
    ['apiKey', {}],
    ['iam', {}],
    ['lambda', { authToken: 'token' }],
  ] as const)('when it uses the mode %s, then it queries, mutates and subscribes unchanged', async (authMode, more) => {
    // In capitals, Amplify does not replace the scheme by wss, and a WebSocket takes http as ws.
    const endpoint = api.url.replace(/^http:/, 'HTTP:');
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
    Amplify.configure(
      { API: { GraphQL: { endpoint, region: 'eu-west-1', defaultAuthMode: authMode, apiKey: api.key } } },
      {
        Auth: {
          credentialsProvider: {
            getCredentialsAndIdentityId: async () => ({ credentials }),
            clearCredentialsAndIdentityId: () => undefined,
          },
        },
      },
    );
    const client = generateClient();
    const query = 'query ($id: ID!) { order(id: $id) { id } }';
    expect(await client.graphql({ query, variables: { id: '7' }, ...more })).toMatchObject({ data: { order: { id: '7' } } });
    const received: unknown[] = [];
    const subscription = client.graphql({
      query: 'subscription ($id: ID) { onOrder(id: $id) { id status } }',
      variables: { id: '1' },
      ...more,
    });
    if (!('subscribe' in subscription)) throw new Error('A subscription is an observable.');
    const running = subscription.subscribe({ next: ({ data }) => received.push(data), error: (error) => received.push(error) });
    await expect.poll(() => stand.appsync.subscriptions()).toEqual(['onOrder']);
    const mutation = 'mutation ($id: ID!) { updateOrder(id: $id, status: "PAID") { id status } }';
    for (const id of ['2', '1']) await client.graphql({ query: mutation, variables: { id }, ...more });
    await expect.poll(() => received).toEqual([{ onOrder: { id: '1', status: 'PAID' } }]);
    running.unsubscribe();
    await expect.poll(() => stand.appsync.subscriptions()).toEqual([]);
  });
});
