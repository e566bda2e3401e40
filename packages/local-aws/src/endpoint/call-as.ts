import { randomUUID } from 'node:crypto';
import { AwsError } from '../aws-error.ts';
import type { Iam } from '../iam/iam.ts';
import type { Principal } from '../iam/principal.ts';
import type { AwsRequest, AwsResponse, AwsService } from './aws-service.ts';

/** A call that one service makes to another with a role. */
export interface RoleCall {
  readonly service: AwsService;
  readonly caller: Principal;
  readonly traceHeader?: string | undefined;
  /** @default `/` */
  readonly path?: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface RoleAnswer extends AwsResponse {
  readonly requestId: string;
}

/** Calls a service as a role: its permissions and checks are the real ones. An error is an answer, as over HTTP. */
export const callAs = async (iam: Iam, { service, caller, traceHeader, path = '/', headers, body }: RoleCall): Promise<RoleAnswer> => {
  const requestId = randomUUID();
  const request: AwsRequest = {
    method: 'POST',
    path,
    query: new URLSearchParams(),
    headers,
    body: Buffer.from(body),
    requestId,
    traceHeader,
    caller,
    aborted: new AbortController().signal,
    authorize: (permission) => iam.authorize(caller, permission),
  };
  return { ...(await handled(service, request)), requestId };
};

/** A service may leave an error to the endpoint, as for an operation that is not there. */
const handled = async (service: AwsService, request: AwsRequest): Promise<AwsResponse> => {
  try {
    return await service.handle(request);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return { status: error.status, headers: { 'x-amzn-errortype': error.code }, body: JSON.stringify({ message: error.message }) };
  }
};
