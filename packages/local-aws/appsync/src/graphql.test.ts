import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type GraphqlStand, startGraphqlStand } from './testing/graphql-stand.ts';

let stand: GraphqlStand;
beforeEach(async () => {
  stand = await startGraphqlStand();
});
afterEach(async () => {
  await stand.stop();
  expect(stand.errors).toEqual([]);
});

const SCHEMA = `
type Query { hello(name: String!): String  order(id: ID!): Order  orders: [Order!]! }
type Mutation { postOrder(input: OrderInput!): Order! }
input OrderInput { name: String! quantity: Int! }
type Order { id: ID! name: String! quantity: Int! status: Status! placedAt: AWSDateTime }
enum Status { PENDING PAID }
`;
const TABLE = { aws_dynamodb_table: { orders: { name: 'orders', hash_key: 'id', attribute: [{ name: 'id', type: 'S' }] } } };
const PUT = `
import { util } from '@aws-appsync/utils';
import * as ddb from '@aws-appsync/utils/dynamodb';
export function request(ctx) {
  return ddb.put({ key: { id: util.autoUlid() }, item: { ...ctx.args.input, status: 'PENDING', placedAt: util.time.nowISO8601() }, condition: { id: { attributeExists: false } } });
}
export function response(ctx) {
  if (ctx.error) util.error(ctx.error.message, ctx.error.type, ctx.result);
  return ctx.result;
}`;
const GET = `
import { util } from '@aws-appsync/utils';
import { get } from '@aws-appsync/utils/dynamodb';
export const request = (ctx) => get({ key: { id: ctx.args.id } });
export const response = (ctx) => ctx.result;`;

describe('a unit resolver', () => {
  it('when it has a NONE data source, then the payload is the result', async () => {
    const code = `export const request = (ctx) => ({ payload: 'Hello ' + ctx.args.name }); export const response = (ctx) => ctx.result;`;
    const api = await stand.deployApi({ schema: SCHEMA, resolvers: { 'Query.hello': { code } } });
    expect(await api.call('query ($n: String!) { hello(name: $n) }', { n: 'Ada' })).toEqual({ data: { hello: 'Hello Ada' } });
  });

  it('when it puts an item, then a second one reads it', async () => {
    const table = { type: 'AMAZON_DYNAMODB', dynamodb_config: { table_name: 'orders' } };
    const api = await stand.deployApi({
      ...{ schema: SCHEMA, resources: TABLE, dataSources: { table } },
      resolvers: { 'Mutation.postOrder': { code: PUT, data_source: 'table' }, 'Query.order': { code: GET, data_source: 'table' } },
    });
    const posted = await api.call('mutation { postOrder(input: { name: "Pizza", quantity: 6 }) { id status placedAt } }');
    expect(posted).toEqual({
      data: { postOrder: { id: expect.stringMatching(/^[0-9A-Z]{26}$/), status: 'PENDING', placedAt: '2026-01-01T00:00:00.000Z' } },
    });
    const { id } = (posted.data as { readonly postOrder: { readonly id: string } }).postOrder;
    expect(await api.call('query ($id: ID!) { order(id: $id) { id name quantity } }', { id })).toEqual({
      data: { order: { id, name: 'Pizza', quantity: 6 } },
    });
  });

  it('when it has no code, then the function receives the context of the field', async () => {
    const functionArn = await stand.putFunction(
      'echo',
      'export const handler = (event) => [{ id: "1", name: JSON.stringify(event), quantity: 1, status: "PAID" }];',
    );
    const api = await stand.deployApi({
      schema: SCHEMA,
      dataSources: { echo: { type: 'AWS_LAMBDA', lambda_config: { function_arn: functionArn } } },
      resolvers: { 'Query.orders': { data_source: 'echo' } },
    });
    const answer = await api.call('{ orders { id name status } }');
    expect(answer).toMatchObject({ data: { orders: [{ id: '1', status: 'PAID' }] } });
    const [order] = (answer.data as { readonly orders: readonly { readonly name: string }[] }).orders;
    expect(JSON.parse(order?.name ?? '')).toMatchObject({
      ...{ arguments: {}, identity: null, source: null, prev: null, stash: {} },
      info: { fieldName: 'orders', parentTypeName: 'Query', variables: {}, selectionSetList: ['id', 'name', 'status'] },
      request: { headers: { 'x-api-key': api.key } },
    });
  });
});

describe('a request without valid credentials', () => {
  it.each([
    ['has no credentials', {}, 'Valid authorization header not provided.'],
    ['has an unknown key', { 'x-api-key': 'da2-x' }, 'You are not authorized to make this call.'],
  ])('when it %s, then 401', async (_what, headers, message) => {
    const api = await stand.deployApi({ schema: SCHEMA });
    const answer = await api.post('{"query":"{ hello(name: \\"a\\") }"}', headers);
    expect([answer.status, await answer.json()]).toEqual([401, { errors: [{ errorType: 'UnauthorizedException', message }] }]);
  });
});
