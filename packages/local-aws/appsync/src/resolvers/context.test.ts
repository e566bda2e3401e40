import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type GraphqlStand, startGraphqlStand } from '../testing/graphql-stand.ts';

let stand: GraphqlStand;
beforeEach(async () => {
  stand = await startGraphqlStand();
});
afterEach(async () => {
  await stand.stop();
  expect(stand.errors).toEqual([]);
});

const SCHEMA = `
type Query { order(id: ID, note: String): Order }
type Order { id: ID  seen: AWSJSON  customer: Customer }
type Customer { name: String  seen(a: Int = 3): AWSJSON  address: Address }
type Address { city: String }
`;
const SEEN = 'export const request = (ctx) => ({ payload: ctx }); export const response = (ctx) => ctx.result;';
const ORDER =
  "export const request = (ctx) => ({ payload: { id: '1', seen: ctx, customer: { name: 'Ada' } } }); export const response = (ctx) => ctx.result;";

const seenBy = async (query: string, variables: object = {}, path: readonly string[] = ['order', 'seen']) => {
  const api = await stand.deployApi({ schema: SCHEMA, resolvers: { 'Query.order': { code: ORDER }, 'Customer.seen': { code: SEEN } } });
  const { data } = await api.call(query, { ...variables });
  const text = path.reduce<unknown>((value, name) => (value as Readonly<Record<string, unknown>>)[name], data);
  return JSON.parse(String(text)) as Readonly<Record<string, unknown>>;
};

// https://docs.aws.amazon.com/appsync/latest/devguide/resolver-context-reference-js.html
describe('the context of a resolver', () => {
  it('when a field is resolved, then its arguments, identity, request and info are there', async () => {
    const ctx = await seenBy('query ($id: ID) { order(id: $id) { seen } }', { id: '7' });
    expect(ctx).toMatchObject({
      ...{
        arguments: { id: '7' },
        args: { id: '7' },
        identity: null,
        source: null,
        stash: {},
        prev: { result: null },
        env: {},
        outErrors: [],
      },
      info: {
        fieldName: 'order',
        parentTypeName: 'Query',
        variables: { id: '7' },
        selectionSetList: ['seen'],
        selectionSetGraphQL: '{\n  seen\n}',
      },
      request: { headers: { 'content-type': 'application/json' }, domainName: expect.stringContaining('127.0.0.1') },
    });
  });

  it('when a nested field is resolved, then its source is the value of its parent, and defaults are arguments', async () => {
    const ctx = await seenBy('{ order { customer { seen } } }', {}, ['order', 'customer', 'seen']);
    expect(ctx).toMatchObject({ source: { name: 'Ada' }, arguments: { a: 3 }, info: { parentTypeName: 'Customer', fieldName: 'seen' } });
  });

  it('when fields have aliases and fragments, then the list of selections has aliases and paths', async () => {
    const query = '{ order { seen ...f customer { called: name ... on Customer { address { city } } } } } fragment f on Order { key: id }';
    expect((await seenBy(query))['info']).toMatchObject({
      selectionSetList: ['seen', 'key', 'customer', 'customer/called', 'customer/address', 'customer/address/city'],
    });
  });

  // https://github.com/aws/aws-appsync-community/issues/348
  it('when a variable has no value, then its argument is null, and an argument that is not given is missing', async () => {
    expect((await seenBy('query ($id: ID) { order(id: $id) { seen } }'))['arguments']).toEqual({ id: null });
  });
});

// https://docs.aws.amazon.com/appsync/latest/devguide/security-authz.html#amazon-cognito-user-pools-authorization
describe('an API with a user pool alone', () => {
  const claims = { iss: 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_pool', sub: 's', 'cognito:groups': ['staff'] };
  const token = ['{}', JSON.stringify(claims), 'x'].map((part) => Buffer.from(part).toString('base64url')).join('.');
  const schema = `type Query { open: String  staff: String @aws_auth(cognito_groups: ["staff"])  admin: String @aws_auth(cognito_groups: ["admins"]) }`;
  const hi = "export const request = () => ({ payload: 'hi' }); export const response = (ctx) => ctx.result;";
  const resolvers = Object.fromEntries(['open', 'staff', 'admin'].map((name) => [`Query.${name}`, { code: hi }]));

  it.each([
    ['ALLOW', { open: 'hi', staff: 'hi', admin: null }],
    ['DENY', { open: null, staff: 'hi', admin: null }],
  ])('when its default action is %s, then fields without @aws_auth follow it', async (default_action, data) => {
    await stand.stop();
    stand = await startGraphqlStand({ userPools: { verify: async () => ({ kind: 'valid', claims }) } });
    const user_pool_config = { user_pool_id: 'eu-west-1_pool', default_action };
    const api = await stand.deployApi({ schema, resolvers, api: { authentication_type: 'AMAZON_COGNITO_USER_POOLS', user_pool_config } });
    const answer = await api.call('{ open staff admin }', {}, { authorization: token });
    expect(answer.data).toEqual(data);
    expect(answer.errors).toHaveLength(Object.values(data).filter((value) => value === null).length);
  });

  it('when no service provides user pools, then the error says so', async () => {
    const user_pool_config = { user_pool_id: 'eu-west-1_pool', default_action: 'ALLOW' };
    const api = await stand.deployApi({ schema, resolvers, api: { authentication_type: 'AMAZON_COGNITO_USER_POOLS', user_pool_config } });
    const answer = await api.post('{"query":"{ open }"}', { authorization: token });
    expect([answer.status, await answer.json()]).toMatchObject([
      503,
      { errors: [{ errorType: 'ServiceUnavailable', message: expect.stringContaining('without user pools') }] },
    ]);
  });
});
