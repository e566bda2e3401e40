import { randomUUID } from 'node:crypto';
import { AwsError } from '../../aws-error.ts';
import type { AwsRequest, AwsResponse, AwsService } from '../../endpoint/aws-service.ts';
import type { Iam } from '../../iam/iam.ts';
import type { Principal } from '../../iam/principal.ts';
import type { JsonObject } from '../json.ts';
import { isJsonObject, type Json, parseJson } from '../json.ts';
import { serviceFailure } from './service-error.ts';

/** A call of another service, made with a role: its permissions and checks are the real ones. */
export interface ServiceCall {
  /** `sqs`, `lambda`, ... */
  readonly name: string;
  readonly service: AwsService;
  readonly caller: Principal;
  readonly traceHeader: string | undefined;
  /** @default `/` */
  readonly path?: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Json;
}

export interface ServiceAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Json;
  readonly requestId: string;
}

/** Throws StateFailure with the service's error. */
export const callService = async (iam: Iam, call: ServiceCall): Promise<ServiceAnswer> => {
  const requestId = randomUUID();
  const request: AwsRequest = {
    method: 'POST',
    path: call.path ?? '/',
    query: new URLSearchParams(),
    headers: call.headers,
    body: Buffer.from(JSON.stringify(call.body)),
    requestId,
    traceHeader: call.traceHeader,
    caller: call.caller,
    aborted: new AbortController().signal,
    authorize: (permission) => iam.authorize(call.caller, permission),
  };
  const response = await handled(call.service, request);
  const headers = response.headers ?? {};
  const body = parseJson(String(response.body ?? '')) ?? null;
  if (response.status < 300) return { status: response.status, headers, body, requestId };
  const answer: JsonObject = isJsonObject(body) ? body : {};
  const code = headers['x-amzn-errortype'] ?? 'Unknown';
  throw serviceFailure(call.name, code, response.status, String(answer.message ?? answer.Message ?? ''), requestId);
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

/** What AWS's SDK says of an answer, which most integrations hand on with it. */
export const sdkMetadata = ({ status, headers, body, requestId }: ServiceAnswer): JsonObject => {
  const length = String(Buffer.byteLength(JSON.stringify(body)));
  const shown: Record<string, string> = {
    Connection: 'keep-alive',
    'Content-Length': length,
    'Content-Type': headers['content-type'] ?? 'application/json',
    'x-amzn-RequestId': requestId,
  };
  return {
    SdkHttpMetadata: {
      AllHttpHeaders: Object.fromEntries(Object.entries(shown).map(([name, value]) => [name, [value]])),
      HttpHeaders: shown,
      HttpStatusCode: status,
    },
    SdkResponseMetadata: { RequestId: requestId },
  };
};
