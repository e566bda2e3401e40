import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { hopLine } from './hop-line.ts';

/** Replaces every system outside AWS that a system on this machine would call. */
export interface Receiver extends AsyncDisposable {
  /** Ends with a slash. */
  readonly url: string;
}

/** Accepts every call of the API destinations and reports it. Listens on a free port of this machine. */
export const startReceiver = async (say: (line: string) => void): Promise<Receiver> => {
  const server = createServer((request, response) => {
    text(request).then(
      (body) => {
        say(hopLine('outside', `${request.method} ${request.url}  ${eventIn(request, body)}`));
        response.writeHead(202).end();
      },
      (error: Error) => say(hopLine('outside', `a call broke off: ${error.message}`)),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  // The system keeps the process alive; the receiver must not.
  server.unref();
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
};

/** The CloudEvent's type and id, or the unchanged body. */
const eventIn = ({ headers }: IncomingMessage, body: string): string => {
  if (headers['content-type']?.startsWith('application/cloudevents+json') !== true) return body;
  try {
    const { type, id } = JSON.parse(body) as { readonly type?: string; readonly id?: string };
    return `${type} ${id}`;
  } catch {
    return body;
  }
};
