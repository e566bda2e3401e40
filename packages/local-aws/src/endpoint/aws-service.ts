import type { Permission } from '@plumbline/iam-policy';
import type { Principal } from '../iam/principal.ts';

/** One request as a service sees it: already attributed to a caller, not yet authorized. */
export interface AwsRequest {
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

/** One AWS service behind the endpoint. `signingName` is the service part of the SigV4 credential scope. */
export interface AwsService {
  readonly signingName: string;
  handle(request: AwsRequest): Promise<AwsResponse>;
}
