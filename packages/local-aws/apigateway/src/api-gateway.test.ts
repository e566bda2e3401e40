import type { Occurrence } from '@plumbline/local-aws-kernel';
import { virtualClock } from '@plumbline/local-aws-kernel';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { API, type ApiStand, ECHO, eventOf, messageOf, startApiStand } from './testing/api-stand.ts';

let stand: ApiStand;
beforeEach(async () => {
  stand = await startApiStand();
});
afterEach(async () => {
  await stand.stop();
  expect(stand.errors).toEqual([]);
});

describe('routing', () => {
  it.each([
    ['orders/{id}', '/dev/orders/a%20b', { id: 'a b' }],
    ['orders/{id}/lines/{line}', '/dev/orders/1/lines/2', { id: '1', line: '2' }],
    ['files/{path+}', '/dev/files/a/b%2Fc/d', { path: 'a/b/c/d' }],
    ['broken/{id}', '/dev/broken/100%', { id: '100%' }],
    ['', '/dev', null],
  ])('when the resource is /%s and the path %s, then the parameters are %j', async (resource, path, pathParameters) => {
    await stand.deploy(ECHO, resource);
    expect(await eventOf(await stand.call(path))).toMatchObject({ resource: `/${resource}`, pathParameters });
  });

  it('when several resources match, then literals win over parameters, those over greedy ones, from the left', async () => {
    for (const resource of ['a/{rest+}', '{x}/b', '{x}/{y}', 'a/b', '{all+}']) await stand.deploy(ECHO, resource);
    const resourceOf = async (path: string): Promise<unknown> => (await eventOf(await stand.call(`/dev${path}`)))['resource'];
    expect(await Promise.all(['/a/b', '/a/c', '/c/b', '/c/d', '/c/d/e'].map(resourceOf))).toEqual([
      '/a/b',
      '/a/{rest+}',
      '/{x}/b',
      '/{x}/{y}',
      '/{all+}',
    ]);
  });

  it('when the method is ANY, then every method is taken', async () => {
    await stand.deploy(ECHO, 'orders', { httpMethod: 'ANY' });
    for (const method of ['GET', 'DELETE'])
      expect(await eventOf(await stand.call('/dev/orders', { method }))).toMatchObject({ httpMethod: method });
  });

  it.each([
    ['path', '/dev/none', 'POST'],
    ['stage', '/none/orders', 'POST'],
    ['method', '/dev/orders', 'PUT'],
  ])('when the %s is unknown, then 403 as for a missing signature', async (_what, path, method) => {
    await stand.deploy(ECHO);
    expect(await messageOf(await stand.call(path, { method }))).toEqual([403, 'Missing Authentication Token']);
  });
});

describe('the event of the function', () => {
  it('when there is a query, a header and a text, then they are in it', async () => {
    await stand.deploy(ECHO);
    const event = await eventOf(await stand.call('/dev/orders?a=1&a=2&b=%20x', { headers: { 'x-note': 'hi' }, body: '{"ü":1}' }));
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
    await stand.deploy(ECHO);
    const event = await eventOf(await stand.call('/dev/orders', { body: Uint8Array.from([0, 255, 254]) }));
    expect(event['body']).toBe('AP/+');
    expect(event['isBase64Encoded']).toBe(true);
  });

  it('when there is no body, then it is null', async () => {
    await stand.deploy(ECHO);
    expect(await eventOf(await stand.call())).toMatchObject({ body: null, isBase64Encoded: false });
  });
});

describe('the answer of the function', () => {
  it('when it has status, headers and body, then they are the response, its own content type too', async () => {
    await stand.deploy(
      'export const handler = () => ({ statusCode: "201", headers: { "Content-Type": "text/plain", "X-Count": 2, "Content-Length": 999 }, multiValueHeaders: { "x-many": ["a", "b"] }, body: "hü" });',
    );
    const response = await stand.call();
    expect(response.status).toBe(201);
    expect(await response.text()).toBe('hü');
    expect(['content-type', 'x-count', 'x-many'].map((name) => response.headers.get(name))).toEqual(['text/plain', '2', 'a, b']);
  });

  it('when its body is Base64, then the response has the bytes', async () => {
    await stand.deploy('export const handler = () => ({ statusCode: 200, body: "AP/+", isBase64Encoded: true });');
    expect([...new Uint8Array(await (await stand.call()).arrayBuffer())]).toEqual([0, 255, 254]);
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
    await stand.deploy(`export const handler = () => (${answer});`);
    expect(await messageOf(await stand.call())).toEqual([502, 'Internal server error']);
  });

  it('when it throws, then 502', async () => {
    await stand.deploy('export const handler = () => { throw new Error("secret"); };');
    expect(await messageOf(await stand.call())).toEqual([502, 'Internal server error']);
  });

  // https://docs.aws.amazon.com/lambda/latest/dg/services-apigateway.html#services-apigateway-errors
  it('when Lambda throttles it, then 500', async () => {
    await stand.deploy(ECHO);
    await stand.putFunction('f-orders', ECHO, { reservedConcurrency: 0 });
    expect(await messageOf(await stand.call())).toEqual([500, 'Internal server error']);
  });
});

describe('a function that takes longer than its integration may', () => {
  it('when the time is over, then 504, without waiting for the function', async () => {
    await stand.stop();
    // Does not wait for what runs: the function never ends.
    stand = await startApiStand({ clock: virtualClock() });
    await stand.deploy('export const handler = () => new Promise(() => undefined);', 'orders', { timeoutMs: 1_000 });
    const answer = stand.call();
    while (!stand.lambda.offers.work?.busy) await new Promise((resolve) => setImmediate(resolve));
    await stand.clock.advance({ seconds: 1 });
    expect(await messageOf(await answer)).toEqual([504, 'Endpoint request timed out']);
  });
});

describe('the records of a call', () => {
  const INCOMING = 'Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1';
  beforeEach(() => stand.deploy(ECHO));

  it('when a call ends, then the access log has a line of it, refused or not', async () => {
    await stand.call();
    await fetch(stand.urlOf('/dev/orders'), { method: 'POST' });
    const lines = stand.store.prepare("select message from log_event where log_group = '/api/orders' order by id").all();
    expect(lines.map(({ message }) => message)).toEqual(['POST /orders 200 - -', 'POST /orders 403 - -']);
  });

  it('when there is no trace, then a new one starts, and function and caller receive it', async () => {
    const response = await stand.call();
    const root = /^Root=(1-[0-9a-f]{8}-[0-9a-f]{24})$/.exec(response.headers.get('x-amzn-trace-id') ?? '')?.[1] ?? '';
    const segments = stand.xray.trace(root);
    expect(segments.map(({ name }) => name).sort()).toEqual(['f-orders', 'orders/dev']);
    const [stage, lambda] = [...segments].sort((a, b) => b.name.localeCompare(a.name));
    expect(stage?.parent_id).toBeUndefined();
    expect(lambda?.parent_id).toEqual(stage?.id);
    const { headers } = (await response.json()) as { headers: Record<string, string> };
    expect(headers['X-Amzn-Trace-Id']).toBe(`Root=${root};Parent=${stage?.id};Sampled=1`);
  });

  it('when a trace arrives, then it continues', async () => {
    const response = await stand.call('/dev/orders', { headers: { 'x-amzn-trace-id': INCOMING } });
    expect(response.headers.get('x-amzn-trace-id')).toBe('Root=1-5759e988-bd862e3fe1be46a994272793');
    const event = (await response.json()) as { headers: Record<string, string> };
    expect(Object.keys(event.headers).filter((name) => name.toLowerCase() === 'x-amzn-trace-id')).toEqual(['X-Amzn-Trace-Id']);
    const stage = stand.xray.trace('1-5759e988-bd862e3fe1be46a994272793').find(({ name }) => name === 'orders/dev');
    expect(stage).toMatchObject({ parent_id: '53995c3f42cd8ad8', http: { response: { status: 200 } } });
  });

  it('when the stage does not trace, then the incoming header is passed on unchanged', async () => {
    stand.apigateway.apis.putStage({ restApiId: API, name: 'dev', tracing: false });
    const event = (await (await stand.call('/dev/orders', { headers: { 'x-amzn-trace-id': INCOMING } })).json()) as {
      headers: Record<string, string>;
    };
    expect(event.headers['X-Amzn-Trace-Id']).toBe(INCOMING);
    expect(stand.xray.trace('1-5759e988-bd862e3fe1be46a994272793').map(({ name }) => name)).toEqual(['f-orders']);
  });

  it('when a function is invoked for it, then an occurrence reports it', async () => {
    await stand.call();
    expect(stand.occurrences).toMatchObject([{ kind: 'invocation', functionName: 'f-orders' } satisfies Partial<Occurrence>]);
  });
});
