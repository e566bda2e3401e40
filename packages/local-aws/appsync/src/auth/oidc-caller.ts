import { type JWTPayload, jwtVerify } from 'jose';
import type { AppSyncContext } from '../appsync-context.ts';
import type { Caller } from '../caller.ts';
import type { AuthProvider } from '../graphql-api.ts';
import type { JsonObject } from '../json.ts';
import { plain } from '../plain.ts';
import type { KeysOf } from './oidc-keys.ts';
import { notAuthorized, unauthorized } from './unauthorized.ts';

export type OidcProvider = Extract<AuthProvider, { readonly mode: 'OPENID_CONNECT' }>;

/** https://docs.aws.amazon.com/appsync/latest/devguide/security-authz.html#openid-connect-authorization */
export const oidcCaller = async (
  { clock, observe }: Pick<AppSyncContext, 'clock' | 'observe'>,
  keysOf: KeysOf,
  { issuer, clientId, authTtlMs, iatTtlMs }: OidcProvider,
  token: string,
): Promise<Caller> => {
  const nowMs = clock.now();
  let claims: JWTPayload;
  try {
    claims = (await jwtVerify(token, await keysOf(issuer), { issuer, currentDate: new Date(nowMs) })).payload;
  } catch (error) {
    const { code, message } = error as Error & { readonly code?: string };
    if (code === 'ERR_JWT_EXPIRED') throw unauthorized('Token has expired.');
    if (code === undefined) observe({ kind: 'warning', message: `The keys of the issuer ${issuer} cannot be read: ${message}` });
    throw notAuthorized();
  }
  if (isOver(claims.iat, iatTtlMs, nowMs) || isOver(claims['auth_time'], authTtlMs, nowMs)) throw unauthorized('Token has expired.');
  const clients = [claims.aud, claims['azp']].flat();
  if (clientId !== undefined && !clients.some((client) => new RegExp(`^(?:${clientId})$`).test(String(client)))) throw notAuthorized();
  return {
    mode: 'OPENID_CONNECT',
    identity: { sub: claims.sub ?? null, issuer, claims: plain(claims) as JsonObject },
    groups: [],
    principal: { kind: 'anonymous' },
    deniedFields: new Set(),
  };
};

/** A limit of 0, or none, means that the token's own expiry counts. A claim that a limit needs must be there. */
const isOver = (seconds: unknown, ttlMs: number | undefined, nowMs: number): boolean =>
  ttlMs !== undefined && ttlMs > 0 && (typeof seconds !== 'number' || seconds * 1_000 + ttlMs <= nowMs);
