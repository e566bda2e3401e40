import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CloudWatchLogsClient, DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { GetTraceSummariesCommand, XRayClient } from '@aws-sdk/client-xray';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { LOCAL_ACCOUNT } from '../account.ts';
import { type Credentials, type Iam, openIam } from '../iam/iam.ts';
import type { Principal } from '../iam/principal.ts';
import { readBody, readHead } from './read-request.ts';
import { presign, signRequest } from './sign-request.ts';
import { readSignature, type SignedRequest } from './signature.ts';
import { signingKeys } from './signing-keys.ts';

const ROLE = 'arn:aws:iam::000000000000:role/orders';
const FUNCTION = 'arn:aws:lambda:eu-west-1:000000000000:function:new-order';

let server: Server;
let url: string;
let captured: SignedRequest;
let iam: Iam;
let principal: Principal;
let credentials: Credentials;

beforeAll(async () => {
  server = createServer(async (incoming, response) => {
    captured = { ...readHead(incoming), body: await readBody(incoming, 10_000_000) };
    response.writeHead(400).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  iam = openIam(LOCAL_ACCOUNT);
  iam.putRole(ROLE, { Statement: [] });
  ({ principal, credentials } = iam.assumeRole(ROLE, 'new-order'));
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const callerOf = (request: SignedRequest, strict = false): Principal =>
  iam.callerOf(request, readSignature(request.headers, new URLSearchParams(request.rawQuery)), { strict });

const config = () => ({ endpoint: url, region: 'eu-west-1', credentials, maxAttempts: 1 });
/** The SDK takes the server's 400 for an error; what it sent is what counts. */
const capture = async (send: () => Promise<unknown>): Promise<SignedRequest> => {
  await send().catch(() => undefined);
  return captured;
};

const SDK_CALLS: Readonly<Record<string, () => Promise<unknown>>> = {
  's3 PutObject': () =>
    new S3Client(config()).send(
      new PutObjectCommand({ Bucket: 'b', Key: "a b/ü+(1)*!'.json", Body: '{"a":1}', Metadata: { note: ' two  spaces ' } }),
    ),
  's3 PutObject of bytes': () =>
    new S3Client(config()).send(new PutObjectCommand({ Bucket: 'b', Key: 'k', Body: Buffer.from([0, 255]), ContentMD5: 'x' })),
  's3 GetObject with a version': () =>
    new S3Client(config()).send(new GetObjectCommand({ Bucket: 'b', Key: 'a//b/./c', VersionId: '1', Range: 'bytes=0-1' })),
  's3 ListObjectsV2': () => new S3Client(config()).send(new ListObjectsV2Command({ Bucket: 'b', Prefix: 'a/b c+d&=', Delimiter: '/' })),
  'sqs SendMessage': () => new SQSClient(config()).send(new SendMessageCommand({ QueueUrl: `${url}/000000000000/q`, MessageBody: 'ü' })),
  'dynamodb GetItem': () => new DynamoDBClient(config()).send(new GetItemCommand({ TableName: 't', Key: { pk: { S: 'a' } } })),
  'events PutEvents': () =>
    new EventBridgeClient(config()).send(new PutEventsCommand({ Entries: [{ Source: 'a', DetailType: 'b', Detail: '{}' }] })),
  'lambda Invoke': () =>
    new LambdaClient(config()).send(
      new InvokeCommand({ FunctionName: FUNCTION, Payload: '{"a":1}', InvocationType: 'Event', Qualifier: '$LATEST' }),
    ),
  'xray GetTraceSummaries': () =>
    new XRayClient(config()).send(new GetTraceSummariesCommand({ StartTime: new Date(0), EndTime: new Date(1) })),
  'logs DescribeLogGroups': () => new CloudWatchLogsClient(config()).send(new DescribeLogGroupsCommand({ logGroupNamePrefix: '/aws' })),
  'sts GetCallerIdentity': () => new STSClient(config()).send(new GetCallerIdentityCommand({})),
};

describe('a request that an SDK signed with the credentials of a role', () => {
  it.each(Object.keys(SDK_CALLS))('when it is %s, then it is the role that calls', async (name) => {
    const request = await capture(SDK_CALLS[name] as () => Promise<unknown>);
    expect(readSignature(request.headers, new URLSearchParams())).toMatchObject({ service: name.split(' ')[0], region: 'eu-west-1' });
    expect(callerOf(request)).toEqual(principal);
  });
});

describe('a signed request that was changed', () => {
  let request: SignedRequest;
  beforeEach(async () => {
    request = await capture(SDK_CALLS['lambda Invoke'] as () => Promise<unknown>);
  });
  const refused = (changed: Partial<SignedRequest>, code = 'InvalidSignatureException'): void =>
    expect(() => callerOf({ ...request, ...changed })).toThrow(expect.objectContaining({ code, status: 403 }));
  const headers = (changed: Record<string, string>) => ({ headers: { ...request.headers, ...changed } });

  it('when it is not changed, then it is taken', () => expect(callerOf(request)).toEqual(principal));
  it('when its body is changed, then it is refused', () => refused({ body: Buffer.from('{"a":2}') }));
  it('when its method is changed, then it is refused', () => refused({ method: 'PUT' }));
  it('when its path is changed, then it is refused', () => refused({ path: request.path.replace('new-order', 'old-order') }));
  it('when its query is changed, then it is refused', () => refused({ rawQuery: 'Qualifier=2' }));
  it('when a query parameter is added, then it is refused', () => refused({ rawQuery: `${request.rawQuery}&a=` }));
  it('when a signed header is changed, then it is refused', () => refused(headers({ 'x-amz-invocation-type': 'RequestResponse' })));
  it('when its time is changed, then it is refused', () => refused(headers({ 'x-amz-date': '20260101T000001Z' })));
  it('when it goes to another host, then it is refused', () => refused(headers({ host: 'example.com' })));
  it('when its scope is changed, then it is refused', () =>
    refused(headers({ authorization: (request.headers.authorization ?? '').replace('/lambda/', '/sqs/') })));
  it('when its token is another, then it is refused', () =>
    refused(headers({ 'x-amz-security-token': 'x' }), 'UnrecognizedClientException'));
  it('when only an unsigned header differs, then it is taken', () =>
    expect(callerOf({ ...request, ...headers({ 'user-agent': 'x' }) })).toEqual(principal));
  it('when a body is not the one whose hash is stated, then it is refused', async () => {
    const put = signRequest({ ...credentials, method: 'PUT', url: `${url}/b/k`, service: 's3', body: 'a' });
    const signed: SignedRequest = {
      method: 'PUT',
      path: '/b/k',
      rawQuery: '',
      headers: { ...put, host: new URL(url).host },
      body: Buffer.from('a'),
    };
    expect(callerOf(signed)).toEqual(principal);
    expect(() => callerOf({ ...signed, body: Buffer.from('b') })).toThrow('The request signature we calculated does not match');
  });
});

describe('a presigned URL', () => {
  const requestOf = (href: string, more: Partial<SignedRequest> = {}): SignedRequest => {
    const { pathname, search, host } = new URL(href);
    return { method: 'GET', path: pathname, rawQuery: search.slice(1), headers: { host }, body: Buffer.alloc(0), ...more };
  };
  const s3 = (): string => presign({ ...credentials, method: 'GET', url: `${url}/b/a%20b.json?versionId=1`, service: 's3' }, 60);

  it('when it is for S3, then it is the role that calls', () => expect(callerOf(requestOf(s3()))).toEqual(principal));
  it('when it is for another service, then it is the role that calls', () => {
    const href = presign({ ...credentials, method: 'GET', url: `${url}/_aws/execute-api/a/b`, service: 'execute-api' }, 60);
    expect(callerOf(requestOf(href), true)).toEqual(principal);
    expect(() => callerOf(requestOf(href, { body: Buffer.from('x') }), true)).toThrow('does not match');
  });
  it('when its path, query, expiry or method is changed, then it is refused', () => {
    for (const change of [
      requestOf(s3().replace('a%20b', 'b')),
      requestOf(s3().replace('versionId=1', 'versionId=2')),
      requestOf(s3().replace('Expires=60', 'Expires=600')),
      requestOf(s3(), { method: 'DELETE' }),
    ])
      expect(() => callerOf(change)).toThrow('does not match');
  });
});

describe('credentials without a role', () => {
  const request = (accessKeyId: string, secretAccessKey: string): SignedRequest => ({
    method: 'GET',
    path: '/a',
    rawQuery: '',
    headers: { ...signRequest({ accessKeyId, secretAccessKey, method: 'GET', url: 'http://h/a', service: 'execute-api' }), host: 'h' },
    body: Buffer.alloc(0),
  });

  it("when the endpoint is not strict, then any are the operator's", () => {
    expect(callerOf(request('anything', 'whatever'))).toEqual({ kind: 'operator' });
    expect(callerOf(request('test', 'wrong'))).toEqual({ kind: 'operator' });
  });
  it('when it is strict, then only test/test are', () => {
    expect(callerOf(request('test', 'test'), true)).toEqual({ kind: 'operator' });
    expect(() => callerOf(request('test', 'wrong'), true)).toThrow('does not match');
    expect(() => callerOf(request('anything', 'whatever'), true)).toThrow('The security token included in the request is invalid.');
  });
  it('when there is no signature, then the caller is anonymous', () => {
    expect(callerOf({ ...request('test', 'test'), headers: { host: 'h' } }, true)).toEqual({ kind: 'anonymous' });
  });
});

describe('signing keys', () => {
  it('when asked again for the same secret, date, region and service, then the key is the same one', () => {
    const keys = signingKeys();
    const scope = { date: '20260101', region: 'eu-west-1', service: 'sqs' };
    const key = keys('secret', scope);
    expect(keys('secret', { ...scope })).toBe(key);
    for (const other of [keys('other', scope), keys('secret', { ...scope, date: '20260102' }), keys('secret', { ...scope, service: 's3' })])
      expect(other.equals(key)).toBe(false);
  });

  it('when there are more than are kept, then they are still right', () => {
    const keys = signingKeys();
    const scope = { date: '20260101', region: 'eu-west-1', service: 'sqs' };
    const first = keys('0', scope);
    for (let number = 1; number < 2_000; number += 1) keys(String(number), scope);
    expect(keys('0', scope).equals(first)).toBe(true);
    expect(keys('0', scope)).not.toBe(first);
  });
});
