import type { Clock } from '@plumbline/local-aws-kernel';
import { httpCall, type Outbound, outboundUrl } from '@plumbline/local-aws-kernel';
import type { Authorization, Connection } from './connection.ts';

type OAuth = Extract<Authorization, { readonly type: 'OAUTH_CLIENT_CREDENTIALS' }>;

interface Token {
  readonly text: string;
  readonly expiresMs: number;
}

/** A token is no longer used within this time before it expires. */
const MARGIN_MS = 60_000;
/** RFC 6749, 5.1: the server decides on the lifetime of a token if it does not declare one. */
const EXPIRES_SECONDS_DEFAULT = 3_600;

/**
 * Access tokens of OAuth connections; each is fetched once for its lifetime.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-target-connection-auth.html
 */
export const tokens = (clock: Clock, outbound: Outbound) => {
  const known = new Map<string, Promise<Token>>();
  return {
    /** @throws Error when the authorization server does not return one */
    async get(connectionArn: string, authorization: OAuth): Promise<string> {
      let token = await known.get(connectionArn);
      if (token === undefined || token.expiresMs - MARGIN_MS <= clock.now()) {
        const fetching = fetchToken(authorization, clock, outbound);
        known.set(connectionArn, fetching);
        // A failure must not be cached.
        fetching.catch(() => known.delete(connectionArn));
        token = await fetching;
      }
      return token.text;
    },
    forget: ({ arn }: Connection): void => void known.delete(arn),
  };
};

const fetchToken = async (authorization: OAuth, clock: Clock, outbound: Outbound): Promise<Token> => {
  const { clientId, clientSecret, additions } = authorization;
  const url = outboundUrl(authorization.endpoint, outbound);
  if ('refused' in url) throw new Error(url.refused);
  for (const [name, value] of Object.entries(additions.query)) url.searchParams.set(name, value);
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: clientSecret,
    ...additions.body,
  });
  const { status, body } = await httpCall({
    method: authorization.method,
    url,
    headers: { 'content-type': 'application/x-www-form-urlencoded', connection: 'close', ...additions.headers },
    body: form.toString(),
  });
  if (status !== 200) throw new Error(`The authorization endpoint ${url.origin}${url.pathname} answered ${status}: ${body}`);
  const answer = JSON.parse(body) as { readonly access_token?: string; readonly expires_in?: number };
  if (answer.access_token === undefined)
    throw new Error(`The authorization endpoint ${url.origin}${url.pathname} did not return an access_token.`);
  return { text: answer.access_token, expiresMs: clock.now() + (answer.expires_in ?? EXPIRES_SECONDS_DEFAULT) * 1_000 };
};
