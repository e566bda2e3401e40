import { AwsError } from '@plumbline/local-aws-kernel';
import { deadLetterQueueFor, moveToDeadLetterQueue } from './dead-letter.ts';
import type { StoredMessage } from './message-table.ts';
import type { Queue } from './queues.ts';
import { newReceipt } from './receipt-handle.ts';
import { liveSince } from './retention.ts';
import type { SqsContext } from './sqs-context.ts';

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html */
export const IN_FLIGHT_MAX = 120_000;

/** A received message. */
export interface ReceivedMessage extends StoredMessage {
  readonly receipt: string;
  readonly firstReceivedAtMs: number;
}

export interface ReceiveOptions {
  readonly max: number;
  /** @default the queue's */
  readonly visibilityTimeoutSeconds?: number | undefined;
}

/** Receives the visible messages, oldest first, and hides them for the visibility timeout. */
export const receive = (context: SqsContext, queue: Queue, options: ReceiveOptions): ReceivedMessage[] =>
  context.store.write(() => {
    const room = roomInFlight(context, queue, options.max);
    if (room <= 0 && queue.settings.fifo) return [];
    if (room <= 0) throw new AwsError('OverLimit', `Too many messages in flight: the limit is ${IN_FLIGHT_MAX}.`, { status: 403 });
    const limits = { ...options, max: Math.min(options.max, room) };
    return queue.settings.fifo ? receiveFifo(context, queue, limits) : receiveStandard(context, queue, limits);
  });

const receiveStandard = (context: SqsContext, queue: Queue, options: ReceiveOptions): ReceivedMessage[] => {
  const received: ReceivedMessage[] = [];
  // Expired and dead messages make room for later ones; every round removes the messages that it does not return.
  while (received.length < options.max) {
    const found = context.messages.visible(queue.id, context.clock.now(), options.max - received.length);
    const taken = found.flatMap((message) => take(context, queue, message, options));
    received.push(...taken);
    if (taken.length === found.length) break;
    if (options.visibilityTimeoutSeconds === 0) break;
  }
  return received;
};

/** As many messages as possible of one group, in order, then of the next unlocked group. */
const receiveFifo = (context: SqsContext, queue: Queue, options: ReceiveOptions): ReceivedMessage[] => {
  const now = context.clock.now();
  const received: ReceivedMessage[] = [];
  const seen = new Set<string>();
  while (received.length < options.max) {
    const groupId = context.groups.first(queue.id, now);
    if (groupId === undefined || seen.has(groupId)) break;
    const found = context.messages.ofGroup(queue.id, groupId, now, options.max - received.length);
    const taken = found.flatMap((message) => take(context, queue, message, options));
    received.push(...taken);
    context.groups.refresh(queue.id, groupId, now);
    // With a visibility timeout of 0, the group stays unlocked and must not be received twice.
    if (taken.length > 0) seen.add(groupId);
  }
  return received;
};

const take = (context: SqsContext, queue: Queue, message: StoredMessage, options: ReceiveOptions): ReceivedMessage[] => {
  const now = context.clock.now();
  if (message.sentAtMs <= liveSince(queue, now)) {
    context.messages.delete(message.id);
    return [];
  }
  const deadLetterQueue = deadLetterQueueFor(context, queue, message);
  if (deadLetterQueue !== undefined) {
    moveToDeadLetterQueue(context, queue, deadLetterQueue, message);
    return [];
  }
  const receipt = newReceipt();
  const visibleAtMs = now + (options.visibilityTimeoutSeconds ?? queue.settings.visibilityTimeoutSeconds) * 1_000;
  context.messages.markReceived(message.id, visibleAtMs, receipt, now);
  context.watch.expect(queue.id, visibleAtMs);
  return [
    { ...message, receipt, visibleAtMs, receiveCount: message.receiveCount + 1, firstReceivedAtMs: message.firstReceivedAtMs ?? now },
  ];
};

/** Counted exactly only when the upper bound that `context` keeps comes near the limit. */
const roomInFlight = (context: SqsContext, queue: Queue, max: number): number => {
  let bound = context.inFlightBounds.get(queue.id) ?? Number.POSITIVE_INFINITY;
  if (bound + max > IN_FLIGHT_MAX) {
    bound = Number(
      context.store
        .prepare('select count(*) as n from sqs_message where queue_id = ? and visible_at_ms > ? and receipt is not null')
        .get(queue.id, context.clock.now())?.['n'],
    );
  }
  context.inFlightBounds.set(queue.id, bound + max);
  return IN_FLIGHT_MAX - bound;
};
