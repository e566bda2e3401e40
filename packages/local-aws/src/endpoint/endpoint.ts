import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AwsError, notImplemented } from '../aws-error.ts';
import type { Iam } from '../iam/iam.ts';
import type { Store } from '../store/store.ts';
import type { AwsRequest, AwsResponse, AwsService } from './aws-service.ts';
import { readSignature, type SignedRequest } from './signature.ts';

/** Loopback only: whoever reaches the port may do everything. */
export const LOOPBACK = '127.0.0.1';

/** A request body is held in memory; a larger one is refused. S3 clients split uploads above 5 MiB parts anyway. */
const BODY_BYTES_MAX = 256 * 1024 * 1024;

export interface EndpointProps {
  /** 0 takes any free port. */
  readonly port: number;
  readonly services: readonly AwsService[];
  /** Serves `/_aws/execute-api/{restApiId}/{stage}/...`, the local form of a deployed REST API's host name. */
  readonly executeApi: AwsService;
  readonly iam: Iam;
  readonly store: Store;
  readonly onError: (error: unknown) => void;
}

export interface Endpoint {
  /** For example `http://127.0.0.1:4566`. */
  readonly url: string;
  close(): Promise<void>;
}

export const EXECUTE_API_PATH = '/_aws/execute-api/';

/** One HTTP endpoint for every service: the credential scope of the signature says which service a request is for. */
export const startEndpoint = async (props: EndpointProps): Promise<Endpoint> => {
  const bySigningName = new Map(props.services.map((service) => [service.signingName, service]));

  const respond = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const requestId = randomUUID();
    let answer: AwsResponse;
    try {
      answer = await route(request, requestId);
    } catch (error) {
      if (!(error instanceof AwsError)) props.onError(error);
      answer = errorAnswer(error, requestId);
    }
    await props.store.durable();
    response.writeHead(answer.status, { 'x-amzn-requestid': requestId, 'x-amz-request-id': requestId, ...answer.headers });
    response.end(request.method === 'HEAD' ? undefined : answer.body);
  };

  const route = async (incoming: IncomingMessage, requestId: string): Promise<AwsResponse> => {
    const [path = '/', rawQuery = ''] = splitOnce(incoming.url ?? '/', '?');
    const signed: SignedRequest = {
      method: incoming.method ?? 'GET',
      path,
      rawQuery,
      headers: flatHeaders(incoming),
      body: await readBody(incoming),
    };
    const query = new URLSearchParams(rawQuery);
    const signature = readSignature(signed.headers, query);
    const executeApi = path.startsWith(EXECUTE_API_PATH);
    const caller = props.iam.callerOf(signed, signature, { strict: executeApi });
    const request: AwsRequest = {
      method: signed.method,
      path,
      query,
      headers: signed.headers,
      body: signed.body,
      requestId,
      traceHeader: signed.headers['x-amzn-trace-id'],
      caller,
      authorize: (permission) => props.iam.authorize(caller, permission),
    };
    if (executeApi) return props.executeApi.handle(request);
    const service = bySigningName.get(signature?.service ?? '');
    if (service !== undefined) return service.handle(request);
    if (signature !== undefined) {
      throw notImplemented(signature.service, request.headers['x-amz-target'] ?? `${request.method} ${path}`);
    }
    throw new AwsError('MissingAuthenticationTokenException', 'Missing Authentication Token. Sign the request with any AWS SDK.', {
      status: 403,
    });
  };

  const server = createServer((request, response) => {
    respond(request, response).catch((error: unknown) => {
      props.onError(error);
      response.destroy();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(props.port, LOOPBACK, resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${LOOPBACK}:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};

const errorAnswer = (error: unknown, requestId: string): AwsResponse => {
  const known = error instanceof AwsError;
  const code = known ? error.code : 'InternalFailure';
  const message = known ? error.message : 'local-aws failed; its log has the stack trace.';
  return {
    status: known ? error.status : 500,
    headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-errortype': code },
    body: JSON.stringify({ __type: code, message, requestId }),
  };
};

const flatHeaders = (request: IncomingMessage): Record<string, string> => {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(',') : value;
  }
  return headers;
};

const readBody = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > BODY_BYTES_MAX) throw new AwsError('RequestEntityTooLarge', `The body is over ${BODY_BYTES_MAX} bytes.`, { status: 413 });
    chunks.push(chunk);
  }
  return chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks);
};

const splitOnce = (text: string, separator: string): readonly string[] => {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
};
