import type { Store } from '@plumbline/local-aws-kernel';
import { AwsError } from '@plumbline/local-aws-kernel';

/** The filter of log events. Times in ms since 1970. */
export interface FilterInput {
  readonly logStreamNames?: readonly string[];
  readonly logStreamNamePrefix?: string;
  readonly filterPattern?: string;
  readonly startTime?: number;
  readonly endTime?: number;
  readonly limit?: number;
  readonly nextToken?: string;
}

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html */
export const LOG_EVENTS_MAX = 10_000;

/** A page of a group's events that match, oldest first; the token marks the event after which the next page begins. */
export const filterLogEvents = (store: Store, group: string, input: FilterInput) => {
  const limit = Math.min(input.limit ?? LOG_EVENTS_MAX, LOG_EVENTS_MAX);
  const matches = termsMatcher(input.filterPattern ?? '');
  const rows = store
    .prepare(
      'select id, stream, time_ms, message from log_event where log_group = ? and time_ms >= ? and time_ms <= ? and id > ? order by id',
    )
    .iterate(group, input.startTime ?? 0, input.endTime ?? Number.MAX_SAFE_INTEGER, Number(input.nextToken ?? 0));
  const events: object[] = [];
  let last: unknown;
  for (const { id, stream, time_ms, message } of rows) {
    if (!ofStream(String(stream), input) || !matches(String(message))) continue;
    if (events.length === limit) return { events, nextToken: String(last), searchedLogStreams: [] };
    events.push({ eventId: String(id), logStreamName: stream, timestamp: time_ms, message, ingestionTime: time_ms });
    last = id;
  }
  return { events, searchedLogStreams: [] };
};

const ofStream = (stream: string, { logStreamNames, logStreamNamePrefix }: FilterInput): boolean =>
  (logStreamNames?.includes(stream) ?? true) && stream.startsWith(logStreamNamePrefix ?? '');

/** Unstructured filter patterns: every term must occur, a quoted one as a phrase; other pattern syntaxes are refused by name. */
const termsMatcher = (pattern: string): ((message: string) => boolean) => {
  if (/^[[{]/.test(pattern.trim()))
    throw new AwsError('InvalidParameterException', 'local-aws supports filter patterns of plain terms only, not { } or [ ].');
  const terms = [...pattern.matchAll(/"([^"]*)"|(\S+)/g)].map(([, phrase, word]) => phrase ?? word ?? '');
  return (message) => terms.every((term) => message.includes(term));
};
