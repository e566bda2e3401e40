import type { Store } from '@plumbline/local-aws-kernel';

/** The receivable groups of a FIFO queue, in the order of their oldest messages. */
export interface FifoGroups {
  /**
   * Updates a group's row after a message was added, removed or changed its visibility.
   * @returns the time at which the group is next receivable; `undefined` when it is empty.
   */
  refresh(queueId: number, groupId: string, nowMs: number): number | undefined;
  /** The unlocked group with the oldest message. */
  first(queueId: number, nowMs: number): string | undefined;
}

/**
 * A group is locked while one of its messages is in flight: no further message is received until that message is deleted or
 * visible again.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/FIFO-queues-understanding-logic.html
 */
export const openFifoGroups = (store: Store): FifoGroups => {
  const head = store.prepare(
    'select id, visible_at_ms from sqs_message where queue_id = ? and group_id = ? and group_id is not null order by id limit 1',
  );
  const locking = store.prepare(`select max(visible_at_ms) as at_ms from sqs_message
    where queue_id = ? and group_id = ? and visible_at_ms > ? and group_id is not null and receipt is not null`);
  const put = store.prepare(`insert into sqs_group (queue_id, group_id, head_id, available_at_ms) values (?, ?, ?, ?)
    on conflict do update set head_id = excluded.head_id, available_at_ms = excluded.available_at_ms`);
  const remove = store.prepare('delete from sqs_group where queue_id = ? and group_id = ?');
  const first = store.prepare('select group_id from sqs_group where queue_id = ? and available_at_ms <= ? order by head_id limit 1');
  return {
    refresh(queueId, groupId, nowMs) {
      const oldest = head.get(queueId, groupId);
      if (oldest === undefined) {
        remove.run(queueId, groupId);
        return undefined;
      }
      const lockedUntilMs = (locking.get(queueId, groupId, nowMs)?.['at_ms'] as number | null) ?? 0;
      const availableAtMs = Math.max(oldest['visible_at_ms'] as number, lockedUntilMs);
      put.run(queueId, groupId, oldest['id'] as number, availableAtMs);
      return availableAtMs;
    },
    first: (queueId, nowMs) => first.get(queueId, nowMs)?.['group_id'] as string | undefined,
  };
};
