import { setTimeout as wait } from 'node:timers/promises';
import { type EventBridgeClient, PutEventsCommand, type PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import { EventKitError } from '../errors.ts';

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html */
export const ENTRIES_MAX = 10;
/** A request's entries together, https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevents.html */
export const REQUEST_BYTES_MAX = 1_048_576;
/** Bytes that count for `Time` when it is given. */
const TIME_BYTES = 14;

const ATTEMPTS_MAX = 4;
const FIRST_WAIT_MS = 50;

/** Transient entry errors. Every other error means that the entry itself is wrong. */
const RETRYABLE = new Set(['ThrottlingException', 'InternalFailure', 'InternalException', 'ServiceUnavailable']);

export type PutEventsClient = Pick<EventBridgeClient, 'send'>;

/**
 * Sends entries in requests of at most 10 entries and 1 MiB, and checks the answer entry by entry. Retries transient failures, and throws
 * for permanent ones, with their number and reasons.
 *
 * @throws EventKitError `PUBLISH_FAILED`
 */
export const putEvents = async (
  client: PutEventsClient,
  entries: readonly PutEventsRequestEntry[],
  pause: (ms: number) => Promise<unknown> = wait,
): Promise<void> => {
  for (const batch of batches(entries)) await putBatch(client, batch, pause);
};

const putBatch = async (
  client: PutEventsClient,
  batch: readonly PutEventsRequestEntry[],
  pause: (ms: number) => Promise<unknown>,
): Promise<void> => {
  let left = batch;
  for (let attempt = 1; ; attempt += 1) {
    const { Entries: answers = [] } = await client.send(new PutEventsCommand({ Entries: [...left] }));
    const failures = left.flatMap((entry, index) => {
      const answer = answers[index];
      return answer?.ErrorCode === undefined ? [] : [{ entry, code: answer.ErrorCode, message: answer.ErrorMessage ?? '' }];
    });
    if (failures.length === 0) return;
    const retryable = failures.every(({ code }) => RETRYABLE.has(code));
    if (!retryable || attempt === ATTEMPTS_MAX) throw publishFailed(failures, attempt, retryable);
    left = failures.map(({ entry }) => entry);
    await pause(FIRST_WAIT_MS * 2 ** (attempt - 1));
  }
};

const publishFailed = (
  failures: readonly { readonly entry: PutEventsRequestEntry; readonly code: string; readonly message: string }[],
  attempts: number,
  retryable: boolean,
): EventKitError => {
  const reasons = failures.map(({ entry, code, message }) => `${entry.DetailType}: ${code} ${message}`).join('; ');
  return new EventKitError('PUBLISH_FAILED', `EventBridge rejected ${failures.length} event(s) in ${attempts} attempt(s): ${reasons}`, {
    retryable,
  });
};

/** The size of an entry as EventBridge counts it, in bytes. */
export const entryBytes = (entry: PutEventsRequestEntry): number => {
  const texts = [entry.Source, entry.DetailType, entry.Detail, ...(entry.Resources ?? [])];
  return texts.reduce((sum, text) => sum + Buffer.byteLength(text ?? ''), entry.Time === undefined ? 0 : TIME_BYTES);
};

const batches = (entries: readonly PutEventsRequestEntry[]): readonly (readonly PutEventsRequestEntry[])[] => {
  const result: PutEventsRequestEntry[][] = [];
  let bytes = 0;
  for (const entry of entries) {
    const size = entryBytes(entry);
    const last = result.at(-1);
    if (last === undefined || last.length === ENTRIES_MAX || bytes + size > REQUEST_BYTES_MAX) {
      result.push([entry]);
      bytes = size;
    } else {
      last.push(entry);
      bytes += size;
    }
  }
  return result;
};
