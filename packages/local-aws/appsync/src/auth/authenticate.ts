import type { Principal } from '@plumbline/local-aws-kernel';
import type { DeployedApi } from '../apis.ts';
import type { AppSyncContext } from '../appsync-context.ts';
import type { Caller } from '../caller.ts';
import type { AuthProvider } from '../graphql-api.ts';
import type { JsonObject } from '../json.ts';
import { apiKeyCaller } from './api-key.ts';
import type { AuthMode } from './auth-mode.ts';
import { iamCaller } from './iam-caller.ts';
import { unauthorized } from './unauthorized.ts';

/** The facts of a request that decide who calls. */
export interface Credentials {
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  /** Of a signed request. */
  readonly principal: Principal;
  /** What the function of AWS_LAMBDA learns about the request. */
  readonly request: {
    readonly requestId: string;
    readonly queryString: string | null;
    readonly operationName: string | null;
    readonly variables: JsonObject;
  };
}

/** Finds the mode that the credentials of a request belong to, and checks them. Throws AwsError with status 401. */
export const authenticate = async (context: AppSyncContext, api: DeployedApi, { headers, principal }: Credentials): Promise<Caller> => {
  const provider = <M extends AuthMode>(mode: M): Extract<AuthProvider, { readonly mode: M }> | undefined =>
    api.providers.find((one) => one.mode === mode) as Extract<AuthProvider, { readonly mode: M }> | undefined;
  const { authorization, 'x-api-key': apiKey } = headers;
  if (authorization?.startsWith('AWS4-HMAC-SHA256') === true) {
    if (provider('AWS_IAM') === undefined) throw unauthorized('You are not authorized to make this call.');
    return iamCaller(context.account, principal);
  }
  if (apiKey !== undefined && provider('API_KEY') !== undefined) return apiKeyCaller(context.apis, api.id, apiKey, context.clock.now());
  throw unauthorized('Valid authorization header not provided.');
};
