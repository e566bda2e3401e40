import type { Queue } from './queues.ts';
import { DEDUPLICATION_MS } from './send.ts';
import type { SqsContext } from './sqs-context.ts';

/** The shortest retention that AWS allows, so nothing outlives its retention by more than that. */
const SWEEP_MS = 60_000;

/** Messages sent at or before this time have expired, whether or not they have been swept. */
export const liveSince = (queue: Queue, nowMs: number): number => nowMs - queue.settings.messageRetentionSeconds * 1_000;

/** Deletes expired messages once a minute. @returns a function that stops it. */
export const startRetentionSweeper = (context: SqsContext): (() => void) => {
  let cancel = (): void => undefined;
  const sweep = (): void => {
    for (const queue of context.queues.all()) sweepQueue(context, queue);
    cancel = context.clock.at(context.clock.now() + SWEEP_MS, sweep);
  };
  sweep();
  return () => cancel();
};

const sweepQueue = (context: SqsContext, queue: Queue): void => {
  const now = context.clock.now();
  const { store } = context;
  const expired = store
    .prepare('select id, group_id from sqs_message where queue_id = ? and sent_at_ms <= ?')
    .all(queue.id, liveSince(queue, now));
  if (expired.length > 0) {
    store.write(() => {
      for (const row of expired) store.prepare('delete from sqs_message where id = ?').run(Number(row['id']));
      if (!queue.settings.fifo) return;
      for (const groupId of new Set(expired.map((row) => String(row['group_id'])))) context.groups.refresh(queue.id, groupId, now);
    });
  }
  if (queue.settings.fifo) {
    store.write(() =>
      store.prepare('delete from sqs_deduplication where queue_id = ? and sent_at_ms <= ?').run(queue.id, now - DEDUPLICATION_MS),
    );
  }
};
