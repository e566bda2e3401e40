import { validateHeaderName, validateHeaderValue } from 'node:http';
import type { CurrentHost } from '../host.ts';

/** https://docs.aws.amazon.com/appsync/latest/devguide/http-helpers-in-utils-http-js.html */
const RESPONSE_HEADERS_BYTES_MAX = 4_096;
const RESTRICTED_PREFIXES = ['x-amzn-', 'x-amz-'];

/** `copyHeaders` leaves out the headers of one connection, and credentials. */
const NOT_COPIED = new Set([
  ...['transfer-encoding', 'connection', 'host', 'expect', 'keep-alive', 'upgrade', 'proxy-authenticate', 'proxy-authorization'],
  ...['te', 'content-length'],
]);
const RESERVED = new Set(['content-type', 'content-length', 'date', 'connection', 'transfer-encoding', 'access-control-allow-origin']);

/** `util.http`. */
export const httpHeaders = (host: CurrentHost) => {
  const add = (name: string, value: unknown): void => {
    const { headers } = host().effects;
    const lower = name.toLowerCase();
    const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
    if (RESERVED.has(lower) || RESTRICTED_PREFIXES.some((prefix) => lower.startsWith(prefix)))
      throw new TypeError(`The response header ${name} is reserved.`);
    validateHeaderName(name);
    validateHeaderValue(name, text);
    const others = [...headers].filter(([other]) => other !== lower);
    const bytes = [...others, [lower, text]].reduce(
      (sum, [one = '', two = '']) => sum + Buffer.byteLength(one) + Buffer.byteLength(two),
      0,
    );
    if (bytes > RESPONSE_HEADERS_BYTES_MAX) throw new TypeError(`Response headers may have ${RESPONSE_HEADERS_BYTES_MAX} bytes.`);
    headers.set(lower, text);
  };
  return {
    copyHeaders: (headers: Readonly<Record<string, unknown>>) =>
      Object.fromEntries(Object.entries(headers).filter(([name]) => !NOT_COPIED.has(name.toLowerCase()) && !/^x-amzn-/i.test(name))),
    addResponseHeader: add,
    addResponseHeaders(headers: Readonly<Record<string, unknown>>): void {
      for (const [name, value] of Object.entries(headers)) add(name, value);
    },
  };
};
