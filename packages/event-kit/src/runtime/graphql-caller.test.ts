import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { graphqlCaller } from './graphql-caller.ts';

const API = { name: 'menu-api', environmentVariable: 'MENU_API_URL' };
const QUERY = 'mutation Cooked($id: ID!) { dishCooked(id: $id) { id } }';

let server: Server;
let answer: { status: number; body: string };
let received: { headers: IncomingMessage['headers']; body: string } | undefined;

beforeEach(async () => {
  received = undefined;
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      received = { headers: request.headers, body };
      response.writeHead(answer.status).end(answer.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  vi.stubEnv(API.environmentVariable, `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`);
  vi.stubEnv('AWS_REGION', 'eu-west-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIAEXAMPLE');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
  vi.stubEnv('AWS_SESSION_TOKEN', 'token');
});
afterEach(() => {
  vi.unstubAllEnvs();
  server.close();
});

const failing = (errorType: string | undefined) => JSON.stringify({ data: null, errors: [{ message: 'no', errorType }] });

describe('a call of a GraphQL API', () => {
  it('when the API answers with data, then it is returned; the request is signed for AppSync with the role’s session', async () => {
    answer = { status: 200, body: '{"data":{"dishCooked":{"id":"1"}}}' };
    expect(await graphqlCaller(API)(QUERY, { id: '1' })).toEqual({ dishCooked: { id: '1' } });
    expect(JSON.parse(received?.body ?? '')).toEqual({ query: QUERY, variables: { id: '1' } });
    expect(received?.headers.authorization).toMatch(/^AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE\/\d{8}\/eu-west-1\/appsync\/aws4_request/);
    expect(received?.headers['x-amz-security-token']).toBe('token');
  });

  it.each([
    ['a resolver fails for a while', 200, failing('DynamoDB:ThrottlingException'), true],
    ['an error has no type', 200, failing(undefined), true],
    ['the operation is invalid', 200, failing('ValidationError'), false],
    ['the role may not call the field', 200, failing('Unauthorized'), false],
    ['the signature is refused', 401, failing('UnauthorizedException'), false],
    ['the request is refused', 400, failing('BadRequestException'), false],
    ['a proxy answers instead', 502, '<html>Bad gateway</html>', true],
    ['there is no data', 200, '{"data":null}', true],
    ['the answer is not JSON', 200, 'OK', true],
  ])('when %s, then the error says whether a retry can help', async (_, status, body, retryable) => {
    answer = { status, body };
    await expect(graphqlCaller(API)(QUERY, {})).rejects.toMatchObject({
      code: 'CALL_FAILED',
      retryable,
      message: expect.stringContaining(`The GraphQL API menu-api answered ${status}: `),
    });
  });

  it('when nothing listens, then a retry can help', async () => {
    await new Promise((resolve) => server.close(resolve));
    await expect(graphqlCaller(API)(QUERY, {})).rejects.toMatchObject({
      code: 'CALL_FAILED',
      retryable: true,
      message: expect.stringContaining("The GraphQL API menu-api can't be reached: connect ECONNREFUSED"),
    });
  });

  it('when infra did not give the URL, then the error names the variable', () => {
    vi.stubEnv(API.environmentVariable, '');
    expect(() => graphqlCaller(API)).toThrow('the environment variable MENU_API_URL is not set');
  });
});
