/** The URLs that a local system may call: a laptop must not send test orders to a partner's real endpoint. */
export interface Outbound {
  /** Redirects calls to URLs with a given prefix, for example to a test's receiver; the longest prefix counts. @default none */
  readonly redirects?: Readonly<Record<string, string>>;
  /** Whether calls may leave this machine. @default false */
  readonly anywhere?: boolean;
}

const LOOPBACK = /^(127(\.\d+){3}|\[::1\]|localhost)$/;

/** @returns the URL to call, or the reason for the refusal. */
export const outboundUrl = (url: string, { redirects = {}, anywhere = false }: Outbound): URL | { readonly refused: string } => {
  const [from, to] = longestFirst(redirects).find(([prefix]) => url.startsWith(prefix)) ?? ['', ''];
  const target = URL.parse(`${to}${url.slice(from.length)}`);
  if (target === null) return { refused: `${url} is not a URL.` };
  if (anywhere || from !== '' || LOOPBACK.test(target.hostname)) return target;
  return {
    refused: `${target.origin} is not on this machine, and local-aws calls only this machine by default. Redirect the URL, or allow calls to any host.`,
  };
};

const longestFirst = (redirects: Readonly<Record<string, string>>): readonly (readonly [string, string])[] =>
  Object.entries(redirects).sort(([one], [other]) => other.length - one.length);
