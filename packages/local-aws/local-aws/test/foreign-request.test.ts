import { request as httpRequest } from 'node:http';
import { signRequest } from '@plumbline/local-aws-kernel';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalAws, startLocalAws } from '../src/index.ts';

let aws: LocalAws;
beforeAll(async () => {
  aws = await startLocalAws({ stacks: [], port: 0 });
});
afterAll(() => aws.stop());

interface Answer {
  readonly status: number;
  readonly body: string;
  readonly headers: Readonly<Record<string, unknown>>;
}

/** Sends the headers unchanged: `fetch` does not accept a custom Host or Origin. `{port}` in a header is the endpoint's. */
const send = (method: string, path: string, given: Record<string, string>, service?: string): Promise<Answer> => {
  const { hostname, port } = new URL(aws.url);
  const own = Object.fromEntries(
    Object.entries({ host: `${hostname}:{port}`, ...given }).map(([name, value]) => [name, value.replace('{port}', port)]),
  );
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const signed = service === undefined ? {} : signRequest({ ...credentials, method, url: `${aws.url}${path}`, service, headers: {} });
  return new Promise((resolve, reject) => {
    const sent = httpRequest({ hostname, port, method, path, headers: { ...signed, ...own } }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString(), headers: response.headers }),
      );
    });
    sent.once('error', reject);
    sent.end(method === 'PUT' ? '{"faults":[{"on":"process","what":"crash"}]}' : undefined);
  });
};

const FOREIGN: readonly (readonly [string, Record<string, string>])[] = [
  ['to a host name that resolves to this machine', { host: 'attacker.example:{port}' }],
  ['to a host name that starts like an address', { host: '127.0.0.1.attacker.example:{port}' }],
  ['to a host name that ends like one of ours', { host: 'notlocalhost:{port}' }],
  ['to the address of every interface', { host: '0.0.0.0:{port}' }],
  ['from a page of another origin', { origin: 'https://attacker.example' }],
  ['from a page of another port', { origin: 'http://127.0.0.1:1' }],
  ['from a page without an origin', { origin: 'null' }],
  ['across sites', { 'sec-fetch-site': 'cross-site' }],
  ['across origins of one site', { 'sec-fetch-site': 'same-site' }],
];

const SERVICES = ['s3', 'sqs', 'dynamodb', 'logs', 'xray', 'lambda', 'events', 'states', 'scheduler', 'sts', 'appsync'];

interface Place {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly service?: string;
}
const PLACES: readonly Place[] = [
  ...SERVICES.map((service) => ({ name: service, method: 'POST', path: '/', service })),
  { name: 'an object', method: 'DELETE', path: '/bucket/key', service: 's3' },
  { name: 'the faults, to set them', method: 'PUT', path: '/_plumbline/faults' },
  { name: 'the faults, to lift them', method: 'DELETE', path: '/_plumbline/faults' },
  { name: 'a deployed API', method: 'GET', path: '/_aws/execute-api/a/dev/orders' },
  { name: 'a GraphQL API', method: 'POST', path: '/_aws/appsync/a/graphql' },
  { name: 'a preflight', method: 'OPTIONS', path: '/' },
  { name: 'a preflight to a GraphQL API', method: 'OPTIONS', path: '/_aws/appsync/a/graphql' },
];

describe('a request that a web page makes', () => {
  describe.each(PLACES)('for $name', ({ method, path, service }) => {
    it.each(FOREIGN)('when it goes %s, then it is refused, and no page may read the response', async (_, headers) => {
      const answer = await send(method, path, headers, service);
      expect(answer).toMatchObject({ status: 403, body: expect.stringMatching(/local-aws (answers under|refuses)/) });
      expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
      expect(aws.faults.list()).toEqual([]);
    });
  });

  it.each<readonly [name: string, method: string, path: string, service: string | undefined]>([
    ['a service', 'POST', '/', 'sqs'],
    ['the faults', 'GET', '/_plumbline/faults', undefined],
    ['a GraphQL API', 'POST', '/_aws/appsync/a/graphql', undefined],
    ['a deployed API', 'GET', '/_aws/execute-api/a/dev/orders', 'execute-api'],
  ])('when its host name is a wildcard DNS name of this machine, then %s is refused', async (_, method, path, service) => {
    const { status, body } = await send(method, path, { host: 'bucket.127.0.0.1.nip.io:{port}' }, service);
    expect({ status, body }).toEqual({ status: 403, body: expect.stringContaining('Only buckets answer under the host name') });
  });

  it('when it asks to upgrade to a WebSocket from another origin, then it is refused', async () => {
    const upgrade = { connection: 'Upgrade', upgrade: 'websocket', origin: 'https://attacker.example' };
    for (const path of ['/', '/_aws/appsync/a/graphql/realtime']) expect(await send('GET', path, upgrade)).toMatchObject({ status: 403 });
  });
});

describe('a request that is not foreign', () => {
  it.each([
    ['a tool', {}],
    ['a tool that uses localhost', { host: 'localhost:{port}' }],
    ['an SDK that puts the bucket into the host name', { host: 'bucket.localhost:{port}' }],
    ['an SDK with AWS’s own endpoint', { host: 's3.eu-west-1.amazonaws.com' }],
    ['a tool over IPv6', { host: '[::1]:{port}' }],
    ['a page of the endpoint', { origin: 'http://127.0.0.1:{port}', 'sec-fetch-site': 'same-origin' }],
    ['a typed address', { 'sec-fetch-site': 'none' }],
  ])('when it comes from %s, then it is answered', async (_, headers) => {
    expect(await send('GET', '/_plumbline/faults', headers)).toMatchObject({ status: 200 });
  });

  it('when it asks to upgrade where there is no WebSocket, then it is a bad request', async () => {
    expect(await send('GET', '/', { connection: 'Upgrade', upgrade: 'websocket' })).toMatchObject({ status: 400 });
  });
});
