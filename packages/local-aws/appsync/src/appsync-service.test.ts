import { request as httpRequest } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { REQUEST_BYTES_MAX } from './graphql-request.ts';
import { type DeployedTestApi, type GraphqlStand, startGraphqlStand } from './testing/graphql-stand.ts';

const SCHEMA = 'type Query { hello: String  deep: Deep  items: [Deep] } type Deep { deep: Deep  name: String }';
const HELLO = "export const request = () => ({ payload: 'hi' }); export const response = (ctx) => ctx.result;";

let stand: GraphqlStand;
let api: DeployedTestApi;
beforeEach(async () => {
  stand = await startGraphqlStand();
  api = await stand.deployApi({ schema: SCHEMA, resolvers: { 'Query.hello': { code: HELLO } } });
});
afterEach(async () => {
  await stand.stop();
  expect(stand.errors).toEqual([]);
});

/** Without the rules of `fetch` about headers. */
const send = (method: string, headers: Readonly<Record<string, string>>, body = '', url = api.url) => {
  const { promise, resolve, reject } = Promise.withResolvers<{
    status: number | undefined;
    headers: NodeJS.Dict<string | string[]>;
    body: string;
  }>();
  const outgoing = httpRequest(url, { method, headers }, (incoming) => {
    let text = '';
    incoming.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
    });
    incoming.on('end', () => resolve({ status: incoming.statusCode, headers: incoming.headers, body: text }));
  });
  outgoing.on('error', reject).end(body);
  return promise;
};
const QUERY = '{"query":"{ hello }"}';

// https://github.com/graphql/graphql-over-http/issues/81: the answers of AppSync, listed by its team
describe('a malformed request', () => {
  it.each([
    ['', 'Request body is empty.'],
    ['meow', 'Unable to parse GraphQL query.'],
    ['{}', 'Unable to parse GraphQL query.'],
    ['{}}', 'Unable to parse GraphQL query.'],
    ['[]', 'Unable to parse GraphQL query.'],
    ['{"query":"{ hello "}', 'Unable to parse GraphQL query.'],
    ['{"query":"{ hello }","variables":[]}', 'Unable to parse GraphQL query.'],
    [`{"query":"{ hello }","variables":{"a":${'['.repeat(300)}${']'.repeat(300)}}}`, 'Unable to parse GraphQL query.'],
  ])('when the body is %s, then 400', async (body, message) => {
    const answer = await api.post(body);
    expect([answer.status, await answer.json()]).toEqual([400, { errors: [{ errorType: 'MalformedHttpRequestException', message }] }]);
  });

  it('when a request by GET has no query, then 400', async () => {
    expect((await fetch(api.url, { headers: { 'x-api-key': api.key } })).status).toBe(400);
  });

  it('when the body is too large, then 413', async () => {
    expect((await api.post(`{"query":"{ hello }","x":"${'x'.repeat(REQUEST_BYTES_MAX)}"}`)).status).toBe(413);
  });

  it('when the API does not exist, then 404', async () => {
    const answer = await send('POST', { 'x-api-key': api.key }, QUERY, api.url.replace(api.id, 'none'));
    expect([answer.status, JSON.parse(answer.body)]).toMatchObject([404, { errors: [{ errorType: 'NotFoundException' }] }]);
  });
});

describe('the addresses of an API', () => {
  it.each([
    ['the region of localhost', (id: string, port: string) => `${id}.appsync-api.eu-west-1.localhost:${port}`],
    ['its name on AWS', (id: string) => `${id}.appsync-api.eu-west-1.amazonaws.com`],
  ])('when the host is %s, then the API answers', async (_what, hostOf) => {
    const { origin, port } = new URL(api.url);
    const answer = await send('POST', { host: hostOf(api.id, port), 'x-api-key': api.key }, QUERY, `${origin}/graphql`);
    expect([answer.status, JSON.parse(answer.body)]).toEqual([200, { data: { hello: 'hi' } }]);
  });
});

describe('a request by GET', () => {
  it('when its query has the parts of a request, then the answer is that of a POST', async () => {
    const parts = { query: 'query q($s: Boolean!) { hello @skip(if: $s) }', variables: '{"s":false}', operationName: 'q' };
    const answer = await fetch(`${api.url}?${new URLSearchParams(parts)}`, { headers: { 'x-api-key': api.key } });
    expect([answer.status, await answer.json()]).toEqual([200, { data: { hello: 'hi' } }]);
  });
});

describe('a request that copies too much', () => {
  it('when thousands of resolvers receive a large variable, then the rest are errors', async () => {
    const large = await stand.deployApi({
      schema: 'type Query { hello(x: String): String }',
      resolvers: { 'Query.hello': { code: HELLO } },
    });
    const query = `query ($x: String) { ${Array.from({ length: 1_500 }, (_, at) => `a${at}: hello(x: $x)`).join(' ')} }`;
    const { data, errors = [] } = await large.call(query, { x: 'x'.repeat(400_000) });
    expect(Object.keys(data as object)).toHaveLength(1_500);
    expect(errors.length).toBeGreaterThan(1_000);
    expect(errors[0]).toMatchObject({ errorType: 'LimitExceededException' });
  });
});

describe('pages in a browser', () => {
  const port = () => new URL(api.url).port;

  it.each([
    ['http://console.localhost', 200],
    ['http://127.0.0.1', 200],
    ['http://localhost', 200],
  ])('when a page of %s calls, which the endpoint served, then it may', async (origin, status) => {
    const headers = { origin: `${origin}:${port()}`, 'sec-fetch-site': 'cross-site', 'x-api-key': api.key };
    const answer = await send('POST', headers, QUERY);
    expect([answer.status, answer.headers['access-control-allow-origin']]).toEqual([status, '*']);
  });

  it.each(['https://evil.example', 'http://localhost:1', 'http://127.0.0.1.evil.example', 'null'])(
    'when a page of %s calls, then 403',
    async (origin) => {
      const answer = await send('POST', { origin, 'x-api-key': api.key }, QUERY);
      expect([answer.status, answer.headers['access-control-allow-origin']]).toEqual([403, undefined]);
    },
  );

  it('when a browser asks first, then the headers that it names are allowed', async () => {
    const headers = {
      origin: `http://console.localhost:${port()}`,
      'access-control-request-headers': 'x-api-key,content-type',
      'access-control-request-method': 'POST',
    };
    const answer = await send('OPTIONS', headers);
    expect([answer.status, answer.headers]).toMatchObject([
      200,
      {
        'access-control-allow-origin': '*',
        'access-control-allow-headers': 'x-api-key,content-type',
        'access-control-allow-methods': 'POST, OPTIONS',
      },
    ]);
  });
});

// https://docs.aws.amazon.com/appsync/latest/devguide/configuration-limits.html
describe('the limits of an API', () => {
  const nested = (levels: number): string => `{ ${'deep { '.repeat(levels - 1)}name${' }'.repeat(levels)}`;

  it('when a query is deeper than the API allows, then it does not run', async () => {
    const limited = await stand.deployApi({ schema: SCHEMA, api: { query_depth_limit: 5 } });
    expect(await limited.call(nested(5))).toEqual({ data: { deep: null } });
    expect(await limited.call(nested(6))).toEqual({
      data: null,
      errors: [{ path: null, locations: null, message: expect.stringContaining('6 levels') }],
    });
  });

  it('when more resolvers run than the API allows, then the rest are errors', async () => {
    const limited = await stand.deployApi({
      schema: SCHEMA,
      api: { resolver_count_limit: 2 },
      resolvers: { 'Query.hello': { code: HELLO } },
    });
    const { data, errors } = await limited.call('{ a: hello b: hello c: hello }');
    expect(data).toEqual({ a: 'hi', b: 'hi', c: null });
    expect(errors).toMatchObject([{ path: ['c'], errorType: 'ResolverCountLimit' }]);
  });

  it('when introspection is off, then the schema is hidden', async () => {
    expect(await api.call('{ __schema { queryType { name } } }')).toEqual({ data: { __schema: { queryType: { name: 'Query' } } } });
    const hidden = await stand.deployApi({ schema: SCHEMA, api: { introspection_config: 'DISABLED' } });
    expect(await hidden.call('{ __schema { queryType { name } } }')).toMatchObject({
      data: null,
      errors: [{ message: expect.stringContaining('__schema') }, {}],
    });
    expect(await hidden.call('{ __typename }')).toEqual({ data: { __typename: 'Query' } });
  });
});

describe('response headers', () => {
  it('when a resolver adds one, then the response has it', async () => {
    const code = `import { util } from '@aws-appsync/utils'; ${HELLO.replace('=> ctx.result', "=> { util.http.addResponseHeader('x-note', { a: 1 }); return ctx.result; }")}`;
    const noted = await stand.deployApi({ schema: SCHEMA, resolvers: { 'Query.hello': { code } } });
    expect((await noted.post(QUERY)).headers.get('x-note')).toBe('{"a":1}');
  });
});
