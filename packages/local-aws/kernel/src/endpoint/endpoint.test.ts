import { request as httpRequest } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AwsError } from '../aws-error.ts';
import type { Iam } from '../iam/iam.ts';
import { openStore, type Store } from '../store/store.ts';
import type { AwsRequest, AwsResponse, AwsService } from './aws-service.ts';
import { type Endpoint, startEndpoint } from './endpoint.ts';
import { presign, signRequest } from './sign-request.ts';

const BODY_BYTES_MAX = 1_000_000;

let store: Store;
let endpoint: Endpoint;
let errors: unknown[];
let seen: AwsRequest[];
let answer: (request: AwsRequest) => Promise<AwsResponse>;
let refusal: AwsError | undefined;

const service = (signingName: string, more: Partial<AwsService> = {}): AwsService => ({
  signingName,
  operationOf: ({ method, path }) => `${method} ${path}`,
  errorAnswer: ({ code, message, status }) => ({
    status,
    headers: { 'content-type': 'application/json', 'x-amzn-errortype': code },
    body: JSON.stringify({ answeredBy: signingName, __type: code, message }),
  }),
  ...more,
  handle(request) {
    seen.push(request);
    return answer(request);
  },
});

beforeEach(async () => {
  store = openStore(':memory:');
  errors = [];
  seen = [];
  refusal = undefined;
  answer = async ({ body }) => ({ status: 200, body });
  const iam: Pick<Iam, 'callerOf' | 'authorize'> = {
    callerOf(_request, _signature, { strict }) {
      if (refusal !== undefined) throw refusal;
      return strict ? { kind: 'anonymous' } : { kind: 'operator' };
    },
    authorize: () => undefined,
  };
  endpoint = await startEndpoint({
    port: 0,
    services: [
      service('sqs'),
      service('s3', { claims: ({ headers }) => headers.authorization?.startsWith('AWS ') === true }),
      service('execute-api', { pathPrefix: '/_aws/execute-api/', strict: true }),
    ],
    iam: iam as Iam,
    store,
    onError: (error) => errors.push(error),
    bodyBytesMax: BODY_BYTES_MAX,
  });
});
afterEach(async () => {
  await endpoint.close();
  store.close();
});

const OPERATOR = { accessKeyId: 'test', secretAccessKey: 'test' };
const send = (service: string | undefined, path = '/', init: { method?: string; headers?: Record<string, string>; body?: string } = {}) => {
  const method = init.method ?? 'POST';
  const url = `${endpoint.url}${path}`;
  const headers = service === undefined ? init.headers : signRequest({ ...OPERATOR, ...init, method, url, service });
  return fetch(url, { ...init, method, ...(headers && { headers }) });
};
describe('routing', () => {
  it.each(['sqs', 's3'])('when the signature is scoped to %s, then that service answers', async (signingName) => {
    const response = await send(signingName, '/a%20b?c=%26', { body: 'x', headers: { 'x-amzn-trace-id': 'Root=1' } });
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('x');
    expect(seen).toMatchObject([{ method: 'POST', path: '/a%20b', traceHeader: 'Root=1', caller: { kind: 'operator' } }]);
    expect(seen[0]?.query.get('c')).toBe('&');
    expect(response.headers.get('x-amzn-requestid')).toBe(seen[0]?.requestId);
  });

  it('when the signature is in the query, then its scope counts as well', async () => {
    await fetch(presign({ ...OPERATOR, method: 'GET', url: `${endpoint.url}/b/k`, service: 's3' }, 60));
    expect(seen).toMatchObject([{ path: '/b/k' }]);
  });

  it('when the service does not exist, then the error names it and the operation', async () => {
    const response = await send('kinesis', '/', { headers: { 'x-amz-target': 'Kinesis_20131202.PutRecord' } });
    expect(response.status).toBe(501);
    expect(await response.json()).toMatchObject({
      __type: 'NotImplemented',
      message: expect.stringContaining('does not implement kinesis Kinesis_20131202.PutRecord'),
    });
  });

  it('when nothing is signed, then it is refused', async () => {
    const response = await send(undefined);
    expect(response.status).toBe(403);
    expect(response.headers.get('x-amzn-errortype')).toBe('MissingAuthenticationTokenException');
    expect(seen).toEqual([]);
  });

  it('when it is a call to a deployed API, then API Gateway answers, signed or not', async () => {
    await send(undefined, '/_aws/execute-api/a/dev/orders');
    await send('execute-api', '/_aws/execute-api/a/dev/orders');
    expect(seen).toMatchObject([{ caller: { kind: 'anonymous' } }, { caller: { kind: 'anonymous' } }]);
  });

  it('when a call to a deployed API is signed for another service, then it is refused', async () => {
    const response = await send('sqs', '/_aws/execute-api/a/dev/orders');
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ message: "Credential should be scoped to correct service: 'execute-api'." });
  });
});

describe('a request that fails', () => {
  it('when the service answers with a header that HTTP cannot carry, then the client receives 500, and the error is reported', async () => {
    answer = async () => ({ status: 200, headers: { 'x-name': '日本' } });
    const response = await send('sqs');
    expect(response.status).toBe(500);
    expect(await response.json()).toMatchObject({ __type: 'InternalFailure' });
    expect(errors).toMatchObject([{ code: 'ERR_INVALID_CHAR' }]);
  });

  it('when the service fails, then the client receives 500 without details, and the error is reported', async () => {
    answer = async () => {
      throw new Error('secret');
    };
    const response = await send('sqs');
    expect(response.status).toBe(500);
    expect(await response.json()).toMatchObject({ answeredBy: 'sqs', __type: 'InternalFailure' });
    expect(errors).toMatchObject([{ message: 'secret' }]);
  });

  it('when it is refused before it reaches a service, then the response is in that service’s protocol', async () => {
    refusal = new AwsError('InvalidSignatureException', 'It <does> not match.', { status: 403 });
    const response = await send('s3', '/b/k');
    expect(response.status).toBe(403);
    expect(await response.json()).toEqual({ answeredBy: 's3', __type: 'InvalidSignatureException', message: 'It <does> not match.' });
    expect(seen).toEqual([]);
  });

  it('when a request without a SigV4 signature is claimed by a service, then that service answers', async () => {
    await send(undefined, '/b/k', { headers: { authorization: 'AWS test:signature=' } });
    expect(seen).toMatchObject([{ operation: 'POST /b/k', path: '/b/k' }]);
  });

  it('when the body is over the limit, then the client receives the error, and the connection stays open', async () => {
    const tooLarge = await send('sqs', '/', { body: 'x'.repeat(BODY_BYTES_MAX + 1) });
    expect(tooLarge.status).toBe(413);
    expect(await tooLarge.json()).toMatchObject({ message: 'The body is over 1000000 bytes.' });
    const largest = await send('sqs', '/', { body: 'x'.repeat(BODY_BYTES_MAX) });
    expect((await largest.text()).length).toBe(BODY_BYTES_MAX);
  });

  it('when it is a HEAD, then the answer has no body', async () => {
    const response = await send('sqs', '/', { method: 'HEAD' });
    expect(await response.text()).toBe('');
  });
});

describe('a client that goes away', () => {
  it('when it disconnects before the response, then the request is aborted without an error report', async () => {
    const begun = Promise.withResolvers<AwsRequest>();
    const ended = Promise.withResolvers<void>();
    answer = async (request) => {
      begun.resolve(request);
      await ended.promise;
      return { status: 200 };
    };
    const url = `${endpoint.url}/`;
    const client = httpRequest(url, { method: 'POST', headers: signRequest({ ...OPERATOR, method: 'POST', url, service: 'sqs' }) });
    client.on('error', () => undefined).end();
    const { aborted } = await begun.promise;
    expect(aborted.aborted).toBe(false);
    const abort = new Promise((resolve) => aborted.addEventListener('abort', resolve));
    client.destroy();
    await abort;
    ended.resolve();
    await endpoint.close();
    expect(errors).toEqual([]);
  });

  it('when it does so in the middle of its body, then no service sees it', async () => {
    const url = `${endpoint.url}/`;
    const headers = { ...signRequest({ ...OPERATOR, method: 'POST', url, service: 'sqs' }), 'content-length': '100' };
    const client = httpRequest(url, { method: 'POST', headers });
    const closed = new Promise((resolve) => client.on('error', () => undefined).on('close', resolve));
    client.write('half', () => client.destroy());
    await closed;
    await send('sqs');
    await endpoint.close();
    expect(seen.length).toBe(1);
    expect(errors).toEqual([]);
  });

  it('when it is answered, then its request is not aborted', async () => {
    await (await send('sqs')).text();
    await endpoint.close();
    expect(seen[0]?.aborted.aborted).toBe(false);
  });
});

describe('durability', () => {
  it('when a service writes, then the answer waits for the commit', async () => {
    let committed = false;
    answer = async () => {
      store.write(() => store.afterCommit(() => (committed = true)));
      return { status: 200, body: String(committed) };
    };
    expect(await (await send('sqs')).text()).toBe('false');
    expect(committed).toBe(true);
  });
});

describe('closing', () => {
  it('when requests are in flight, then close waits for them to end', async () => {
    const begun = Promise.withResolvers<void>();
    const ended = Promise.withResolvers<void>();
    answer = async () => {
      begun.resolve();
      await ended.promise;
      return { status: 200 };
    };
    const lost = send('sqs').catch(() => 'lost');
    await begun.promise;
    let closed = false;
    const closing = endpoint.close().then(() => (closed = true));
    expect(await lost).toBe('lost');
    expect(closed).toBe(false);
    ended.resolve();
    await closing;
    await expect(send('sqs')).rejects.toThrow();
  });

  it('when the port is taken, then starting fails with EADDRINUSE', async () => {
    const port = Number(new URL(endpoint.url).port);
    const props = { port, services: [], executeApi: service('x'), iam: {} as Iam, store, onError: () => undefined };
    await expect(startEndpoint(props)).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});
