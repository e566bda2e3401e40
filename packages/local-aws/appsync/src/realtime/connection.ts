import { AwsError } from '@plumbline/local-aws-kernel';
import type { WebSocket } from 'ws';
import type { GraphqlResult } from '../execution/run-operation.ts';
import { isJsonObject, type Json, type JsonObject, parseJson } from '../json.ts';
import { ResolverError } from '../resolver-error.ts';
import type { Subscription } from './subscription.ts';

/** https://docs.aws.amazon.com/general/latest/gr/appsync.html ("Subscriptions per client connection") */
const SUBSCRIPTIONS_MAX = 100;
/** The time in which a client expects a sign of life, and how often AppSync sends one. */
const CONNECTION_TIMEOUT_MS = 300_000;
export const KEEP_ALIVE_MS = 60_000;

/** The work that a connection asks for. Both throw AwsError or ResolverError. */
export interface ConnectionWork {
  /** Checks the credentials that opened the connection. */
  admit(): Promise<void>;
  start(id: string, payload: JsonObject): Promise<Subscription>;
}

/** One WebSocket: https://docs.aws.amazon.com/appsync/latest/devguide/real-time-websocket-client.html */
export interface Connection {
  readonly subscriptions: ReadonlyMap<string, Subscription>;
  data(id: string, payload: GraphqlResult): void;
  /** Ends a subscription from this side, as an invalidation does: https://github.com/aws-amplify/amplify-js/pull/9898 */
  complete(id: string): void;
  keepAlive(): void;
  close(): void;
}

export const openConnection = (socket: WebSocket, work: ConnectionWork): Connection => {
  const subscriptions = new Map<string, Subscription>();
  let admitted = false;
  const send = (message: JsonObject): void => {
    if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(message));
  };
  const fail = (type: string, error: unknown, id?: string): void => {
    const shown = shownError(error);
    send({ ...(id === undefined ? {} : { id }), type, payload: { errors: [shown] } });
  };
  const refuse = (type: string, errorType: string, message: string, id?: string): void =>
    fail(type, new ResolverError(message, { errorType }), id);

  const init = async (): Promise<void> => {
    try {
      await work.admit();
      admitted = true;
      send({ type: 'connection_ack', payload: { connectionTimeoutMs: CONNECTION_TIMEOUT_MS } });
      send({ type: 'ka' });
    } catch (error) {
      fail('connection_error', error);
      socket.close(1000);
    }
  };
  const start = async (id: string, payload: Json): Promise<void> => {
    if (!admitted) await init();
    if (!admitted) return;
    if (subscriptions.has(id)) return refuse('error', 'DuplicatedOperationError', `The subscription ${id} exists.`, id);
    if (subscriptions.size >= SUBSCRIPTIONS_MAX)
      return refuse('error', 'MaxSubscriptionsReachedError', `Max number of ${SUBSCRIPTIONS_MAX} subscriptions reached`, id);
    try {
      subscriptions.set(id, await work.start(id, isJsonObject(payload) ? payload : {}));
      send({ id, type: 'start_ack' });
    } catch (error) {
      fail('error', error, id);
    }
  };

  const handle = async (message: Json | undefined): Promise<void> => {
    const { type = null, id = '', payload = null } = isJsonObject(message) ? message : {};
    if (type === 'connection_init') await init();
    else if (type === 'start' && typeof id === 'string' && id !== '') await start(id, payload);
    else if (type === 'stop' && typeof id === 'string') {
      if (subscriptions.delete(id)) send({ id, type: 'complete' });
      else refuse('error', 'UnknownOperationError', `Unknown operation id ${id}`, id);
    } else if (type !== 'connection_terminate')
      refuse('error', 'UnsupportedOperation', 'unknown not supported through the realtime channel');
  };
  // One after the other, so that a stop finds the start before it.
  let turn = Promise.resolve();
  socket.on('message', (data) => {
    turn = turn.then(() => handle(parseJson(String(data))));
  });

  return {
    subscriptions,
    data: (id, payload) => send({ id, type: 'data', payload: payload as unknown as Json }),
    complete(id) {
      if (subscriptions.delete(id)) send({ id, type: 'complete' });
    },
    keepAlive: () => send({ type: 'ka' }),
    close: () => socket.close(1001),
  };
};

const shownError = (error: unknown): JsonObject => {
  if (error instanceof ResolverError) return { errorType: error.errorType, message: error.message };
  if (error instanceof AwsError) return { errorType: error.code, errorCode: error.status, message: error.message };
  return { errorType: 'InternalFailure', message: 'local-aws failed; its log has the stack trace.' };
};
