import type { Clock, HttpParameters } from '@plumbline/local-aws-kernel';
import { type HttpAnswer, httpCall, type Outbound, outboundUrl } from '@plumbline/local-aws-kernel';
import type { Connection, HttpAdditions } from './connection.ts';
import { tokens } from './tokens.ts';

/** An HTTP endpoint as a target. */
export interface ApiDestination {
  readonly name: string;
  readonly arn: string;
  readonly description?: string;
  readonly connectionArn: string;
  /** May contain `*`; targets give the values. */
  readonly endpoint: string;
  readonly method: string;
  /** 1 to 300. */
  readonly callsASecond: number;
  readonly createdMs: number;
}

/** The outcome of a call. */
export type CallOutcome =
  | { readonly kind: 'answered'; readonly answer: HttpAnswer }
  | { readonly kind: 'unreachable'; readonly timedOut: boolean; readonly message: string }
  /** The endpoint's rate is used up; the next call is possible at this time, in ms since 1970. */
  | { readonly kind: 'postponed'; readonly untilMs: number }
  | { readonly kind: 'refused'; readonly reason: 'missing' | 'forbidden'; readonly message: string };

export interface ApiDestinations {
  readonly connections: Map<string, Connection>;
  readonly destinations: Map<string, ApiDestination>;
  call(destinationArn: string, body: string, http: HttpParameters | undefined): Promise<CallOutcome>;
}

/** Headers of every call: docs.aws.amazon.com/eventbridge/latest/userguide/eb-api-destinations.html */
const HEADERS = {
  'user-agent': 'Amazon/EventBridge/ApiDestinations',
  'content-type': 'application/json; charset=utf-8',
  range: 'bytes=0-1048575',
  'accept-encoding': 'gzip,deflate',
  connection: 'close',
};
/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_CreateApiDestination.html */
export const CALLS_A_SECOND_MAX = 300;
const SECOND_MS = 1_000;

/**
 * Connections and API destinations, by ARN.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-api-destinations.html
 */
export const openApiDestinations = (clock: Clock, outbound: Outbound): ApiDestinations => {
  const connections = new Map<string, Connection>();
  const destinations = new Map<string, ApiDestination>();
  const callsMs = new Map<string, readonly number[]>();
  const token = tokens(clock, outbound);

  /** The time of the next possible call, if not now: no interval of one second contains more calls than the rate. */
  const postponed = ({ arn, callsASecond }: ApiDestination): number | undefined => {
    const now = clock.now();
    const recent = (callsMs.get(arn) ?? []).filter((calledMs) => calledMs > now - SECOND_MS);
    const inTheWay = recent.at(-callsASecond);
    if (recent.length >= callsASecond && inTheWay !== undefined) return inTheWay + SECOND_MS;
    callsMs.set(arn, [...recent, now]);
    return undefined;
  };

  return {
    connections,
    destinations,
    async call(destinationArn, body, http) {
      const destination = destinations.get(destinationArn);
      const connection = destination === undefined ? undefined : connections.get(destination.connectionArn);
      if (destination === undefined || connection === undefined)
        return { kind: 'refused', reason: 'missing', message: `The API destination ${destinationArn} or its connection does not exist.` };
      const url = outboundUrl(withPathValues(destination.endpoint, http?.pathValues ?? []), outbound);
      if ('refused' in url) return { kind: 'refused', reason: 'forbidden', message: url.refused };
      const untilMs = postponed(destination);
      if (untilMs !== undefined) return { kind: 'postponed', untilMs };
      try {
        const authorization = await authorizationHeader(connection, token);
        const { headers, query, body: bodyAdditions } = connection.invocation;
        for (const [name, value] of Object.entries({ ...http?.query, ...query })) url.searchParams.set(name, value);
        const answer = await httpCall({
          method: destination.method,
          url,
          headers: { ...HEADERS, ...lowerCase(http?.headers), ...lowerCase(headers), ...authorization },
          body: /^(GET|HEAD|DELETE|OPTIONS)$/.test(destination.method) ? '' : withAdditions(body, bodyAdditions),
        });
        if (answer.status === 401) token.forget(connection);
        return { kind: 'answered', answer };
      } catch (error) {
        const { name, message } = error instanceof Error ? error : new Error(String(error));
        return { kind: 'unreachable', timedOut: name === 'TimeoutError', message };
      }
    },
  };
};

const authorizationHeader = async (connection: Connection, token: ReturnType<typeof tokens>): Promise<Readonly<Record<string, string>>> => {
  const { authorization } = connection;
  if (authorization.type === 'BASIC') {
    const credentials = Buffer.from(`${authorization.username}:${authorization.password}`).toString('base64');
    return { authorization: `Basic ${credentials}` };
  }
  if (authorization.type === 'API_KEY') return { [authorization.headerName.toLowerCase()]: authorization.value };
  return { authorization: `Bearer ${await token.get(connection.arn, authorization)}` };
};

const withPathValues = (endpoint: string, values: readonly string[]): string => {
  const left = values.values();
  return endpoint.replaceAll('*', () => encodeURIComponent(left.next().value ?? '*'));
};

/** A body that is not a JSON object stays as it is. */
const withAdditions = (body: string, additions: HttpAdditions['body']): string => {
  if (Object.keys(additions).length === 0 || !/^\s*\{/.test(body)) return body;
  const members = JSON.stringify(additions).slice(1, -1);
  return body.replace(/^\s*\{\s*(\}?)/, (_start, end: string) => `{${members}${end === '' ? ',' : '}'}`);
};

const lowerCase = (headers: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
