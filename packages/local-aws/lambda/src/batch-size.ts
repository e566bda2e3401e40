import type { QueueRecord } from '@plumbline/local-aws-kernel';
import { EVENT_BYTES_MAX } from './payload-limits.ts';
import type { QueueMapping } from './queue-mapping.ts';

/** A received message that waits for its batch. */
export interface HeldMessage {
  readonly record: QueueRecord;
  /** The record as JSON. */
  readonly text: string;
  /** Including the comma after it. */
  readonly bytes: number;
  readonly receivedAtMs: number;
}

const HEAD = '{"Records":[';
const TAIL = ']}';
/** A batch closes at 6 MB: https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventsourcemapping.html#invocation-eventsourcemapping-batching */
const RECORDS_BYTES_MAX = EVENT_BYTES_MAX.RequestResponse - HEAD.length - TAIL.length;

export const held = (record: QueueRecord, receivedAtMs: number): HeldMessage => {
  const text = JSON.stringify(record);
  return { record, text, bytes: Buffer.byteLength(text) + 1, receivedAtMs };
};

/** Whether the batch is full, by number or by size. */
export const isFull = ({ batchSize }: QueueMapping, batch: readonly HeldMessage[]): boolean =>
  batch.length >= batchSize || bytesOf(batch) >= RECORDS_BYTES_MAX;

/** Batches in order, each as large as one event may be. A single message always fits: SQS accepts 1 MB. */
export const batchesWithinLimit = (messages: readonly HeldMessage[]): readonly (readonly HeldMessage[])[] => {
  if (bytesOf(messages) <= RECORDS_BYTES_MAX) return [messages];
  const batches: HeldMessage[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const message of messages) {
    bytes += message.bytes;
    if (bytes > RECORDS_BYTES_MAX) {
      batches.push([]);
      bytes = message.bytes;
    }
    batches.at(-1)?.push(message);
  }
  return batches;
};

export const batchEvent = (messages: readonly HeldMessage[]): string => `${HEAD}${messages.map(({ text }) => text).join(',')}${TAIL}`;

const bytesOf = (messages: readonly HeldMessage[]): number => messages.reduce((sum, { bytes }) => sum + bytes, 0);
