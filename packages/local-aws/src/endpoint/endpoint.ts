import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AwsError, notImplemented } from '../aws-error.ts';
import type { Call, FaultyCall } from '../faults/call-faults.ts';
import type { Iam } from '../iam/iam.ts';
import type { Store } from '../store/store.ts';
import type { AwsRequest, AwsResponse, AwsService } from './aws-service.ts';
import { errorAnswer } from './error-answer.ts';
import { foreignRequest } from './foreign-request.ts';
import { readBody, readHead } from './read-request.ts';
import { readSignature, type Signature, type SignedRequest } from './signature.ts';

/** Loopback only: every program on this machine may do everything. Web pages may not, see `foreignRequest`. */
export const LOOPBACK = '127.0.0.1';

/** A request body is held in memory; a larger one is refused. S3 clients split uploads above 5 MiB parts anyway. */
const BODY_BYTES_MAX = 256 * 1024 * 1024;

/** Longer than SDKs keep a connection that they do not use: closed on this side, it could meet their next request. */
const KEEP_ALIVE_MS = 65_000;

export interface EndpointProps {
  /** 0 takes any free port. */
  readonly port: number;
  readonly services: readonly AwsService[];
  /** Serves `/_aws/execute-api/{restApiId}/{stage}/...`, the local form of a deployed REST API's host name. */
  readonly executeApi: AwsService;
  readonly iam: Iam;
  readonly store: Store;
  /** Faults on demand. @default none */
  readonly faulty?: (call: Call) => FaultyCall;
  /** Serves `/_plumbline/...`, what only local-aws has. @default nothing */
  readonly control?: AwsService;
  readonly onError: (error: unknown) => void;
  /** @default 256 MiB */
  readonly bodyBytesMax?: number;
}

export interface Endpoint {
  /** For example `http://127.0.0.1:4566`. */
  readonly url: string;
  /** Takes no further request and drops the connections. Resolves when the requests in flight have ended. */
  close(): Promise<void>;
}

export const EXECUTE_API_PATH = '/_aws/execute-api/';
export const CONTROL_PATH = '/_plumbline/';

/**
 * One HTTP endpoint for every service: the credential scope of the signature says which service a request is for.
 *
 * @throws Error with code `EADDRINUSE` when the port is taken.
 */
export const startEndpoint = async (props: EndpointProps): Promise<Endpoint> => {
  const inFlight = new Set<Promise<void>>();
  const route = router(props);

  const respond = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const requestId = randomUUID();
    const gone = new AbortController();
    response.once('close', () => {
      if (!response.writableFinished) gone.abort();
    });
    const head = readHead(incoming);
    const signature = readSignature(head.headers, new URLSearchParams(head.rawQuery));
    let answer: AwsResponse;
    try {
      const refusal = foreignRequest({ ...head, service: signature?.service });
      if (refusal !== undefined) throw foreign(refusal);
      const body = await readBody(incoming, props.bodyBytesMax ?? BODY_BYTES_MAX);
      answer = await route({ ...head, body }, signature, requestId, gone.signal);
    } catch (error) {
      // A request that broke off has nobody to answer.
      if (gone.signal.aborted) return;
      if (!(error instanceof AwsError)) props.onError(error);
      answer = errorAnswer(error, requestId, signature?.service === 's3' || isSignedV2(head));
    }
    await props.store.durable();
    const write = ({ status, headers, body }: AwsResponse): void => {
      const { 'content-length': length, ...others } = headers ?? {};
      // Last, because Node.js refuses a Content-Disposition with an accent that comes after it.
      const framing = length === undefined ? {} : { 'content-length': length };
      response.writeHead(status, { 'x-amzn-requestid': requestId, 'x-amz-request-id': requestId, ...others, ...framing });
      response.end(incoming.method === 'HEAD' ? undefined : body);
    };
    try {
      write(answer);
    } catch (error) {
      // Such as a header that HTTP cannot carry: the client hears of it too.
      if (response.headersSent) throw error;
      props.onError(error);
      write(errorAnswer(error, requestId, signature?.service === 's3'));
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

type Route = (signed: SignedRequest, signature: Signature | undefined, requestId: string, aborted: AbortSignal) => Promise<AwsResponse>;

const router = (props: EndpointProps): Route => {
  const bySigningName = new Map(props.services.map((service) => [service.signingName, service]));
  return async (signed, signature, requestId, aborted) => {
    const { method, path, headers, body } = signed;
    if (isSignedV2(signed)) throw signatureVersion2();
    const executeApi = path.startsWith(EXECUTE_API_PATH);
    if (executeApi && signature !== undefined && signature.service !== 'execute-api') throw wrongScope();
    const caller = props.iam.callerOf(signed, signature, { strict: executeApi });
    const traceHeader = headers['x-amzn-trace-id'];
    const call = props.faulty?.({ caller, name: callName(signed, signature), traceHeader });
    const request: AwsRequest = {
      method,
      path,
      query: new URLSearchParams(signed.rawQuery),
      headers,
      body,
      requestId,
      traceHeader,
      caller,
      aborted,
      authorize(permission) {
        props.iam.authorize(caller, permission);
        call?.meet(permission);
      },
    };
    if (path.startsWith(CONTROL_PATH) && props.control !== undefined) return props.control.handle(request);
    if (executeApi) return props.executeApi.handle(request);
    if (signature === undefined) throw unsigned();
    const service = bySigningName.get(signature.service);
    if (service === undefined) throw notImplemented(signature.service, headers['x-amz-target'] ?? `${method} ${path}`);
    const answer = await service.handle(request);
    return call === undefined ? answer : call.finish(answer);
  };
};

/** Such as `dynamodb:PutItem`; of services that say it in the path, what they are called with. */
const callName = ({ method, path, headers }: SignedRequest, signature: Signature | undefined): string => {
  const service = signature?.service ?? '';
  const operation = headers['x-amz-target']?.split('.').at(-1) ?? (service === 's3' ? S3_CALLS[method] : undefined);
  return `${service}:${operation ?? `${method} ${path}`}`;
};

const S3_CALLS: Readonly<Record<string, string>> = { GET: 'GetObject', PUT: 'PutObject', HEAD: 'HeadObject', DELETE: 'DeleteObject' };

/** https://docs.aws.amazon.com/AmazonS3/latest/API/RESTAuthentication.html */
const isSignedV2 = ({ headers, rawQuery }: Pick<SignedRequest, 'headers' | 'rawQuery'>): boolean =>
  /^AWS [^:]+:/.test(headers.authorization ?? '') || /(^|&)AWSAccessKeyId=/.test(rawQuery);

const signatureVersion2 = (): AwsError =>
  new AwsError(
    'InvalidRequest',
    'The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256. ' +
      'This request is signed with Signature Version 2, S3 takes Signature Version 4 (SigV4) only.',
  );

const foreign = (why: string): AwsError => new AwsError('AccessDeniedException', why, { status: 403 });

const wrongScope = (): AwsError =>
  new AwsError('InvalidSignatureException', "Credential should be scoped to correct service: 'execute-api'.", { status: 403 });

const unsigned = (): AwsError =>
  new AwsError('MissingAuthenticationTokenException', 'Missing Authentication Token. Sign the request with any AWS SDK.', { status: 403 });
