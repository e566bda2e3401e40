import type { Ports, RoleCall } from '@plumbline/local-aws-kernel';
import type { JsonObject } from '../json.ts';
import { isJsonObject, type Json, parseJson } from '../json.ts';
import type { StateFailure } from '../state-failure.ts';
import { serviceFailure } from './service-error.ts';

/** A call of another service with a role, with the same permissions and checks as over HTTP. */
export interface ServiceCall extends Omit<RoleCall, 'body'> {
  /** `sqs`, `lambda`, ... */
  readonly name: string;
  readonly body: Json;
}

export interface ServiceAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Json;
  readonly requestId: string;
}

/** The failure for an error of a service. */
export type FailureOf = (code: string, status: number, message: string, requestId: string) => StateFailure;

/** Throws StateFailure with the service's error, as the optimized integrations name it. */
export const callService = (ports: Pick<Ports, 'callService'>, call: ServiceCall): Promise<ServiceAnswer> =>
  requestService(ports, call, (code, status, message, requestId) => serviceFailure(call.name, code, status, message, requestId));

export const requestService = async (
  ports: Pick<Ports, 'callService'>,
  { name, ...call }: ServiceCall,
  failureOf: FailureOf,
): Promise<ServiceAnswer> => {
  const { status, headers = {}, requestId, ...response } = await ports.callService(name, { ...call, body: JSON.stringify(call.body) });
  const body = parseJson(String(response.body ?? '')) ?? null;
  if (status < 300) return { status, headers, body, requestId };
  const answer: JsonObject = isJsonObject(body) ? body : {};
  const code = headers['x-amzn-errortype'] ?? 'Unknown';
  throw failureOf(code, status, String(answer.message ?? answer.Message ?? ''), requestId);
};

/** The SDK metadata of a response, which most integrations return with it. */
export const sdkMetadata = ({ status, headers, body, requestId }: ServiceAnswer): JsonObject => {
  const length = String(Buffer.byteLength(typeof body === 'string' ? body : JSON.stringify(body)));
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
