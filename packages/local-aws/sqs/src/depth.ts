import type { Queue } from './queues.ts';
import type { SqsContext } from './sqs-context.ts';

/** The exact numbers of messages in a queue (AWS returns approximate ones). */
export interface QueueDepth {
  readonly visible: number;
  readonly inFlight: number;
  readonly delayed: number;
}

export const depthOf = (context: SqsContext, queue: Queue): QueueDepth => {
  const now = context.clock.now();
  const row = context.store
    .prepare(`select count(*) as total, coalesce(sum(visible_at_ms > ? and receipt is not null), 0) as in_flight,
      coalesce(sum(visible_at_ms > ? and receipt is null), 0) as delayed from sqs_message where queue_id = ? and sent_at_ms > ?`)
    .get(now, now, queue.id, now - queue.settings.messageRetentionSeconds * 1_000);
  const [total, inFlight, delayed] = [Number(row?.['total']), Number(row?.['in_flight']), Number(row?.['delayed'])];
  return { visible: total - inFlight - delayed, inFlight, delayed };
};
