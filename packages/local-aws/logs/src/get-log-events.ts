import type { Store } from '@plumbline/local-aws-kernel';
import { LOG_EVENTS_MAX } from './filter-log-events.ts';

interface GetInput {
  readonly startTime?: number;
  readonly endTime?: number;
  readonly limit?: number;
  readonly startFromHead?: boolean;
  readonly nextToken?: string;
}

/**
 * A stream's events, oldest first: the newest ones that the limit allows, or with `startFromHead` the oldest.
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetLogEvents.html
 */
export const getLogEvents = (store: Store, group: string, stream: string, input: GetInput) => {
  const [direction, place] = /^([fb])\/(\d+)$/.exec(input.nextToken ?? '')?.slice(1) ?? [];
  const forward = direction === undefined ? input.startFromHead === true : direction === 'f';
  const from = place === undefined ? (forward ? 0 : Number.MAX_SAFE_INTEGER) : Number(place);
  const found = store
    .prepare(
      `select id, time_ms, message from log_event where log_group = ? and stream = ? and time_ms >= ? and time_ms < ?
        and id ${forward ? '>' : '<'} ? order by id ${forward ? '' : 'desc'} limit ?`,
    )
    .all(
      group,
      stream,
      input.startTime ?? 0,
      input.endTime ?? Number.MAX_SAFE_INTEGER,
      from,
      Math.min(input.limit ?? LOG_EVENTS_MAX, LOG_EVENTS_MAX),
    );
  const rows = forward ? found : found.reverse();
  return {
    events: rows.map(({ time_ms, message }) => ({ timestamp: time_ms, message, ingestionTime: time_ms })),
    // At an end, the token does not change, which tells clients that the stream has ended.
    nextForwardToken: `f/${rows.at(-1)?.id ?? (forward ? from : 0)}`,
    nextBackwardToken: `b/${rows[0]?.id ?? (forward ? 0 : from)}`,
  };
};
