import type { RequestHead } from '@plumbline/local-aws-kernel';
import { isJsonObject, parseJson } from '../json.ts';

/**
 * The headers of a connection: in the query `header`, or in a sub-protocol `header-...`, because browsers cannot set headers.
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/real-time-websocket-client.html
 */
export const realtimeHeaders = ({ rawQuery, headers }: Pick<RequestHead, 'rawQuery' | 'headers'>): Readonly<Record<string, string>> => {
  const inProtocol = (headers['sec-websocket-protocol'] ?? '')
    .split(',')
    .map((one) => one.trim())
    .find((one) => one.startsWith('header-'));
  const encoded = inProtocol?.slice('header-'.length) ?? new URLSearchParams(rawQuery).get('header') ?? '';
  return lowerCased(parseJson(Buffer.from(encoded.replaceAll(' ', '+'), 'base64').toString('utf8')));
};

/** The headers of an `authorization` object. */
export const lowerCased = (value: unknown): Readonly<Record<string, string>> =>
  isJsonObject(value)
    ? Object.fromEntries(Object.entries(value).flatMap(([name, text]) => (typeof text === 'string' ? [[name.toLowerCase(), text]] : [])))
    : {};
