import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { Answers } from '../answer-request.ts';
import { apiIdOf } from '../api-address.ts';
import type { AppSyncContext } from '../appsync-context.ts';
import type { Authenticate } from '../auth/authenticate.ts';
import { isJsonObject } from '../json.ts';
import type { Invalidation } from '../runtime/effects.ts';
import { type Connection, KEEP_ALIVE_MS, openConnection } from './connection.ts';
import { addressOf, connectionWork } from './connection-work.ts';
import { filterMatches } from './filter-matches.ts';
import type { MutationPayload } from './mutation-payloads.ts';
import { subscriptionData, takesPayload } from './subscription.ts';

/** A message of a client; AWS does not publish a limit. */
const MESSAGE_BYTES_MAX = 262_144;
/** https://docs.aws.amazon.com/general/latest/gr/appsync.html ("Subscription payload size") */
const PAYLOAD_BYTES_MAX = 245_760;

/** The WebSockets of all APIs. */
export interface Realtime {
  upgrade(incoming: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Sends what a mutation tells its subscribers. */
  publish(apiId: string, payloads: readonly MutationPayload[], invalidations: readonly Invalidation[]): Promise<void>;
  /** The fields of the registered subscriptions. */
  subscriptions(): readonly string[];
  stop(): void;
}

export const openRealtime = (context: AppSyncContext, answers: Answers, authenticate: Authenticate): Realtime => {
  const { clock, observe } = context;
  const connections = new Map<Connection, string>();
  const server = new WebSocketServer({ noServer: true, maxPayload: MESSAGE_BYTES_MAX, handleProtocols: () => 'graphql-ws' });
  let cancel: (() => void) | undefined;
  const keepAlive = (): void => {
    for (const connection of connections.keys()) connection.keepAlive();
    cancel = connections.size === 0 ? undefined : clock.at(clock.now() + KEEP_ALIVE_MS, keepAlive);
  };
  const subscriptionsOf = (apiId: string) =>
    [...connections].flatMap(([connection, id]) =>
      id === apiId ? [...connection.subscriptions.values()].map((one) => ({ connection, one })) : [],
    );

  return {
    upgrade(incoming, socket, head) {
      server.handleUpgrade(incoming, socket, head, (webSocket) => {
        const address = addressOf(incoming);
        const apiId = apiIdOf(address) ?? '';
        const connection = openConnection(webSocket, connectionWork(context, answers, authenticate, address));
        connections.set(connection, apiId);
        cancel ??= clock.at(clock.now() + KEEP_ALIVE_MS, keepAlive);
        webSocket.on('error', () => webSocket.terminate());
        webSocket.on('close', () => connections.delete(connection));
      });
    },
    async publish(apiId, payloads, invalidations) {
      for (const { subscriptionFields, payload } of payloads) {
        if (!isJsonObject(payload)) continue;
        if (Buffer.byteLength(JSON.stringify(payload)) > PAYLOAD_BYTES_MAX) {
          const message = `A mutation of the GraphQL API ${apiId} is not sent to subscribers: its payload is over ${PAYLOAD_BYTES_MAX} bytes.`;
          observe({ kind: 'warning', message });
          continue;
        }
        for (const { connection, one } of subscriptionsOf(apiId)) {
          if (!subscriptionFields.includes(one.fieldName) || !takesPayload(one, payload)) continue;
          connection.data(one.id, await subscriptionData(context, one, payload));
        }
      }
      for (const { subscriptionField, payload } of invalidations) {
        for (const { connection, one } of subscriptionsOf(apiId)) {
          if (one.fieldName !== subscriptionField || one.invalidationFilter === undefined) continue;
          if (filterMatches(one.invalidationFilter, payload)) connection.complete(one.id);
        }
      }
    },
    subscriptions: () =>
      [...connections.keys()].flatMap((connection) => [...connection.subscriptions.values()].map(({ fieldName }) => fieldName)),
    stop() {
      cancel?.();
      for (const connection of connections.keys()) connection.close();
      for (const client of server.clients) client.terminate();
      server.close();
    },
  };
};
