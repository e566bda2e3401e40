import { type Clock, type Outbound, outboundUrl } from '@plumbline/local-aws-kernel';
import { createLocalJWKSet, type JSONWebKeySet } from 'jose';

export type KeysOf = (issuer: string) => Promise<ReturnType<typeof createLocalJWKSet>>;

/** "AWS AppSync caches" the keys of an issuer for up to 15 minutes. */
const KEPT_MS = 900_000;
const CALL_MS_MAX = 5_000;

/** Fetches the keys of OpenID Connect issuers, as `outbound` allows. Throws Error when an issuer has none. */
export const openOidcKeys = ({ clock, outbound }: { readonly clock: Clock; readonly outbound: Outbound }): KeysOf => {
  const known = new Map<string, { readonly untilMs: number; readonly keys: ReturnType<KeysOf> }>();
  const fetchJson = async (address: string): Promise<Readonly<Record<string, unknown>>> => {
    const url = outboundUrl(address, outbound);
    if (!(url instanceof URL)) throw new Error(url.refused);
    const answer = await fetch(url, { signal: AbortSignal.timeout(CALL_MS_MAX) });
    if (!answer.ok) throw new Error(`${address} answered with ${answer.status}.`);
    return (await answer.json()) as Readonly<Record<string, unknown>>;
  };
  const load: KeysOf = async (issuer) => {
    const { jwks_uri: address } = await fetchJson(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
    return createLocalJWKSet((await fetchJson(String(address))) as unknown as JSONWebKeySet);
  };
  return (issuer) => {
    const found = known.get(issuer);
    if (found !== undefined && found.untilMs > clock.now()) return found.keys;
    const keys = load(issuer);
    known.set(issuer, { untilMs: clock.now() + KEPT_MS, keys });
    // A failure is not kept.
    keys.catch(() => known.delete(issuer));
    return keys;
  };
};
