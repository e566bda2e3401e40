import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { virtualClock } from '../clock/virtual-clock.ts';
import { presign, signRequest, type ToSign } from '../endpoint/sign-request.ts';
import type { PolicyDocument } from '../iam/policy-document.ts';
import type { Occurrence } from '../occurrence.ts';
import { startTestStand, type TestStand } from '../test-stand.ts';
import type { RestMethod } from './rest-api.ts';

// Worker threads start slowly on a machine that is busy.
vi.setConfig({ testTimeout: 60_000 });

const API = 'abc123';
const API_ARN = `arn:aws:execute-api:eu-west-1:000000000000:${API}`;
const ECHO = 'export const handler = (event) => ({ statusCode: 200, body: JSON.stringify(event) });';
const OPERATOR = { accessKeyId: 'test', secretAccessKey: 'test' };

let stand: TestStand;
let functionArn: string;

beforeEach(async () => {
  stand = await startTestStand();
  putApi();
});
afterEach(async () => {
  await stand.stop();
  expect(stand.errors).toEqual([]);
});

const putApi = (): void => {
  stand.apiGateway.apis.putApi({ id: API, name: 'orders', rootResourceId: 'root' });
  stand.apiGateway.apis.putStage({
    restApiId: API,
    name: 'dev',
    tracing: true,
    accessLog: {
      group: '/api/orders',
      format: '$context.httpMethod $context.resourcePath $context.status $context.identity.userArn $context.unknown',
    },
  });
};

/** Deploys the function behind `path` (parts separated by `/`), such as `orders/{id}`. */
const deploy = async (source: string, path = 'orders', method: Partial<RestMethod> & { timeoutMs?: number } = {}): Promise<void> => {
  functionArn = await stand.putFunction(`f-${path.replaceAll(/\W+/g, '-')}`, source);
  stand.lambda.addPermission(functionArn, {
    Effect: 'Allow',
    Action: 'lambda:InvokeFunction',
    Principal: { Service: 'apigateway.amazonaws.com' },
    Condition: { ArnLike: { 'aws:SourceArn': `${API_ARN}/*/*` } },
  });
  const { timeoutMs = 29_000, httpMethod = 'POST', authorization = 'AWS_IAM' } = method;
  let resourceId = 'root';
  for (const pathPart of path.split('/').filter((part) => part !== '')) {
    const id = `${resourceId}/${pathPart}`;
    stand.apiGateway.apis.putResource({ id, restApiId: API, parentId: resourceId, pathPart });
    resourceId = id;
  }
  stand.apiGateway.apis.putMethod({ restApiId: API, resourceId, httpMethod, authorization });
  stand.apiGateway.apis.putIntegration({ restApiId: API, resourceId, httpMethod, functionArn, timeoutMs });
};

type Call = Partial<Pick<ToSign, 'method' | 'headers' | 'body' | 'accessKeyId' | 'secretAccessKey' | 'sessionToken'>>;
const urlOf = (path: string): string => `${stand.endpoint.url}/_aws/execute-api/${API}${path}`;
const call = (path = '/dev/orders', { method = 'POST', body, ...more }: Call = {}): Promise<Response> => {
  const signed = signRequest({
    ...OPERATOR,
    ...more,
    method,
    url: urlOf(path),
    service: 'execute-api',
    ...(body !== undefined && { body }),
  });
  return fetch(urlOf(path), { method, headers: signed, ...(body !== undefined && { body }) });
};
const eventOf = async (response: Response): Promise<Record<string, unknown>> => {
  expect(response.status).toBe(200);
  return (await response.json()) as Record<string, unknown>;
};
const messageOf = async (response: Response): Promise<readonly unknown[]> => [
  response.status,
  ((await response.json()) as { message: string }).message,
];
const invocations = (): number => stand.occurrences.filter(({ kind }) => kind === 'invocation').length;

describe('who may call', () => {
  beforeEach(() => deploy(ECHO));
  const asRole = (policy?: PolicyDocument): Promise<Response> => {
    const allowed = `${API_ARN}/dev/POST/orders`;
    const roleArn = stand.putRole('caller', {
      Effect: 'Allow',
      Action: 'execute-api:Invoke',
      Resource: policy === undefined ? allowed : 'arn:x',
    });
    if (policy !== undefined) stand.apiGateway.apis.putPolicy(API, policy);
    return call('/dev/orders', stand.iam.assumeRole(roleArn, 'session').credentials);
  };
  const statement = (Effect: 'Allow' | 'Deny', Resource = `${API_ARN}/*`): PolicyDocument => ({
    Statement: { Effect, Principal: { AWS: 'arn:aws:iam::000000000000:role/caller' }, Action: 'execute-api:Invoke', Resource },
  });

  it('when the operator signs, then it is taken', async () => expect((await call()).status).toBe(200));

  it('when nothing is signed, then 403', async () => {
    const response = await fetch(urlOf('/dev/orders'), { method: 'POST' });
    expect(response.headers.get('x-amzn-errortype')).toBe('MissingAuthenticationTokenException');
    expect(await messageOf(response)).toEqual([403, 'Missing Authentication Token']);
  });

  it('when the signature is wrong, then 403', async () => {
    expect(await messageOf(await call('/dev/orders', { secretAccessKey: 'wrong' }))).toEqual([
      403,
      expect.stringContaining('The request signature we calculated does not match the signature you provided.'),
    ]);
  });

  it('when the credentials are unknown, then 403', async () => {
    const response = await call('/dev/orders', { accessKeyId: 'AKIAUNKNOWN' });
    expect(await messageOf(response)).toEqual([403, 'The security token included in the request is invalid.']);
  });

  it('when the role may, then it is taken, and the function sees who calls', async () => {
    const event = await eventOf(await asRole());
    expect(event['requestContext']).toMatchObject({ identity: { userArn: 'arn:aws:sts::000000000000:assumed-role/caller/session' } });
  });

  it('when the role may not, then 403 says what it lacks', async () => {
    const roleArn = stand.putRole('caller', { Effect: 'Allow', Action: 'execute-api:Invoke', Resource: `${API_ARN}/dev/GET/*` });
    expect(await messageOf(await call('/dev/orders', stand.iam.assumeRole(roleArn, 's').credentials))).toEqual([
      403,
      expect.stringContaining(`is not authorized to perform: execute-api:Invoke on resource: ${API_ARN}/dev/POST/orders`),
    ]);
    expect(invocations()).toBe(0);
  });

  it("when only the API's policy allows it, then it is taken", async () => expect((await asRole(statement('Allow'))).status).toBe(200));

  it("when the API's policy is about another path, then 403", async () =>
    expect((await asRole(statement('Allow', `${API_ARN}/dev/POST/other`))).status).toBe(403));

  it("when the API's policy denies it, then 403, whatever the role may", async () => {
    const roleArn = stand.putRole('caller');
    stand.apiGateway.apis.putPolicy(API, statement('Deny'));
    expect((await call('/dev/orders', stand.iam.assumeRole(roleArn, 's').credentials)).status).toBe(403);
  });

  it("when the role's own policy denies it, then 403, whatever the API's policy allows", async () => {
    const roleArn = stand.putRole('caller', { Effect: 'Deny', Action: 'execute-api:Invoke', Resource: '*' });
    stand.apiGateway.apis.putPolicy(API, statement('Allow'));
    expect(await messageOf(await call('/dev/orders', stand.iam.assumeRole(roleArn, 's').credentials))).toEqual([
      403,
      expect.stringContaining('with an explicit deny in an identity-based policy'),
    ]);
  });

  it('when the URL is presigned, then it is taken', async () => {
    const href = presign({ ...OPERATOR, method: 'POST', url: urlOf('/dev/orders?a=1'), service: 'execute-api' }, 60);
    expect((await fetch(href, { method: 'POST' })).status).toBe(200);
  });

  it('when the method needs no authorization, then nobody has to sign', async () => {
    await deploy(ECHO, 'open', { authorization: 'NONE' });
    expect((await fetch(urlOf('/dev/open'), { method: 'POST' })).status).toBe(200);
  });

  it('when the function does not permit API Gateway, then 500', async () => {
    const closed = await stand.putFunction('closed', ECHO);
    const integration = { restApiId: API, resourceId: 'root/orders', httpMethod: 'POST', timeoutMs: 29_000 };
    stand.apiGateway.apis.putIntegration({ ...integration, functionArn: closed });
    expect(await messageOf(await call())).toEqual([500, 'Internal server error']);
  });
});

describe('routing', () => {
  it.each([
    ['orders/{id}', '/dev/orders/a%20b', { id: 'a b' }],
    ['orders/{id}/lines/{line}', '/dev/orders/1/lines/2', { id: '1', line: '2' }],
    ['files/{path+}', '/dev/files/a/b%2Fc/d', { path: 'a/b/c/d' }],
    ['broken/{id}', '/dev/broken/100%', { id: '100%' }],
    ['', '/dev', null],
  ])('when the resource is /%s and the path %s, then the parameters are %j', async (resource, path, pathParameters) => {
    await deploy(ECHO, resource);
    expect(await eventOf(await call(path))).toMatchObject({ resource: `/${resource}`, pathParameters });
  });

  it('when several resources match, then literals win over parameters, those over greedy ones, from the left', async () => {
    for (const resource of ['a/{rest+}', '{x}/b', '{x}/{y}', 'a/b', '{all+}']) await deploy(ECHO, resource);
    const resourceOf = async (path: string): Promise<unknown> => (await eventOf(await call(`/dev${path}`)))['resource'];
    expect(await Promise.all(['/a/b', '/a/c', '/c/b', '/c/d', '/c/d/e'].map(resourceOf))).toEqual([
      '/a/b',
      '/a/{rest+}',
      '/{x}/b',
      '/{x}/{y}',
      '/{all+}',
    ]);
  });

  it('when the method is ANY, then every method is taken', async () => {
    await deploy(ECHO, 'orders', { httpMethod: 'ANY' });
    for (const method of ['GET', 'DELETE'])
      expect(await eventOf(await call('/dev/orders', { method }))).toMatchObject({ httpMethod: method });
  });

  it.each([
    ['path', '/dev/none', 'POST'],
    ['stage', '/none/orders', 'POST'],
    ['method', '/dev/orders', 'PUT'],
  ])('when the %s is unknown, then 403 as for a missing signature', async (_what, path, method) => {
    await deploy(ECHO);
    expect(await messageOf(await call(path, { method }))).toEqual([403, 'Missing Authentication Token']);
  });
});

describe('the event of the function', () => {
  it('when there is a query, a header and a text, then they are in it', async () => {
    await deploy(ECHO);
    const event = await eventOf(await call('/dev/orders?a=1&a=2&b=%20x', { headers: { 'x-note': 'hi' }, body: '{"ü":1}' }));
    expect(event).toMatchObject({
      path: '/orders',
      queryStringParameters: { a: '2', b: ' x' },
      multiValueQueryStringParameters: { a: ['1', '2'], b: [' x'] },
      headers: { 'x-note': 'hi' },
      multiValueHeaders: { 'x-note': ['hi'] },
      body: '{"ü":1}',
      isBase64Encoded: false,
      requestContext: { apiId: API, stage: 'dev', path: '/dev/orders', resourcePath: '/orders', accountId: '000000000000' },
    });
  });

  it('when the body is not text, then it is Base64', async () => {
    await deploy(ECHO);
    const event = await eventOf(await call('/dev/orders', { body: Uint8Array.from([0, 255, 254]) }));
    expect([event['body'], event['isBase64Encoded']]).toEqual(['AP/+', true]);
  });

  it('when there is no body, then it is null', async () => {
    await deploy(ECHO);
    expect(await eventOf(await call())).toMatchObject({ body: null, isBase64Encoded: false });
  });
});

describe('the answer of the function', () => {
  it('when it has status, headers and body, then they are the response, its own content type too', async () => {
    await deploy(
      'export const handler = () => ({ statusCode: "201", headers: { "Content-Type": "text/plain", "X-Count": 2, "Content-Length": 999 }, multiValueHeaders: { "x-many": ["a", "b"] }, body: "hü" });',
    );
    const response = await call();
    expect([response.status, await response.text()]).toEqual([201, 'hü']);
    expect(['content-type', 'x-count', 'x-many'].map((name) => response.headers.get(name))).toEqual(['text/plain', '2', 'a, b']);
  });

  it('when its body is Base64, then the response has the bytes', async () => {
    await deploy('export const handler = () => ({ statusCode: 200, body: "AP/+", isBase64Encoded: true });');
    expect([...new Uint8Array(await (await call()).arrayBuffer())]).toEqual([0, 255, 254]);
  });

  it.each([
    'null',
    '"text"',
    '[]',
    '{}',
    '{ statusCode: "none" }',
    '{ statusCode: 99 }',
    '{ statusCode: 200, body: { a: 1 } }',
    '{ statusCode: 200, headers: { "bad name": "1" } }',
    '{ statusCode: 200, headers: { a: "1\\r\\nb: 2" } }',
    '{ statusCode: 200, headers: { a: { b: 1 } } }',
  ])('when it is %s, then it is malformed: 502', async (answer) => {
    await deploy(`export const handler = () => (${answer});`);
    expect(await messageOf(await call())).toEqual([502, 'Internal server error']);
  });

  it('when it throws, then 502', async () => {
    await deploy('export const handler = () => { throw new Error("secret"); };');
    expect(await messageOf(await call())).toEqual([502, 'Internal server error']);
  });

  // https://docs.aws.amazon.com/lambda/latest/dg/services-apigateway.html#services-apigateway-errors
  it('when Lambda throttles it, then 500', async () => {
    await deploy(ECHO);
    await stand.putFunction('f-orders', ECHO, { reservedConcurrency: 0 });
    expect(await messageOf(await call())).toEqual([500, 'Internal server error']);
  });
});

describe('a function that takes longer than its integration may', () => {
  it('when the time is over, then 504, without waiting for the function', async () => {
    await stand.stop();
    // Does not wait for what runs: the function never ends.
    stand = await startTestStand({ clock: virtualClock() });
    putApi();
    await deploy('export const handler = () => new Promise(() => undefined);', 'orders', { timeoutMs: 1_000 });
    const answer = call();
    while (!stand.lambda.busy) await new Promise((resolve) => setImmediate(resolve));
    await stand.clock.advance({ seconds: 1 });
    expect(await messageOf(await answer)).toEqual([504, 'Endpoint request timed out']);
  });
});

describe('what is left behind', () => {
  const INCOMING = 'Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1';
  beforeEach(() => deploy(ECHO));

  it('when a call ends, then the access log has a line of it, refused or not', async () => {
    await call();
    await fetch(urlOf('/dev/orders'), { method: 'POST' });
    const lines = stand.store.prepare("select message from log_event where log_group = '/api/orders' order by id").all();
    expect(lines.map(({ message }) => message)).toEqual(['POST /orders 200 - -', 'POST /orders 403 - -']);
  });

  it('when there is no trace, then one starts and function and caller learn of it', async () => {
    const response = await call();
    const root = /^Root=(1-[0-9a-f]{8}-[0-9a-f]{24})$/.exec(response.headers.get('x-amzn-trace-id') ?? '')?.[1] ?? '';
    const segments = stand.xray.trace(root);
    expect(segments.map(({ name }) => name).sort()).toEqual(['f-orders', 'orders/dev']);
    const [stage, lambda] = [...segments].sort((a, b) => b.name.localeCompare(a.name));
    expect([stage?.parent_id, lambda?.parent_id]).toEqual([undefined, stage?.id]);
    const { headers } = (await response.json()) as { headers: Record<string, string> };
    expect(headers['X-Amzn-Trace-Id']).toBe(`Root=${root};Parent=${stage?.id};Sampled=1`);
  });

  it('when a trace comes in, then it goes on', async () => {
    const response = await call('/dev/orders', { headers: { 'x-amzn-trace-id': INCOMING } });
    expect(response.headers.get('x-amzn-trace-id')).toBe('Root=1-5759e988-bd862e3fe1be46a994272793');
    const event = (await response.json()) as { headers: Record<string, string> };
    expect(Object.keys(event.headers).filter((name) => name.toLowerCase() === 'x-amzn-trace-id')).toEqual(['X-Amzn-Trace-Id']);
    const stage = stand.xray.trace('1-5759e988-bd862e3fe1be46a994272793').find(({ name }) => name === 'orders/dev');
    expect(stage).toMatchObject({ parent_id: '53995c3f42cd8ad8', http: { response: { status: 200 } } });
  });

  it('when the stage does not trace, then what came in is handed on unchanged', async () => {
    stand.apiGateway.apis.putStage({ restApiId: API, name: 'dev', tracing: false });
    const event = (await (await call('/dev/orders', { headers: { 'x-amzn-trace-id': INCOMING } })).json()) as {
      headers: Record<string, string>;
    };
    expect(event.headers['X-Amzn-Trace-Id']).toBe(INCOMING);
    expect(stand.xray.trace('1-5759e988-bd862e3fe1be46a994272793').map(({ name }) => name)).toEqual(['f-orders']);
  });

  it('when a function is invoked for it, then that is told', async () => {
    await call();
    expect(stand.occurrences).toMatchObject([{ kind: 'invocation', functionName: 'f-orders' } satisfies Partial<Occurrence>]);
  });
});
