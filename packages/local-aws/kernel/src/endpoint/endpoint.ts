import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { AwsError, notImplemented } from '../aws-error.ts';
import type { Call, FaultyCall } from '../faults/call-faults.ts';
import type { Iam } from '../iam/iam.ts';
import type { Store } from '../store/store.ts';
import type { AwsResponse, AwsService, RequestHead } from './aws-service.ts';
import { errorAnswer } from './error-answer.ts';
import { foreignRequest } from './foreign-request.ts';
import { readBody, readHead } from './read-request.ts';
import { readSignature, type Signature, type SignedRequest } from './signature.ts';

/** Loopback only: every program on this machine has full access. Web pages do not, see `foreignRequest`. */
export const LOOPBACK = '127.0.0.1';

/** The endpoint keeps a request body in memory and refuses a larger one. S3 clients split uploads into parts above 5 MiB anyway. */
const BODY_BYTES_MAX = 256 * 1024 * 1024;

/** Longer than SDKs keep an idle connection, because closing it on this side could race with their next request. */
const KEEP_ALIVE_MS = 65_000;

export interface EndpointProps {
  /** 0 selects any free port. */
  readonly port: number;
  readonly services: readonly AwsService[];
  readonly iam: Iam;
  readonly store: Store;
  /** Injected faults. @default none */
  readonly faulty?: (call: Call) => FaultyCall;
  readonly onError: (error: unknown) => void;
  /** @default 256 MiB */
  readonly bodyBytesMax?: number;
}

export interface Endpoint {
  /** For example `http://127.0.0.1:4566`. */
  readonly url: string;
  /** Accepts no further request and drops the connections. Resolves when the requests in flight have ended. */
  close(): Promise<void>;
}

/** The prefix of the paths that only local-aws has. */
export const CONTROL_PATH = '/_plumbline/';

/**
 * One HTTP endpoint for every service: the credential scope of the signature names the service of a request.
 *
 * @throws Error with code `EADDRINUSE` when the port is taken.
 */
export const startEndpoint = async (props: EndpointProps): Promise<Endpoint> => {
  const inFlight = new Set<Promise<void>>();
  const serviceOf = router(props.services);
  const call = caller(props);

  const respond = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const requestId = randomUUID();
    const disconnected = new AbortController();
    response.once('close', () => {
      if (!response.writableFinished) disconnected.abort();
    });
    const head = readHead(incoming);
    const signature = readSignature(head.headers, new URLSearchParams(head.rawQuery));
    const service = serviceOf(head, signature);
    let answer: AwsResponse;
    try {
      const refusal = foreignRequest({ ...head, ...admittedOrigins(service) });
      if (refusal !== undefined) throw foreign(refusal);
      const body = await readBody(incoming, props.bodyBytesMax ?? BODY_BYTES_MAX);
      answer = await call({ ...head, body }, signature, service, requestId, disconnected.signal);
    } catch (error) {
      // An aborted request has no client to answer.
      if (disconnected.signal.aborted) return;
      if (!(error instanceof AwsError)) props.onError(error);
      answer = errorAnswer(error, service, { ...head, requestId });
    }
    await props.store.durable();
    const write = ({ status, headers, body }: AwsResponse): void => {
      const { 'content-length': length, ...others } = headers ?? {};
      // Last, because Node.js rejects a Content-Disposition with an accent after it.
      const framing = length === undefined ? {} : { 'content-length': length };
      response.writeHead(status, { 'x-amzn-requestid': requestId, 'x-amz-request-id': requestId, ...others, ...framing });
      response.end(incoming.method === 'HEAD' ? undefined : body);
    };
    try {
      write(answer);
    } catch (error) {
      // For example a header that HTTP cannot carry: the client receives the error too.
      if (response.headersSent) throw error;
      props.onError(error);
      write(errorAnswer(error, service, { ...head, requestId }));
    }
  };

  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, (incoming, response) => {
    const responding = respond(incoming, response)
      .catch((error: unknown) => {
        props.onError(error);
        response.destroy();
      })
      .finally(() => inFlight.delete(responding));
    inFlight.add(responding);
  });
  server.on('upgrade', (incoming, socket, head) => upgrade(serviceOf, incoming, socket, head));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(props.port, LOOPBACK, resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${LOOPBACK}:${port}`,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
      await Promise.all(inFlight);
    },
  };
};

const admittedOrigins = (service: AwsService | undefined) => ({
  virtualHosted: service?.virtualHosted === true,
  ownPages: service?.ownPages === true,
});

/** Only services with WebSockets take an upgrade, and a page that may not call the service may not open one. */
const upgrade = (serviceOf: FindService, incoming: IncomingMessage, socket: Duplex, head: Buffer): void => {
  socket.on('error', () => socket.destroy());
  const request = readHead(incoming);
  const service = serviceOf(request, readSignature(request.headers, new URLSearchParams(request.rawQuery)));
  const refusal = foreignRequest({ ...request, ...admittedOrigins(service) });
  if (refusal === undefined && service?.upgrade !== undefined) {
    service.upgrade(incoming, socket, head);
    return;
  }
  const [status, why] = refusal === undefined ? ['400 Bad Request', 'This address has no WebSocket.'] : ['403 Forbidden', refusal];
  const body = JSON.stringify({ message: why });
  socket.end(
    `HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
};

type FindService = (head: RequestHead, signature: Signature | undefined) => AwsService | undefined;

const router = (services: readonly AwsService[]): FindService => {
  const byPath = services.filter(({ pathPrefix }) => pathPrefix !== undefined);
  const bySigningName = new Map(services.map((service) => [service.signingName, service]));
  return (head, signature) =>
    byPath.find(({ pathPrefix = '' }) => head.path.startsWith(pathPrefix)) ??
    (signature === undefined ? services.find((service) => service.claims?.(head)) : bySigningName.get(signature.service));
};

type CallService = (
  signed: SignedRequest,
  signature: Signature | undefined,
  service: AwsService | undefined,
  requestId: string,
  aborted: AbortSignal,
) => Promise<AwsResponse>;

const caller =
  (props: EndpointProps): CallService =>
  async (signed, signature, service, requestId, aborted) => {
    const { method, path, headers, body } = signed;
    if (service === undefined) {
      if (signature === undefined) throw unsigned();
      throw notImplemented(signature.service, headers['x-amz-target'] ?? `${method} ${path}`);
    }
    const strict = typeof service.strict === 'function' ? service.strict(signed) : service.strict === true;
    if (strict && signature !== undefined && signature.service !== service.signingName) throw wrongScope(service);
    const principal = props.iam.callerOf(signed, signature, { strict });
    const operation = service.operationOf(signed);
    const traceHeader = headers['x-amzn-trace-id'];
    const faulty = props.faulty?.({ caller: principal, name: `${service.signingName}:${operation}`, traceHeader });
    const answer = await service.handle({
      ...{ operation, method, path, headers, body, requestId, traceHeader, aborted },
      query: new URLSearchParams(signed.rawQuery),
      caller: principal,
      authorize(permission) {
        props.iam.authorize(principal, permission);
        faulty?.beforeCall(permission);
      },
    });
    return faulty === undefined ? answer : faulty.afterCall(answer);
  };

const foreign = (why: string): AwsError => new AwsError('AccessDeniedException', why, { status: 403 });

const wrongScope = ({ signingName }: AwsService): AwsError =>
  new AwsError('InvalidSignatureException', `Credential should be scoped to correct service: '${signingName}'.`, { status: 403 });

const unsigned = (): AwsError =>
  new AwsError('MissingAuthenticationTokenException', 'Missing Authentication Token. Sign the request with any AWS SDK.', { status: 403 });
