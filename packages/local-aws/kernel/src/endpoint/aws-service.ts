import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Permission } from '@plumbline/iam-policy';
import type { AwsError } from '../aws-error.ts';
import type { Principal } from '../iam/principal.ts';
import type { SignedRequest } from './signature.ts';

/** One request as a service receives it: attributed to a caller, but not yet authorized. */
export interface AwsRequest {
  /** AWS's name for it, such as `PutItem`. */
  readonly operation: string;
  readonly method: string;
  /** The path as sent, still percent-encoded, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  readonly requestId: string;
  /** The caller's `X-Amzn-Trace-Id`, if it sent one. */
  readonly traceHeader: string | undefined;
  readonly caller: Principal;
  /** Aborted when the client disconnects before the response. */
  readonly aborted: AbortSignal;
  /** Throws AccessDenied when the caller's role does not allow it. Call it before any other work. */
  authorize(permission: Permission): void;
}

export interface AwsResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/** A request before it is attributed to a caller. */
export type RequestHead = Omit<SignedRequest, 'body'>;

/** One AWS service behind the endpoint. */
export interface AwsService {
  /** The service part of the SigV4 credential scope. */
  readonly signingName: string;
  /** The path selects the service instead of the scope: `/_aws/execute-api/` replaces the host names of deployed REST APIs. */
  readonly pathPrefix?: string;
  /** Whether credentials must be issued by local-aws. @default any other credentials are the operator's */
  readonly strict?: boolean | ((head: RequestHead) => boolean);
  /** Whether the service also answers under wildcard DNS names of 127.0.0.1 with a resource name as prefix. @default false */
  readonly virtualHosted?: boolean;
  /** Whether pages that this endpoint serves under another loopback name may call the service. @default only its own origin may */
  readonly ownPages?: boolean;
  /** Whether a request without a SigV4 signature belongs to this service. @default no such request does */
  claims?(head: RequestHead): boolean;
  /** AWS's name for the operation of a request, such as `PutItem`; faults and errors use it. */
  operationOf(request: SignedRequest): string;
  handle(request: AwsRequest): Promise<AwsResponse>;
  /** Takes over the connection of a request to upgrade to a WebSocket. @default the request is refused */
  upgrade?(incoming: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** The response to a failed request, in the service's own protocol. */
  errorAnswer(error: AwsError, request: FailedRequest): AwsResponse;
}

export interface FailedRequest extends RequestHead {
  readonly requestId: string;
}
