import { randomUUID } from 'node:crypto';
import type { Account, BusEvent } from '@plumbline/local-aws-kernel';
import { AwsError, brokenConstraint, constraintError } from '@plumbline/local-aws-kernel';
import { eventSeconds } from './event-seconds.ts';

/** An entry of PutEvents from a client. */
export interface PutEventsEntry {
  readonly Source?: string;
  readonly DetailType?: string;
  readonly Detail?: string;
  readonly EventBusName?: string;
  readonly Resources?: readonly string[];
  /** Seconds since 1970. */
  readonly Time?: number;
  readonly TraceHeader?: string;
}

export type EntryAnswer = { readonly EventId: string } | { readonly ErrorCode: string; readonly ErrorMessage: string };

/** Accepts one entry; its deliveries are on disk with it. */
export type AcceptEntry = (entry: PutEventsEntry, traceHeader: string | undefined, caller?: { readonly byRole: boolean }) => EntryAnswer;

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html */
const ENTRIES_MAX = 10;
/** Since 29 January 2026, https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevents.html */
const REQUEST_BYTES_MAX = 1_048_576;
const TIME_BYTES = 14;
/** The last second with a four-digit year. */
const SECONDS_MAX = 253_402_300_799;

/** Rejects a whole request, with AWS's messages. */
export const checkRequest = (entries: readonly PutEventsEntry[]): void => {
  if (entries.length === 0 || entries.length > ENTRIES_MAX) {
    const bound = entries.length === 0 ? 'greater than or equal to 1' : `less than or equal to ${ENTRIES_MAX}`;
    const shown = entries.map(() => 'PutEventsRequestEntry(...)').join(', ');
    throw constraintError(brokenConstraint(`[${shown}]`, 'entries', `have length ${bound}`));
  }
  for (const { Time } of entries) {
    if (Time !== undefined && !(Time >= 0 && Time <= SECONDS_MAX)) {
      throw new AwsError('SerializationException', `${JSON.stringify(Time)} is not a time in seconds since 1970.`);
    }
  }
  if (entries.reduce((sum, entry) => sum + entryBytes(entry), 0) > REQUEST_BYTES_MAX) {
    throw new AwsError('ValidationException', 'Total size of the entries in the request is over the limit.');
  }
};

const entryBytes = (entry: PutEventsEntry): number =>
  [entry.Source, entry.DetailType, entry.Detail, ...(entry.Resources ?? [])].reduce(
    (sum, text) => sum + Buffer.byteLength(text ?? ''),
    entry.Time === undefined ? 0 : TIME_BYTES,
  );

/** The error of one entry, or `undefined`; the request's other entries are processed. */
export const entryError = (entry: PutEventsEntry): EntryAnswer | undefined => {
  for (const name of ['Source', 'DetailType', 'Detail'] as const) {
    if (entry[name] === undefined || entry[name] === '') {
      return { ErrorCode: 'InvalidArgument', ErrorMessage: `Parameter ${name} is not valid. Reason: ${name} is a required argument.` };
    }
  }
  if (entry.Source?.startsWith('aws.')) {
    return { ErrorCode: 'NotAuthorizedForSourceException', ErrorMessage: 'Not authorized for the source.' };
  }
  return isJsonObject(entry.Detail ?? '') ? undefined : { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };
};

/** Whether a string is a JSON object. */
export const isJsonObject = (text: string): boolean => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
};

/** An accepted event, and its text with the detail exactly as the client sent it. */
export interface AcceptedEvent {
  readonly event: BusEvent;
  readonly text: string;
}

export const acceptEntry = (entry: PutEventsEntry, account: Account, nowMs: number): AcceptedEvent => {
  const detail = entry.Detail ?? '{}';
  const envelope = {
    version: '0' as const,
    id: randomUUID(),
    'detail-type': entry.DetailType ?? '',
    source: entry.Source ?? '',
    account: account.accountId,
    time: eventSeconds(entry.Time === undefined ? nowMs : entry.Time * 1_000),
    region: account.region,
    resources: entry.Resources ?? [],
  };
  // The detail is passed on unchanged: parsing would lose numbers beyond doubles and repeated keys.
  const text = `${JSON.stringify(envelope).slice(0, -1)},"detail":${detail}}`;
  return { event: { ...envelope, detail: JSON.parse(detail) as unknown }, text };
};
