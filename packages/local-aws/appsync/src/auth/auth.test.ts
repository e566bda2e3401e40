import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { signRequest } from '@plumbline/local-aws-kernel';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type DeployedTestApi, type GraphqlStand, startGraphqlStand } from '../testing/graphql-stand.ts';
import { openRealtimeClient } from '../testing/realtime-client.ts';

const SCHEMA = `
type Query {
  open: String
  keyed: String @aws_api_key
  iam: String @aws_iam
  user: String @aws_cognito_user_pools
  staff: String @aws_cognito_user_pools(cognito_groups: ["staff"])
  oidc: String @aws_oidc
  lambda: String @aws_lambda
  either: String @aws_api_key @aws_iam
  secret: Secret @aws_api_key @aws_iam
}
type Secret @aws_iam { name: String  shared: String @aws_api_key @aws_iam }
type Mutation { touch: String @aws_lambda }
type Subscription { onTouch: String @aws_subscribe(mutations: ["touch"]) @aws_lambda  onDenied: String @aws_lambda }
`;
const WHO = `
import { util } from '@aws-appsync/utils';
export const request = (ctx) => ({ payload: util.authType() + ' ' + JSON.stringify(ctx.identity) });
export const response = (ctx) => ctx.result;`;
const SECRET = `export const request = () => ({ payload: { name: 'n', shared: 's' } }); export const response = (ctx) => ctx.result;`;
const AUTHORIZER = `export const handler = ({ authorizationToken, requestContext }) => {
  if (authorizationToken === 'throws') throw new Error('no');
  return {
    isAuthorized: authorizationToken !== 'refused',
    resolverContext: { user: 'u', query: requestContext.queryString, calls: String(globalThis.calls = (globalThis.calls ?? 0) + 1) },
    deniedFields: authorizationToken === 'limited' ? ['Query.lambda', 'Subscription.onDenied'] : [],
    ttlOverride: authorizationToken === 'kept' ? 60 : 0,
  };
};`;

let stand: GraphqlStand;
let api: DeployedTestApi;
let issuer: Server;
let issuerUrl: string;
let keys: Awaited<ReturnType<typeof generateKeyPair>>;

beforeEach(async () => {
  keys = await generateKeyPair('RS256');
  const jwk = { ...(await exportJWK(keys.publicKey)), kid: 'k', alg: 'RS256' };
  issuer = createServer((request, response) => {
    const jwks = { keys: [jwk] };
    response.end(JSON.stringify(request.url === '/keys' ? jwks : { jwks_uri: `${issuerUrl}/keys` }));
  });
  await new Promise<void>((resolve) => issuer.listen(0, '127.0.0.1', resolve));
  issuerUrl = `http://127.0.0.1:${(issuer.address() as AddressInfo).port}`;
  stand = await startGraphqlStand({ userPools: { verify: async (pool, token) => verifyFake(pool, token) } });
  const authorizer = await stand.putFunction('authorizer', AUTHORIZER);
  api = await stand.deployApi({
    schema: SCHEMA,
    api: {
      additional_authentication_provider: [
        { authentication_type: 'AWS_IAM' },
        {
          authentication_type: 'AMAZON_COGNITO_USER_POOLS',
          user_pool_config: { user_pool_id: 'eu-west-1_pool', app_id_client_regex: '^web$' },
        },
        { authentication_type: 'OPENID_CONNECT', openid_connect_config: { issuer: issuerUrl, client_id: 'shop', iat_ttl: 3_600_000 } },
        {
          authentication_type: 'AWS_LAMBDA',
          lambda_authorizer_config: { authorizer_uri: authorizer, authorizer_result_ttl_in_seconds: 0 },
        },
      ],
    },
    resolvers: {
      ...Object.fromEntries(
        ['open', 'keyed', 'iam', 'user', 'staff', 'oidc', 'lambda', 'either'].map((name) => [`Query.${name}`, { code: WHO }]),
      ),
      'Query.secret': { code: SECRET },
    },
    resources: {
      aws_lambda_permission: { api: { function_name: 'authorizer', action: 'lambda:InvokeFunction', principal: 'appsync.amazonaws.com' } },
    },
  });
});
afterEach(async () => {
  issuer.close();
  await stand.stop();
  expect(stand.errors).toEqual([]);
});

/** Tokens of the fake pool: `eyJ...` with a user and its groups; the real ones come from Cognito. */
const poolToken = (claims: object): string =>
  ['{}', JSON.stringify({ iss: 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_pool', aud: 'web', sub: 's', ...claims }), 'x']
    .map((part) => Buffer.from(part).toString('base64url'))
    .join('.');
const verifyFake = (pool: string, token: string) => {
  const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>;
  if (claims['expired'] === true) return { kind: 'invalid', reason: 'the token has expired' } as const;
  return pool === 'eu-west-1_pool' ? ({ kind: 'valid', claims } as const) : ({ kind: 'invalid', reason: 'unknown pool' } as const);
};
const oidcToken = (claims: object, issuedAtMs = stand.clock.now()): Promise<string> =>
  new SignJWT({ azp: 'shop', ...claims })
    .setProtectedHeader({ alg: 'RS256', kid: 'k' })
    .setIssuer(issuerUrl)
    .setSubject('sub')
    .setIssuedAt(Math.floor(issuedAtMs / 1_000))
    .setExpirationTime(Math.floor(stand.clock.now() / 1_000) + 7_200)
    .sign(keys.privateKey);
const signed = (body: string, credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string }) =>
  signRequest({ ...credentials, method: 'POST', url: api.url, service: 'appsync', body });
const asOperator = (query: string) =>
  api.call(query, {}, signed(JSON.stringify({ query, variables: {} }), { accessKeyId: 'test', secretAccessKey: 'test' }));
const unauthorized = (field: string, type = 'Query') => ({
  path: expect.arrayContaining([field]),
  data: null,
  errorType: 'Unauthorized',
  errorInfo: null,
  locations: [expect.objectContaining({ sourceName: null })],
  message: `Not Authorized to access ${field} on type ${type}`,
});

// https://docs.aws.amazon.com/appsync/latest/devguide/security-authz.html
describe('the modes of authorization', () => {
  it.each([
    ['open', 'API Key Authorization null'],
    ['keyed', 'API Key Authorization null'],
    ['either', 'API Key Authorization null'],
  ])('when a key calls %s, then it may', async (field, text) => {
    expect(await api.call(`{ ${field} }`)).toEqual({ data: { [field]: text } });
  });

  it.each(['iam', 'user', 'staff', 'oidc', 'lambda'])(
    'when a key calls %s, which is for another mode, then it is unauthorized',
    async (field) => {
      expect(await api.call(`{ ${field} }`)).toEqual({ data: { [field]: null }, errors: [unauthorized(field)] });
    },
  );

  it('when a type has directives, then its fields have them, unless they have their own', async () => {
    expect(await api.call('{ secret { shared name } }')).toEqual({
      data: { secret: { shared: 's', name: null } },
      errors: [unauthorized('name', 'Secret')],
    });
    expect(await asOperator('{ secret { shared name } }')).toEqual({ data: { secret: { shared: 's', name: 'n' } } });
  });

  it('when a request is signed, then its identity is that of IAM', async () => {
    const { data } = await asOperator('{ iam }');
    const [, text = ''] = /^IAM Authorization (.*)$/.exec((data as { readonly iam: string }).iam) ?? [];
    expect(JSON.parse(text)).toEqual({
      ...{ accountId: '000000000000', userArn: 'arn:aws:iam::000000000000:user/operator', username: 'operator', sourceIp: ['127.0.0.1'] },
      ...{ cognitoIdentityPoolId: null, cognitoIdentityId: null, cognitoIdentityAuthType: null, cognitoIdentityAuthProvider: null },
    });
  });

  it("when a role signs, then its policy decides about the operation's fields", async () => {
    const arn = `arn:aws:appsync:eu-west-1:000000000000:apis/${api.id}/types/Query/fields/iam`;
    const role = stand.putRole('caller', { Effect: 'Allow', Action: 'appsync:GraphQL', Resource: arn });
    const { credentials } = stand.iam.assumeRole(role, 'f');
    const query = '{ iam either }';
    const answer = await api.call(query, {}, signed(JSON.stringify({ query, variables: {} }), credentials));
    expect(answer).toMatchObject({ data: { either: null }, errors: [unauthorized('either')] });
    expect((answer.data as { readonly iam: string }).iam).toContain('"username":"caller/f"');
  });

  it('when a signature is wrong, then the request is refused', async () => {
    const headers = signed('another body', { accessKeyId: 'test', secretAccessKey: 'test' });
    const answer = await api.post('{"query":"{ iam }"}', headers);
    expect([answer.status, await answer.json()]).toMatchObject([403, { errors: [{ errorType: 'InvalidSignatureException' }] }]);
  });

  it('when a user has a token, then the identity has the claims, and groups decide', async () => {
    const token = poolToken({ 'cognito:username': 'ada', 'cognito:groups': ['staff'] });
    const { data } = await api.call('{ user staff }', {}, { authorization: token });
    expect((data as { readonly staff: string }).staff).toContain('User Pool Authorization {"sub":"s"');
    expect(JSON.parse((data as { readonly user: string }).user.slice('User Pool Authorization '.length))).toMatchObject({
      ...{ sub: 's', username: 'ada', groups: ['staff'], sourceIp: ['127.0.0.1'], defaultAuthStrategy: 'ALLOW' },
      ...{ issuer: 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_pool', claims: { 'cognito:username': 'ada' } },
    });
    expect(await api.call('{ staff }', {}, { authorization: poolToken({ 'cognito:groups': ['guests'] }) })).toEqual({
      data: { staff: null },
      errors: [unauthorized('staff')],
    });
  });

  it.each([
    ['has expired', { expired: true }, 'Token has expired.'],
    ['is for another client', { aud: 'other' }, 'You are not authorized to make this call.'],
  ])('when the token of a user %s, then 401', async (_what, claims, message) => {
    const answer = await api.post('{"query":"{ user }"}', { authorization: poolToken(claims) });
    expect([answer.status, await answer.json()]).toEqual([401, { errors: [{ errorType: 'UnauthorizedException', message }] }]);
  });

  it('when a token comes from an OpenID Connect issuer, then the identity has its claims', async () => {
    const { data } = await api.call('{ oidc }', {}, { authorization: await oidcToken({ plan: 'gold' }) });
    expect((data as { readonly oidc: string }).oidc).toMatch(/^Open ID Connect Authorization .*"sub":"sub".*"plan":"gold"/);
  });

  it.each([
    ['is for another client', { azp: 'other' }, 0, 'You are not authorized to make this call.'],
    ['is older than the API allows', {}, 3_600_001, 'Token has expired.'],
  ])('when such a token %s, then 401', async (_what, claims, ageMs, message) => {
    const answer = await api.post('{"query":"{ oidc }"}', { authorization: await oidcToken(claims, stand.clock.now() - ageMs) });
    expect([answer.status, await answer.json()]).toEqual([401, { errors: [{ errorType: 'UnauthorizedException', message }] }]);
  });
});

// https://repost.aws/knowledge-center/aws-appsync-graphql-request-unauth-error
it('when a token begins with Bearer, then it is not for its issuer, but for the function', async () => {
  const answer = await api.call('{ user }', {}, { authorization: `Bearer ${poolToken({})}` });
  expect(answer).toEqual({ data: { user: null }, errors: [unauthorized('user')] });
});

// https://docs.aws.amazon.com/appsync/latest/devguide/security-authz.html#aws-lambda-authorization
describe('a function that authorizes', () => {
  const call = (token: string) => api.call('{ lambda }', {}, { authorization: token });

  it('when it allows a token, then the resolver has its context', async () => {
    expect(await call('fine')).toEqual({
      data: { lambda: 'Lambda Authorization {"resolverContext":{"user":"u","query":"{ lambda }","calls":"1"}}' },
    });
  });

  it('when it denies a field, then only that field is unauthorized', async () => {
    expect(await call('limited')).toEqual({ data: { lambda: null }, errors: [unauthorized('lambda')] });
  });

  it.each(['refused', 'throws'])('when it has %s, then 401', async (token) => {
    const answer = await api.post('{"query":"{ lambda }"}', { authorization: token });
    expect([answer.status, await answer.json()]).toEqual([
      401,
      { errors: [{ errorType: 'UnauthorizedException', message: 'You are not authorized to make this call.' }] },
    ]);
  });

  it('when it gives a time to live, then it is not asked again within it', async () => {
    const calls = async () => /"calls":"(\d+)"/.exec(JSON.stringify(await call('kept')).replaceAll('\\', ''))?.[1];
    expect([await calls(), await calls()]).toEqual(['1', '1']);
    await stand.clock.advance({ seconds: 60 });
    expect(await calls()).toBe('2');
  });

  it('when it denies a subscription, then the subscription is an error', async () => {
    const client = await openRealtimeClient(api.url, { host: new URL(api.url).host, Authorization: 'limited' });
    client.start('s', 'subscription { onDenied }');
    await client.received({
      ...{ id: 's', type: 'error' },
      payload: { errors: [{ errorType: 'Unauthorized', message: 'Not Authorized to access onDenied on type Subscription' }] },
    });
    client.start('t', 'subscription { onTouch }');
    await client.received({ id: 't', type: 'start_ack' });
    client.close();
  });
});

describe('an API key', () => {
  it('when it expires, then it is refused', async () => {
    await stand.clock.advance({ hours: 7 * 24 });
    const answer = await api.post('{"query":"{ open }"}');
    expect([answer.status, await answer.json()]).toEqual([
      401,
      { errors: [{ errorType: 'UnauthorizedException', message: 'You are not authorized to make this call.' }] },
    ]);
  });
});
