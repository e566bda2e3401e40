/** The parts of a request that the policy checks. */
export interface RequestOrigin {
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** Whether the service that the request is for answers under wildcard DNS names of 127.0.0.1. */
  readonly virtualHosted: boolean;
  /** Whether the service also answers pages that this endpoint serves under other loopback names. @default false */
  readonly ownPages?: boolean;
}

/**
 * The reason for refusing a request before any code reads it; `undefined` when the request may proceed. Every page that is open in a
 * browser can reach a port on this machine, and a host name that its owner points at 127.0.0.1 makes that page same-origin. A request
 * therefore proceeds only when all of these conditions hold:
 *
 * - `Host` is one of {@link LOOPBACK_NAMES}, an AWS host name, or, for services that allow it, a name under a wildcard DNS name of 127.0.0.1;
 * - `Origin`, which browsers send with every request that can change something, is absent or the endpoint's own; for services that allow
 *   it, another loopback name with the same port is the endpoint's own too, because the endpoint itself served that page;
 * - `Sec-Fetch-Site`, which browsers send to loopback names, is absent, `same-origin`, or `none` for an address that the user typed.
 *
 * SDKs and command-line tools send neither `Origin` nor `Sec-Fetch-Site`. The same rules apply to a request to upgrade to a WebSocket.
 */
export const foreignRequest = ({ headers, virtualHosted, ownPages = false }: RequestOrigin): string | undefined => {
  const host = textOf(headers.host).toLowerCase();
  const name = host.replace(/:\d+$/, '');
  const wildcard = WILDCARD_DNS_NAME.test(name);
  if (!LOOPBACK_NAMES.test(name) && !AWS_NAME.test(name) && !wildcard) {
    return `local-aws answers under localhost and 127.0.0.1, not under the host name "${host}".`;
  }
  // Browsers do not mark their requests to such a name with Sec-Fetch-Site.
  if (wildcard && !virtualHosted) return `Only buckets answer under the host name "${host}".`;
  const origin = textOf(headers.origin);
  if (ownPages && isOwnPage(origin.toLowerCase(), host)) return undefined;
  if (origin !== '' && origin.toLowerCase() !== `http://${host}`) return `local-aws refuses requests from pages of "${origin}".`;
  const site = textOf(headers['sec-fetch-site']);
  if (site !== '' && site !== 'same-origin' && site !== 'none') return `local-aws refuses ${site} requests from web pages.`;
  return undefined;
};

/** Names that every resolver resolves to this machine, with or without a bucket as prefix. */
const LOOPBACK_NAMES = /^(127(\.\d{1,3}){3}|\[::1\]|(.+\.)?localhost)$/;

/** The hosts that an SDK without a configured endpoint calls, such as `bucket.s3.eu-west-1.amazonaws.com`. Only AWS controls them. */
const AWS_NAME = /\.amazonaws\.com(\.cn)?$/;

/** DNS services that resolve any name below these to 127.0.0.1. Tools use them for buckets in host names. */
const WILDCARD_DNS_NAME = /\.127\.0\.0\.1\.(nip|sslip)\.io$/;

/** A page under a loopback name, served by the port that the request is for. */
const isOwnPage = (origin: string, host: string): boolean => {
  const [, name = '', port] = /^http:\/\/([^/:]+|\[::1\])(:\d+)?$/.exec(origin) ?? [];
  return LOOPBACK_NAMES.test(name) && port !== undefined && host.endsWith(port) && LOOPBACK_NAMES.test(host.slice(0, -port.length));
};

const textOf = (header: string | readonly string[] | undefined): string =>
  typeof header === 'string' ? header : (header?.join(',') ?? '');
