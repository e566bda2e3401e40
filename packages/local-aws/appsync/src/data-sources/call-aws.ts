import { AwsError, type Ports, type RoleCall } from '@plumbline/local-aws-kernel';
import { isJsonObject, type Json, parseJson } from '../json.ts';

export interface AwsAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  readonly body: Json;
  readonly requestId: string;
}

/** Calls another service with a role, with the same permissions and checks as over HTTP. */
export const callAws = async (ports: Pick<Ports, 'callService'>, service: string, call: RoleCall): Promise<AwsAnswer> => {
  try {
    const { status, headers = {}, body, requestId } = await ports.callService(service, call);
    const text = String(body ?? '');
    return { status, headers, text, body: parseJson(text) ?? null, requestId };
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const body = { __type: error.code, message: error.message };
    return { status: error.status, headers: {}, text: JSON.stringify(body), body, requestId: '' };
  }
};

/** The code and the text of an error in any of AWS's protocols. */
export const awsErrorOf = ({ headers, body, status }: AwsAnswer): { readonly code: string; readonly message: string } => {
  const fields = isJsonObject(body) ? body : {};
  const code = headers['x-amzn-errortype'] ?? fields['__type'] ?? fields['code'] ?? `Status${status}`;
  const message = fields['message'] ?? fields['Message'] ?? '';
  return { code: String(code).split('#').at(-1)?.split(':')[0] ?? '', message: String(message) };
};
