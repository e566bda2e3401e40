import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import {
  type ConnectionAuthorizationType,
  CreateApiDestinationCommand,
  CreateConnectionCommand,
  type CreateConnectionRequest,
  DescribeConnectionCommand,
  EventBridgeClient,
  PutTargetsCommand,
  type Target,
} from '@aws-sdk/client-eventbridge';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type EventStand, startEventStand } from '../testing/delivery-stand.ts';

interface Received {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  readonly atMs: number;
}

let stand: EventStand;
let client: EventBridgeClient;
let server: Server;
let received: Received[];
/** The endpoint's responses to each call; the last one applies to all further calls. */
let answers: { readonly status: number; readonly headers?: Record<string, string>; readonly body?: string }[];
let dead: string;

beforeEach(async () => {
  stand = await startEventStand();
  client = new EventBridgeClient(stand.clientConfig);
  received = [];
  answers = [{ status: 200 }];
  server = createServer(async (request, response) => {
    const body = await text(request);
    received.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers, body, atMs: stand.clock.now() });
    const { status, headers, body: answer } = (answers.length > 1 ? answers.shift() : answers[0]) ?? { status: 500 };
    response.writeHead(status, headers).end(answer);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  dead = stand.sqs.putQueue({ name: 'dead' });
  stand.sqs.setPolicy(dead, {
    Statement: { Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: 'sqs:SendMessage', Resource: dead },
  });
});
afterEach(async () => {
  await stand.stop();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  expect(stand.errors).toEqual([]);
});

const origin = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const BASIC: Pick<CreateConnectionRequest, 'AuthorizationType' | 'AuthParameters'> = {
  AuthorizationType: 'BASIC',
  AuthParameters: { BasicAuthParameters: { Username: 'me', Password: 'secret' } },
};
const allowed = () => stand.putRole('caller', { Effect: 'Allow', Action: 'events:InvokeApiDestination', Resource: '*' });

interface Destination {
  readonly connection?: typeof BASIC;
  readonly path?: string;
  readonly method?: 'POST' | 'GET' | 'PUT';
  readonly rate?: number;
  readonly endpoint?: string;
}

/** A rule whose target is an API destination of the test's own server. */
const putTarget = async (
  { connection = BASIC, path = '/orders', method = 'POST', rate, endpoint = `${origin()}${path}` }: Destination = {},
  more: Partial<Target> = {},
): Promise<void> => {
  const { ConnectionArn } = await client.send(new CreateConnectionCommand({ Name: 'supplier', ...connection } as CreateConnectionRequest));
  const { ApiDestinationArn } = await client.send(
    new CreateApiDestinationCommand({
      Name: 'orders',
      ConnectionArn,
      InvocationEndpoint: endpoint,
      HttpMethod: method,
      ...(rate !== undefined && { InvocationRateLimitPerSecond: rate }),
    }),
  );
  stand.events.buses.putRule({ name: 'r', busName: 'default', pattern: '{"source":["com.acme"]}', enabled: true });
  const target: Target = { Id: 't', Arn: ApiDestinationArn, RoleArn: allowed(), DeadLetterConfig: { Arn: dead }, ...more };
  await client.send(new PutTargetsCommand({ Rule: 'r', Targets: [target] }));
};
const publish = async (Detail = '{"a":1}'): Promise<void> => {
  stand.events.accept({ Source: 'com.acme', DetailType: 't', Detail }, undefined);
  await stand.settled();
};
const outcomes = () => stand.occurrences.flatMap((one) => (one.kind === 'delivery' ? [one.outcome] : []));
const letters = () =>
  stand
    .take(dead)
    .map(({ messageAttributes }) =>
      Object.fromEntries(Object.entries(messageAttributes).map(([name, { stringValue }]) => [name, stringValue])),
    );

describe('a call, https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-api-destinations.html', () => {
  it('when an event matches, then the endpoint receives it, with EventBridge’s headers', async () => {
    await putTarget();
    await publish();
    const [{ method, url, headers, body } = received[0] as Received] = received;
    expect(method).toBe('POST');
    expect(url).toBe('/orders');
    expect(JSON.parse(body)).toEqual(expect.objectContaining({ detail: { a: 1 } }));
    expect(headers).toEqual({
      host: expect.any(String),
      'user-agent': 'Amazon/EventBridge/ApiDestinations',
      'content-type': 'application/json; charset=utf-8',
      'content-length': String(Buffer.byteLength(body)),
      range: 'bytes=0-1048575',
      'accept-encoding': 'gzip,deflate',
      connection: 'close',
      authorization: 'Basic bWU6c2VjcmV0',
    });
    expect(outcomes()).toEqual(['delivered']);
  });

  it('when connection and target have parameters, then they are added; the path values replace its asterisks', async () => {
    const connection = {
      AuthorizationType: 'API_KEY' as ConnectionAuthorizationType,
      AuthParameters: {
        ApiKeyAuthParameters: { ApiKeyName: 'X-Api-Key', ApiKeyValue: 'k' },
        InvocationHttpParameters: {
          HeaderParameters: [{ Key: 'X-From', Value: 'connection' }],
          QueryStringParameters: [{ Key: 'q', Value: 'connection' }],
          BodyParameters: [{ Key: 'extra', Value: 'b' }],
        },
      },
    };
    await putTarget(
      { connection, path: '/stores/*/orders/*' },
      {
        InputPath: '$.detail',
        HttpParameters: { PathParameterValues: ['s 1', 'o/2'], HeaderParameters: { 'X-Target': '1' }, QueryStringParameters: { t: '1' } },
      },
    );
    await publish();
    expect(received).toMatchObject([
      {
        url: '/stores/s%201/orders/o%2F2?t=1&q=connection',
        headers: { 'x-api-key': 'k', 'x-from': 'connection', 'x-target': '1' },
        body: '{"extra":"b","a":1}',
      },
    ]);
  });

  it('when the method has no body, then none is sent', async () => {
    await putTarget({ method: 'GET' });
    await publish();
    expect(received).toMatchObject([{ method: 'GET', body: '' }]);
  });

  it('when a connection is described, then its secrets are not', async () => {
    await putTarget();
    expect(JSON.stringify(await client.send(new DescribeConnectionCommand({ Name: 'supplier' })))).not.toContain('secret');
  });
});

describe('retries of a call, https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-retry-policy.html', () => {
  it.each([401, 407, 409, 429, 500, 503])('when it answers %i, then it is called again until it accepts the event', async (status) => {
    answers = [{ status }, { status }, { status: 204 }];
    await putTarget();
    await publish();
    await stand.clock.advance({ minutes: 1 });
    expect(outcomes()).toEqual(['retried', 'retried', 'delivered']);
  });

  it.each([400, 403, 404, 302])('when it answers %i, then it is dead-lettered at once', async (status) => {
    answers = [{ status, body: 'no' }];
    await putTarget();
    await publish();
    expect(letters()).toMatchObject([{ ERROR_MESSAGE: `${status} no`, RETRY_ATTEMPTS: '0' }]);
  });

  it('when it asks to wait longer, then EventBridge waits longer; when it requests less, the backoff applies', async () => {
    answers = [{ status: 429, headers: { 'retry-after': '120' } }, { status: 503, headers: { 'retry-after': '0' } }, { status: 200 }];
    await putTarget();
    await publish();
    await stand.clock.advance({ minutes: 5 });
    expect(received.map(({ atMs }) => (atMs - Date.UTC(2026, 0, 1)) / 1_000)).toEqual([0, 120, 122]);
  });

  it('when it asks for a negative wait, then it is dead-lettered', async () => {
    answers = [{ status: 503, headers: { 'retry-after': '-1' } }];
    await putTarget();
    await publish();
    expect(letters()).toMatchObject([{ RETRY_ATTEMPTS: '0' }]);
  });

  it('when the endpoint is down for three hours, then the event is delivered after it recovers', async () => {
    await putTarget();
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    await publish();
    await stand.clock.advance({ hours: 3 });
    expect(outcomes().every((outcome) => outcome === 'retried')).toBe(true);
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    await stand.clock.advance({ hours: 1 });
    expect(outcomes().at(-1)).toBe('delivered');
    expect(received.length).toBe(1);
    expect(letters()).toEqual([]);
  });
});

describe('the rate of calls', () => {
  it('when more events arrive than its rate allows, then they are spread over time, and no attempt is counted', async () => {
    await putTarget({ rate: 2 }, { RetryPolicy: { MaximumRetryAttempts: 0 } });
    for (let count = 0; count < 6; count += 1) await publish();
    await stand.clock.advance({ seconds: 10 });
    const seconds = received.map(({ atMs }) => (atMs - Date.UTC(2026, 0, 1)) / 1_000);
    expect(seconds).toEqual([0, 0, 1, 1, 2, 2]);
    expect(letters()).toEqual([]);
  });

  it('when the rate leaves no room for an event before it is too old, then it is dead-lettered', async () => {
    await putTarget({ rate: 1 }, { RetryPolicy: { MaximumEventAgeInSeconds: 60, MaximumRetryAttempts: 0 } });
    for (let count = 0; count < 64; count += 1) await publish();
    await stand.clock.advance({ minutes: 10 });
    expect(received.length).toBe(61);
    expect(received.at(-1)?.atMs).toEqual(Date.UTC(2026, 0, 1, 0, 1));
    const tooOld = { ERROR_CODE: 'THROTTLING', EXHAUSTED_RETRY_CONDITION: 'MaximumEventAgeInSeconds', RETRY_ATTEMPTS: '0' };
    expect(letters()).toMatchObject(Array(3).fill(tooOld));
  });
});

describe('OAuth, https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-target-connection-auth.html', () => {
  const oauth = () => ({
    AuthorizationType: 'OAUTH_CLIENT_CREDENTIALS' as ConnectionAuthorizationType,
    AuthParameters: {
      OAuthParameters: {
        ClientParameters: { ClientID: 'id', ClientSecret: 'secret' },
        AuthorizationEndpoint: `${origin()}/token`,
        HttpMethod: 'POST' as const,
        OAuthHttpParameters: { BodyParameters: [{ Key: 'scope', Value: 'orders' }] },
      },
    },
  });
  const token = (name: string) => ({ status: 200, body: JSON.stringify({ access_token: name, expires_in: 3_600 }) });

  it('when events come, then one token serves them until it expires', async () => {
    answers = [token('one'), { status: 200 }, { status: 200 }, token('two'), { status: 200 }];
    await putTarget({ connection: oauth() });
    await publish();
    await stand.clock.advance({ seconds: 1 });
    await publish();
    await stand.clock.advance({ hours: 1 });
    await publish();
    expect(received.map(({ url, headers }) => [url, headers.authorization])).toEqual([
      ['/token', undefined],
      ['/orders', 'Bearer one'],
      ['/orders', 'Bearer one'],
      ['/token', undefined],
      ['/orders', 'Bearer two'],
    ]);
    expect(Object.fromEntries(new URLSearchParams(received[0]?.body))).toEqual({
      grant_type: 'client_credentials',
      client_id: 'id',
      client_secret: 'secret',
      scope: 'orders',
    });
  });

  it('when the endpoint no longer accepts the token, then the retry has a new one', async () => {
    answers = [token('one'), { status: 401 }, token('two'), { status: 200 }];
    await putTarget({ connection: oauth() });
    await publish();
    await stand.clock.advance({ minutes: 1 });
    expect(received.map(({ headers }) => headers.authorization)).toEqual([undefined, 'Bearer one', undefined, 'Bearer two']);
  });

  it('when the token server fails, then the event is retried', async () => {
    answers = [{ status: 500, body: 'down' }, token('one'), { status: 200 }];
    await putTarget({ connection: oauth() });
    await publish();
    await stand.clock.advance({ minutes: 1 });
    expect(outcomes()).toEqual(['retried', 'delivered']);
    expect(stand.occurrences.find((one) => one.kind === 'delivery')).toMatchObject({
      reason: expect.stringContaining('/token answered 500: down'),
    });
  });
});

describe('a call that cannot be made', () => {
  it.each<readonly [string, Destination, () => Partial<Target>, string]>([
    ['the endpoint is not on this machine', { endpoint: 'https://supplier.example/orders' }, () => ({}), 'NO_PERMISSIONS'],
    ['there is no role', {}, () => ({ RoleArn: undefined as never }), 'NO_PERMISSIONS'],
    [
      'the role may not call it',
      {},
      () => ({ RoleArn: stand.putRole('weak', { Effect: 'Allow', Action: 's3:*', Resource: '*' }) }),
      'NO_PERMISSIONS',
    ],
    ['there is no such destination', {}, () => ({ Arn: 'arn:aws:events:eu-west-1:000000000000:api-destination/none/id' }), 'NO_RESOURCE'],
  ])('when %s, then the event is dead-lettered at once', async (_what, destination, more, code) => {
    await putTarget(destination, more());
    await publish();
    expect(received).toEqual([]);
    expect(letters()).toMatchObject([{ ERROR_CODE: code, RETRY_ATTEMPTS: '0' }]);
  });
});
