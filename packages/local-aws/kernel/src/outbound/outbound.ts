/** Whom a local system may call: a laptop must not send its trial orders to somebody's real endpoint. */
export interface Outbound {
  /** Calls to URLs that start so go to another place, such as a receiver of a test; the longest beginning counts. @default none */
  readonly redirects?: Readonly<Record<string, string>>;
  /** Whether calls may leave this machine. @default false */
  readonly anywhere?: boolean;
}

const LOOPBACK = /^(127(\.\d+){3}|\[::1\]|localhost)$/;

/** @returns where a call goes, or why it goes nowhere. */
export const outboundUrl = (url: string, { redirects = {}, anywhere = false }: Outbound): URL | { readonly refused: string } => {
  const [from, to] = longestFirst(redirects).find(([prefix]) => url.startsWith(prefix)) ?? ['', ''];
  const target = URL.parse(`${to}${url.slice(from.length)}`);
  if (target === null) return { refused: `${url} is not a URL.` };
  if (anywhere || from !== '' || LOOPBACK.test(target.hostname)) return target;
  return {
    refused: `${target.origin} is not on this machine, and local-aws calls nobody else unless told to: redirect it, or allow calls to anywhere.`,
  };
};

const longestFirst = (redirects: Readonly<Record<string, string>>): readonly (readonly [string, string])[] =>
  Object.entries(redirects).sort(([one], [other]) => other.length - one.length);
