import type { Principal } from '@plumbline/local-aws-kernel';
import { decodeJwt } from 'jose';
import type { DeployedApi } from '../apis.ts';
import type { AppSyncContext } from '../appsync-context.ts';
import type { Caller } from '../caller.ts';
import type { AuthProvider } from '../graphql-api.ts';
import { apiKeyCaller } from './api-key.ts';
import { COGNITO } from './auth-mode.ts';
import { iamCaller } from './iam-caller.ts';
import { openLambdaCaller } from './lambda-caller.ts';
import { oidcCaller } from './oidc-caller.ts';
import { openOidcKeys } from './oidc-keys.ts';
import type { RequestFacts } from './request-facts.ts';
import { notAuthorized, unauthorized } from './unauthorized.ts';
import { userPoolCaller } from './user-pool-caller.ts';

/** The facts of a request that decide who calls. */
export interface Credentials {
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  /** Of a signed request. */
  readonly principal: Principal;
  readonly request: RequestFacts;
}

export type Authenticate = (api: DeployedApi, credentials: Credentials) => Promise<Caller>;

/** Finds the mode that the credentials of a request belong to, and checks them. Throws AwsError with status 401. */
export const openAuthenticate = (context: AppSyncContext): Authenticate => {
  const keysOf = openOidcKeys(context);
  const lambdaCaller = openLambdaCaller(context);

  const byToken = (api: DeployedApi, token: string, { headers, request }: Credentials): Promise<Caller> | undefined => {
    const provider = providerOf(api.providers, issuerOf(token));
    if (provider?.mode === 'AMAZON_COGNITO_USER_POOLS') return userPoolCaller(context, provider, token);
    if (provider?.mode === 'OPENID_CONNECT') return oidcCaller(context, keysOf, provider, token);
    return provider?.mode === 'AWS_LAMBDA' ? lambdaCaller({ api, provider, token, request, headers }) : undefined;
  };

  return async (api, credentials) => {
    const { headers, principal } = credentials;
    const { authorization = '', 'x-api-key': apiKey } = headers;
    const has = (mode: AuthProvider['mode']): boolean => api.providers.some((one) => one.mode === mode);
    if (authorization.startsWith('AWS4-HMAC-SHA256')) {
      if (!has('AWS_IAM')) throw notAuthorized();
      return iamCaller(context.account, principal);
    }
    const caller = authorization === '' ? undefined : byToken(api, authorization, credentials);
    if (caller !== undefined) return caller;
    if (apiKey !== undefined && has('API_KEY')) return apiKeyCaller(context.apis, api.id, apiKey, context.clock.now());
    if (authorization !== '' || apiKey !== undefined) throw notAuthorized();
    throw unauthorized('Valid authorization header not provided.');
  };
};

/**
 * The issuer of a token tells which provider it is for; any other text is for the function, as it is. AppSync takes tokens without `Bearer`.
 * @see https://repost.aws/knowledge-center/aws-appsync-graphql-request-unauth-error
 */
const providerOf = (providers: readonly AuthProvider[], issuer: string | undefined): AuthProvider | undefined => {
  const withoutSlash = (url: string): string => url.replace(/\/$/, '');
  if (issuer !== undefined) {
    for (const one of providers) {
      if (one.mode === COGNITO && 'userPoolId' in one && issuer.endsWith(`/${one.userPoolId}`)) return one;
      if (one.mode === 'OPENID_CONNECT' && withoutSlash(one.issuer) === withoutSlash(issuer)) return one;
    }
  }
  return providers.find(({ mode }) => mode === 'AWS_LAMBDA');
};

const issuerOf = (token: string): string | undefined => {
  if (token.includes(' ')) return undefined;
  try {
    return decodeJwt(token).iss;
  } catch {
    return undefined;
  }
};
