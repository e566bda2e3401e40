import type { AppSyncContext } from '../appsync-context.ts';
import type { Caller } from '../caller.ts';
import type { AuthProvider } from '../graphql-api.ts';
import { isJsonArray, type JsonObject } from '../json.ts';
import { plain } from '../plain.ts';
import { COGNITO } from './auth-mode.ts';
import { notAuthorized, unauthorized } from './unauthorized.ts';

export type UserPoolProvider = Extract<AuthProvider, { readonly mode: 'AMAZON_COGNITO_USER_POOLS' }>;

/**
 * The user of a token of a user pool, which the pool's service checks.
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/security-authz.html#amazon-cognito-user-pools-authorization
 */
export const userPoolCaller = async (
  { ports }: Pick<AppSyncContext, 'ports'>,
  { userPoolId, appIdClientRegex }: UserPoolProvider,
  token: string,
): Promise<Caller> => {
  const verdict = await ports.userPools.verify(userPoolId, token);
  if (verdict.kind === 'invalid') throw /expired/i.test(verdict.reason) ? unauthorized('Token has expired.') : notAuthorized();
  const claims = plain(verdict.claims) as JsonObject;
  const client = claims['aud'] ?? claims['client_id'];
  if (appIdClientRegex !== undefined && !new RegExp(appIdClientRegex).test(String(client))) throw notAuthorized();
  const groups = claims['cognito:groups'];
  return {
    mode: COGNITO,
    identity: {
      sub: claims['sub'] ?? null,
      issuer: claims['iss'] ?? null,
      username: claims['cognito:username'] ?? claims['username'] ?? null,
      claims,
      sourceIp: ['127.0.0.1'],
      defaultAuthStrategy: 'ALLOW',
      groups: groups ?? null,
    },
    groups: isJsonArray(groups) ? groups.map(String) : [],
    principal: { kind: 'anonymous' },
    deniedFields: new Set(),
  };
};
