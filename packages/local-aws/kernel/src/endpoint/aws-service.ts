import type { Permission } from '@plumbline/iam-policy';
import type { AwsError } from '../aws-error.ts';
import type { Principal } from '../iam/principal.ts';
import type { SignedRequest } from './signature.ts';

/** One request as a service sees it: already attributed to a caller, not yet authorized. */
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
  /** Aborted when the client goes away before it is answered. */
  readonly aborted: AbortSignal;
  /** Throws AccessDenied when the caller's role does not allow it. Call it before doing anything. */
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
  /** The service is found by the path instead of the scope: `/_aws/execute-api/` stands for the host names of deployed REST APIs. */
  readonly pathPrefix?: string;
  /** Whether credentials must be ones that local-aws has given out. @default any others are the operator's */
  readonly strict?: boolean;
  /** Whether the service also answers under wildcard DNS names of 127.0.0.1, with the name of a resource in front. @default false */
  readonly virtualHosted?: boolean;
  /** Whether a request without a SigV4 signature is meant for this service all the same. @default none is */
  claims?(head: RequestHead): boolean;
  /** AWS's name for the operation of a request, such as `PutItem`: what faults and errors call it. */
  operationOf(request: SignedRequest): string;
  handle(request: AwsRequest): Promise<AwsResponse>;
  /** The answer to a request that failed, in the service's own protocol. */
  errorAnswer(error: AwsError, request: FailedRequest): AwsResponse;
}

export interface FailedRequest extends RequestHead {
  readonly requestId: string;
}
