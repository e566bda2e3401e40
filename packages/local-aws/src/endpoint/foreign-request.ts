/** What the policy looks at. */
export interface RequestOrigin {
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly path: string;
  /** The signing name in the request's signature, if it has one. */
  readonly service: string | undefined;
}

/**
 * Why a request is refused before anything reads it; `undefined` when it may go on. Every page that is open in a browser can
 * reach a port on this machine, and a host name that its owner points at 127.0.0.1 makes that page same-origin. So a request
 * may go on only when all of this holds:
 *
 * - `Host` is one of {@link LOOPBACK_NAMES}, an AWS host name, or a bucket's name under a wildcard DNS name of 127.0.0.1;
 * - `Origin`, which browsers send with every request that can change something, is absent or the endpoint's own;
 * - `Sec-Fetch-Site`, which browsers send to loopback names, is absent, `same-origin`, or `none` for an address that a person typed.
 *
 * SDKs and command-line tools send neither `Origin` nor `Sec-Fetch-Site`. The same goes for a request to upgrade to a WebSocket.
 */
export const foreignRequest = ({ headers, path, service }: RequestOrigin): string | undefined => {
  const host = textOf(headers.host).toLowerCase();
  const name = host.replace(/:\d+$/, '');
  const wildcard = WILDCARD_DNS_NAME.test(name);
  if (!LOOPBACK_NAMES.test(name) && !AWS_NAME.test(name) && !wildcard) {
    return `local-aws answers under localhost and 127.0.0.1, not under the host name "${host}".`;
  }
  // Browsers do not mark their requests to such a name with Sec-Fetch-Site.
  if (wildcard && (service !== 's3' || path.startsWith('/_'))) return `Only S3 answers under the host name "${host}".`;
  const origin = textOf(headers.origin);
  if (origin !== '' && origin.toLowerCase() !== `http://${host}`) return `local-aws takes no requests from pages of "${origin}".`;
  const site = textOf(headers['sec-fetch-site']);
  if (site !== '' && site !== 'same-origin' && site !== 'none') return `local-aws takes no ${site} requests from web pages.`;
  return undefined;
};

/** Names that lead to this machine wherever they are looked up, with a bucket in front or without. */
const LOOPBACK_NAMES = /^(127(\.\d{1,3}){3}|\[::1\]|(.+\.)?localhost)$/;

/** What an SDK without an endpoint of its own calls, such as `bucket.s3.eu-west-1.amazonaws.com`. Nobody but AWS decides where it leads. */
const AWS_NAME = /\.amazonaws\.com(\.cn)?$/;

/** DNS services that answer 127.0.0.1 for any name below these. Tools use them for buckets in host names. */
const WILDCARD_DNS_NAME = /\.127\.0\.0\.1\.(nip|sslip)\.io$/;

const textOf = (header: string | readonly string[] | undefined): string =>
  typeof header === 'string' ? header : (header?.join(',') ?? '');
