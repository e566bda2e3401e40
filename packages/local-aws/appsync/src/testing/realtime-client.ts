import { expect } from 'vitest';

export type Message = Readonly<Record<string, unknown>> & { readonly type: string };

/** For tests: the WebSocket of Node.js, speaking AppSync's protocol message by message. */
export interface RealtimeClient {
  readonly messages: Message[];
  send(message: object): void;
  sendText(text: string): void;
  start(id: string, query: string, variables?: object): void;
  /** Waits for the first message that has these members. */
  received(members: object): Promise<void>;
  /** Waits until the server has answered everything sent so far. */
  settled(): Promise<void>;
  readonly closed: Promise<{ readonly code: number }>;
  close(): void;
}

export const openRealtimeClient = async (graphqlUrl: string, headers: Readonly<Record<string, string>>): Promise<RealtimeClient> => {
  const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const socket = new WebSocket(`${graphqlUrl.replace(/^http/, 'ws')}/realtime`, ['graphql-ws', `header-${encode(headers)}`]);
  const messages: Message[] = [];
  const { promise: closed, resolve } = Promise.withResolvers<{ readonly code: number }>();
  socket.addEventListener('message', ({ data }) => messages.push(JSON.parse(String(data)) as Message));
  socket.addEventListener('close', ({ code }) => resolve({ code }));
  await new Promise((opened, refused) => {
    socket.addEventListener('open', opened, { once: true });
    socket.addEventListener('error', refused, { once: true });
  });
  const send = (message: object): void => socket.send(JSON.stringify(message));
  let count = 0;
  return {
    messages,
    send,
    sendText: (text) => socket.send(text),
    closed,
    start: (id, query, variables = {}) =>
      send({ id, type: 'start', payload: { data: JSON.stringify({ query, variables }), extensions: { authorization: headers } } }),
    received: (members) => expect.poll(() => messages).toContainEqual(expect.objectContaining(members)),
    async settled() {
      // An unknown subscription is answered after everything before it.
      count += 1;
      send({ type: 'stop', id: `settled-${count}` });
      await expect.poll(() => messages).toContainEqual(expect.objectContaining({ id: `settled-${count}` }));
    },
    close: () => socket.close(),
  };
};
