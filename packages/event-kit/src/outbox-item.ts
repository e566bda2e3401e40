import type { DataOf } from './event.ts';
import type { EventContract } from './event-contract.ts';
import { derivedEventId } from './event-id.ts';
import { eventTime } from './event-time.ts';
import type { Table } from './manifest/resource.ts';
import type { PublishOptions } from './publish.ts';

/** The attributes of an outbox item, next to the table's keys. All are strings; `event_data` is JSON. */
export const OUTBOX_ATTRIBUTES = {
  type: 'event_type',
  time: 'event_time',
  data: 'event_data',
  cause: 'event_cause',
  correlation: 'event_correlation',
  part: 'event_part',
} as const;

export interface OutboxOptions extends PublishOptions {
  /** The value of the partition key: items of one partition are published in the order of their writes. */
  readonly partition: string;
  readonly now: Date;
}

/** How long a published item stays, in seconds. Longer than a stream's retention of 24 hours, so that a delayed publication can be examined. */
const KEPT_SECONDS = 7 * 24 * 60 * 60;

/**
 * An event as an item of a table with an outbox. Write it in the transaction that makes the event true: the table's stream, a pipe and the
 * function with the `outbox` then publish it, so that the write and the event cannot diverge.
 *
 * @see https://docs.aws.amazon.com/prescriptive-guidance/latest/cloud-design-patterns/transactional-outbox.html
 */
export const outboxItem = <C extends EventContract>(
  { partitionKey, sortKey = '', timeToLive = '' }: Table,
  event: C,
  data: DataOf<C>,
  { partition, cause, part = '', now }: OutboxOptions,
): Readonly<Record<string, string | number>> => {
  const { type, time, data: text, cause: causeId, correlation, part: partOf } = OUTBOX_ATTRIBUTES;
  return {
    [partitionKey]: partition,
    [sortKey]: `outbox#${derivedEventId(cause.event_id, event.eventType, part)}`,
    [type]: event.eventType,
    [time]: eventTime(now, cause.event_time_iso8601),
    [text]: JSON.stringify(data),
    [causeId]: cause.event_id,
    [correlation]: cause.correlation_id ?? cause.event_id,
    [partOf]: part,
    [timeToLive]: Math.floor(now.getTime() / 1_000) + KEPT_SECONDS,
  };
};
