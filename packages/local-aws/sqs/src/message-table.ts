import type { Store } from '@plumbline/local-aws-kernel';
import type { MessageAttributes } from './message-attributes.ts';

/** A message in the store. */
export interface StoredMessage {
  /** Rises with every message that enters any queue: the order of FIFO queues. */
  readonly id: number;
  readonly queueId: number;
  readonly messageId: string;
  readonly body: string;
  readonly md5OfBody: string;
  readonly attributes: MessageAttributes | undefined;
  readonly traceHeader: string | undefined;
  readonly senderId: string;
  readonly groupId: string | undefined;
  readonly deduplicationId: string | undefined;
  readonly sequenceNumber: string | undefined;
  readonly sentAtMs: number;
  readonly firstReceivedAtMs: number | undefined;
  readonly receiveCount: number;
  /** `receiveCount` when it entered this queue; redrive counts from there. */
  readonly receiveCountBefore: number;
  readonly deadLetterSourceArn: string | undefined;
  readonly visibleAtMs: number;
  /** Identifies the last receive; null before the first one. */
  readonly receipt: string | undefined;
}

/**
 * `sqs_group` has one row for each FIFO group with messages: `head_id` is its oldest message, and none of the group may
 * be received before `available_at_ms`. A receive therefore finds its group without scanning the messages of locked groups.
 */
const SCHEMA = `
  create table if not exists sqs_message (
    id integer primary key, queue_id integer not null, visible_at_ms integer not null, sent_at_ms integer not null,
    receipt text, receive_count integer not null, receive_count_before integer not null, first_received_at_ms integer,
    group_id text, deduplication_id text, sequence_number text, message_id text not null, sender_id text not null,
    trace_header text, dead_letter_source_arn text, md5_of_body text not null, attributes text, body text not null
  ) strict;
  create index if not exists sqs_message_visible on sqs_message (queue_id, visible_at_ms, id);
  create index if not exists sqs_message_group on sqs_message (queue_id, group_id, id) where group_id is not null;
  create index if not exists sqs_message_locking on sqs_message (queue_id, group_id, visible_at_ms)
    where group_id is not null and receipt is not null;
  create table if not exists sqs_group (
    queue_id integer not null, group_id text not null, head_id integer not null, available_at_ms integer not null,
    primary key (queue_id, group_id)
  ) strict, without rowid;
  create index if not exists sqs_group_head on sqs_group (queue_id, head_id, available_at_ms);
  create table if not exists sqs_deduplication (
    queue_id integer not null, scope text not null, deduplication_id text not null, message_id text not null,
    sequence_number text not null, sent_at_ms integer not null, primary key (queue_id, scope, deduplication_id)
  ) strict, without rowid`;

const COLUMNS = `id, queue_id, visible_at_ms, sent_at_ms, receipt, receive_count, receive_count_before, first_received_at_ms, group_id,
  deduplication_id, sequence_number, message_id, sender_id, trace_header, dead_letter_source_arn, md5_of_body, attributes, body`;

export interface MessageTable {
  /** The next message number. */
  nextId(): number;
  insert(message: StoredMessage): void;
  find(id: number): StoredMessage | undefined;
  /** The receivable messages of a queue, those visible longest first. */
  visible(queueId: number, nowMs: number, limit: number): StoredMessage[];
  ofGroup(queueId: number, groupId: string, nowMs: number, limit: number): StoredMessage[];
  markReceived(id: number, visibleAtMs: number, receipt: string, nowMs: number): void;
  setVisibleAt(id: number, visibleAtMs: number): void;
  delete(id: number): void;
}

export const openMessageTable = (store: Store, now: () => number): MessageTable => {
  store.define(SCHEMA);
  let lastId = Number(store.prepare('select coalesce(max(id), 0) as id from sqs_message').get()?.['id']);
  const insert = store.prepare(`insert into sqs_message (${COLUMNS}) values (${COLUMNS.replace(/\w+/g, '?')})`);
  const find = store.prepare(`select ${COLUMNS} from sqs_message where id = ?`);
  const visible = store.prepare(
    `select ${COLUMNS} from sqs_message where queue_id = ? and visible_at_ms <= ? order by visible_at_ms, id limit ?`,
  );
  // Without the hint, SQLite would sort all visible messages of the queue.
  const ofGroup = store.prepare(`select ${COLUMNS} from sqs_message indexed by sqs_message_group
    where queue_id = ? and group_id = ? and group_id is not null and visible_at_ms <= ? order by id limit ?`);
  const markReceived = store.prepare(`update sqs_message set visible_at_ms = ?, receipt = ?, receive_count = receive_count + 1,
    first_received_at_ms = coalesce(first_received_at_ms, ?) where id = ?`);
  const setVisibleAt = store.prepare('update sqs_message set visible_at_ms = ? where id = ?');
  const remove = store.prepare('delete from sqs_message where id = ?');
  return {
    nextId() {
      // Microseconds, so that sequence numbers rise across restarts even when the queue was emptied in between.
      lastId = Math.max(lastId + 1, now() * 1_000);
      return lastId;
    },
    insert(m) {
      const attributes = m.attributes === undefined ? null : JSON.stringify(m.attributes);
      insert.run(
        m.id,
        m.queueId,
        m.visibleAtMs,
        m.sentAtMs,
        m.receipt ?? null,
        m.receiveCount,
        m.receiveCountBefore,
        m.firstReceivedAtMs ?? null,
        m.groupId ?? null,
        m.deduplicationId ?? null,
        m.sequenceNumber ?? null,
        m.messageId,
        m.senderId,
        m.traceHeader ?? null,
        m.deadLetterSourceArn ?? null,
        m.md5OfBody,
        attributes,
        m.body,
      );
    },
    find: (id) => {
      const row = find.get(id);
      return row === undefined ? undefined : toMessage(row);
    },
    visible: (queueId, nowMs, limit) => visible.all(queueId, nowMs, limit).map(toMessage),
    ofGroup: (queueId, groupId, nowMs, limit) => ofGroup.all(queueId, groupId, nowMs, limit).map(toMessage),
    markReceived: (id, visibleAtMs, receipt, nowMs) => void markReceived.run(visibleAtMs, receipt, nowMs, id),
    setVisibleAt: (id, visibleAtMs) => void setVisibleAt.run(visibleAtMs, id),
    delete: (id) => void remove.run(id),
  };
};

const toMessage = (row: Record<string, unknown>): StoredMessage => ({
  id: row['id'] as number,
  queueId: row['queue_id'] as number,
  messageId: row['message_id'] as string,
  body: row['body'] as string,
  md5OfBody: row['md5_of_body'] as string,
  attributes: row['attributes'] === null ? undefined : (JSON.parse(row['attributes'] as string) as MessageAttributes),
  traceHeader: text(row['trace_header']),
  senderId: row['sender_id'] as string,
  groupId: text(row['group_id']),
  deduplicationId: text(row['deduplication_id']),
  sequenceNumber: text(row['sequence_number']),
  sentAtMs: row['sent_at_ms'] as number,
  firstReceivedAtMs: (row['first_received_at_ms'] as number | null) ?? undefined,
  receiveCount: row['receive_count'] as number,
  receiveCountBefore: row['receive_count_before'] as number,
  deadLetterSourceArn: text(row['dead_letter_source_arn']),
  visibleAtMs: row['visible_at_ms'] as number,
  receipt: text(row['receipt']),
});

const text = (value: unknown): string | undefined => (value === null ? undefined : (value as string));
