import type { Clock, Store } from '@plumbline/local-aws-kernel';
import type { Message } from './message.ts';
import type { Topic } from './topic.ts';

/** A message with an id seen within five minutes is accepted and not delivered: https://docs.aws.amazon.com/sns/latest/dg/fifo-message-dedup.html */
const DEDUPLICATION_MS = 5 * 60 * 1_000;

export interface Deduplication {
  /** Numbers a message, or returns the id and the number of its earlier duplicate. */
  take(topic: Topic, message: Message): { readonly known: string | undefined; readonly sequenceNumber: string };
  forget(topicArn: string): void;
}

export const openDeduplication = (store: Store, clock: Clock): Deduplication => {
  store.define(`create table if not exists sns_deduplication
    (id integer primary key autoincrement, topic_arn text not null, scope text not null, deduplication_id text not null,
     message_id text not null, sent_at_ms integer not null, unique (topic_arn, scope, deduplication_id)) strict`);
  return {
    take: (topic, { id, groupId = '', deduplicationId = '' }) =>
      store.write(() => {
        const nowMs = clock.now();
        const scope = topic.attributes['FifoThroughputScope'] === 'MessageGroup' ? groupId : '';
        store.prepare('delete from sns_deduplication where sent_at_ms <= ?').run(nowMs - DEDUPLICATION_MS);
        const known = store
          .prepare('select id, message_id from sns_deduplication where topic_arn = ? and scope = ? and deduplication_id = ?')
          .get(topic.arn, scope, deduplicationId);
        if (known !== undefined) return { known: String(known['message_id']), sequenceNumber: sequenceNumberOf(Number(known['id'])) };
        const insert = store.prepare(
          'insert into sns_deduplication (topic_arn, scope, deduplication_id, message_id, sent_at_ms) values (?, ?, ?, ?, ?)',
        );
        const { lastInsertRowid } = insert.run(topic.arn, scope, deduplicationId, id, nowMs);
        return { known: undefined, sequenceNumber: sequenceNumberOf(Number(lastInsertRowid)) };
      }),
    forget: (topicArn) => store.write(() => void store.prepare('delete from sns_deduplication where topic_arn = ?').run(topicArn)),
  };
};

/** Twenty digits, as on AWS. */
const sequenceNumberOf = (id: number): string => `1${String(id).padStart(19, '0')}`;
