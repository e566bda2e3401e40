import { randomUUID } from 'node:crypto';
import { z } from 'zod';

/** Where an API's subscriptions are, and the key to use. */
export interface Realtime {
  /** `wss://.../graphql` */
  readonly realtime: string;
  /** The host of the API's HTTP address, which AppSync authorizes. */
  readonly host: string;
  readonly key: string;
}

/** Subscribes. Resolves when AppSync has confirmed it, with the function that ends it. */
export type Subscribe = (
  query: string,
  variables: Readonly<Record<string, unknown>>,
  onData: (data: Readonly<Record<string, unknown>>) => void,
) => Promise<() => void>;

const messageSchema = z.object({
  type: z.string(),
  id: z.string().optional(),
  payload: z.looseObject({ data: z.record(z.string(), z.unknown()).optional(), errors: z.unknown().optional() }).optional(),
});

/**
 * AppSync's own WebSocket protocol.
 *
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/real-time-websocket-client.html
 */
export const subscriber =
  ({ realtime, host, key }: Realtime): Subscribe =>
  (query, variables, onData) =>
    new Promise((resolve, reject) => {
      const authorization = { host, 'x-api-key': key };
      const header = Buffer.from(JSON.stringify(authorization)).toString('base64');
      const socket = new WebSocket(`${realtime}?header=${encodeURIComponent(header)}&payload=e30=`, 'graphql-ws');
      const id = randomUUID();
      const send = (message: object): void => socket.send(JSON.stringify(message));
      socket.addEventListener('open', () => send({ type: 'connection_init' }));
      socket.addEventListener('error', () => reject(new Error(`The subscription to ${realtime} failed.`)));
      socket.addEventListener('message', ({ data }) => {
        const { type, payload } = messageSchema.parse(JSON.parse(String(data)));
        if (type === 'connection_ack')
          send({ type: 'start', id, payload: { data: JSON.stringify({ query, variables }), extensions: { authorization } } });
        else if (type === 'start_ack') resolve(() => socket.close());
        else if (type === 'data' && payload?.data !== undefined) onData(payload.data);
        else if (type === 'error' || type === 'connection_error') {
          reject(new Error(`The subscription was refused: ${JSON.stringify(payload)}`));
          socket.close();
        }
      });
    });
