import type { IncomingMessage } from 'node:http';
import { AwsError } from '../aws-error.ts';
import type { SignedRequest } from './signature.ts';

/** The parts of a request before its body. */
export const readHead = (incoming: IncomingMessage): Omit<SignedRequest, 'body'> => {
  const url = incoming.url ?? '/';
  const queryAt = url.indexOf('?');
  return {
    method: incoming.method ?? 'GET',
    path: queryAt < 0 ? url : url.slice(0, queryAt),
    rawQuery: queryAt < 0 ? '' : url.slice(queryAt + 1),
    headers: flatHeaders(incoming),
  };
};

const flatHeaders = (incoming: IncomingMessage): Record<string, string> => {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(',') : value;
  }
  return headers;
};

/** Reads a body to its end. It also reads a body over `bytesMax`, so that its client receives the reason for the refusal. */
export const readBody = async (incoming: IncomingMessage, bytesMax: number): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length <= bytesMax) chunks.push(chunk);
    else chunks.length = 0;
  }
  if (length > bytesMax) throw new AwsError('RequestEntityTooLarge', `The body is over ${bytesMax} bytes.`, { status: 413 });
  return chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks);
};
