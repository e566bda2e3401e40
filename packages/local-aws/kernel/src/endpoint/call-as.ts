import { randomUUID } from 'node:crypto';
import { AwsError } from '../aws-error.ts';
import type { Iam } from '../iam/iam.ts';
import type { Principal } from '../iam/principal.ts';
import type { AwsRequest, AwsResponse, AwsService } from './aws-service.ts';

/** A call of one service to another with a role. */
export interface RoleCall {
  readonly caller: Principal;
  readonly traceHeader?: string | undefined;
  /** @default `POST` */
  readonly method?: string | undefined;
  /** @default `/` */
  readonly path?: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface RoleAnswer extends AwsResponse {
  readonly requestId: string;
}

/** Calls a service as a role, with the same permissions and checks as over HTTP. An error is a response, as over HTTP. */
export const callAs = async (iam: Iam, service: AwsService, call: RoleCall): Promise<RoleAnswer> => {
  const { caller, traceHeader, method = 'POST', path = '/', headers } = call;
  const requestId = randomUUID();
  const signed = { method, path, rawQuery: '', headers, body: Buffer.from(call.body) };
  const request: AwsRequest = {
    ...signed,
    operation: service.operationOf(signed),
    query: new URLSearchParams(),
    requestId,
    traceHeader,
    caller,
    aborted: new AbortController().signal,
    authorize: (permission) => iam.authorize(caller, permission),
  };
  try {
    return { ...(await service.handle(request)), requestId };
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return { ...service.errorAnswer(error, { ...signed, requestId }), requestId };
  }
};
