import { hash, randomUUID } from 'node:crypto';
import { type MessageAttributes, md5OfAttributes, md5OfBody } from './message-attributes.ts';
import { checkMessage } from './message-check.ts';
import type { OutgoingMessage } from './outgoing-message.ts';
import type { Queue } from './queues.ts';
import type { SqsContext } from './sqs-context.ts';

export interface SentMessage {
  readonly messageId: string;
  readonly md5OfBody: string;
  readonly md5OfMessageAttributes: string | undefined;
  /** FIFO queues only. */
  readonly sequenceNumber: string | undefined;
}

/** A message with a deduplication id seen within five minutes is accepted and not delivered again. */
export const DEDUPLICATION_MS = 5 * 60 * 1_000;

/** Puts one message into a queue. Atomic with the caller's `store.write`, if there is one. */
export const send = (context: SqsContext, queue: Queue, message: OutgoingMessage): SentMessage => {
  checkMessage(queue, message);
  const sent = {
    md5OfBody: md5OfBody(message.body),
    md5OfMessageAttributes: hasEntries(message.messageAttributes) ? md5OfAttributes(message.messageAttributes) : undefined,
  };
  return context.store.write(() => {
    if (!queue.settings.fifo) {
      const { messageId } = enqueue(context, queue, message, sent.md5OfBody);
      const subject = { kind: 'queue', name: queue.settings.name, operation: 'SendMessage' } as const;
      // The same message a second time, as at-least-once delivery allows: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/standard-queues-at-least-once-delivery.html
      if (context.faults.strike('duplicate', subject) !== undefined) enqueue(context, queue, message, sent.md5OfBody, messageId);
      return { ...sent, messageId, sequenceNumber: undefined };
    }
    const deduplicationId = message.deduplicationId ?? hash('sha256', message.body);
    const known = findDuplicate(context, queue, message, deduplicationId);
    if (known !== undefined) return { ...sent, ...known };
    const { messageId, sequenceNumber } = enqueue(context, queue, { ...message, deduplicationId }, sent.md5OfBody);
    remember(context, queue, message, deduplicationId, messageId, sequenceNumber);
    return { ...sent, messageId, sequenceNumber };
  });
};

/** Stores the message unchanged, without checks and without deduplication. */
export const enqueue = (
  context: SqsContext,
  queue: Queue,
  message: OutgoingMessage,
  bodyMd5: string,
  messageId: string = randomUUID(),
): { readonly messageId: string; readonly sequenceNumber: string } => {
  const now = context.clock.now();
  const id = context.messages.nextId();
  const sequenceNumber = sequenceNumberOf(id);
  // In a FIFO queue, no message may overtake another of its group.
  const faultMs = queue.settings.fifo ? 0 : context.faults.delayMs({ kind: 'queue', name: queue.settings.name, operation: 'SendMessage' });
  const visibleAtMs = now + (message.delaySeconds ?? queue.settings.delaySeconds) * 1_000 + faultMs;
  context.messages.insert({
    id,
    queueId: queue.id,
    messageId,
    body: message.body,
    md5OfBody: bodyMd5,
    attributes: hasEntries(message.messageAttributes) ? message.messageAttributes : undefined,
    traceHeader: message.systemAttributes?.AWSTraceHeader,
    senderId: message.senderId ?? context.account.accountId,
    groupId: message.groupId,
    deduplicationId: message.deduplicationId,
    sequenceNumber: queue.settings.fifo ? sequenceNumber : undefined,
    sentAtMs: now,
    firstReceivedAtMs: undefined,
    receiveCount: 0,
    receiveCountBefore: 0,
    deadLetterSourceArn: undefined,
    visibleAtMs,
    receipt: undefined,
  });
  if (queue.settings.fifo && message.groupId !== undefined) context.groups.refresh(queue.id, message.groupId, now);
  context.watch.expect(queue.id, visibleAtMs);
  return { messageId, sequenceNumber };
};

/** Twenty digits, as on AWS. */
const sequenceNumberOf = (id: number): string => `188${String(id).padStart(17, '0')}`;

const scopeOf = (queue: Queue, message: OutgoingMessage): string =>
  queue.settings.deduplicationScope === 'messageGroup' ? (message.groupId ?? '') : '';

const findDuplicate = (context: SqsContext, queue: Queue, message: OutgoingMessage, deduplicationId: string) => {
  const row = context.store
    .prepare(`select message_id, sequence_number from sqs_deduplication
      where queue_id = ? and scope = ? and deduplication_id = ? and sent_at_ms > ?`)
    .get(queue.id, scopeOf(queue, message), deduplicationId, context.clock.now() - DEDUPLICATION_MS);
  return row === undefined ? undefined : { messageId: String(row['message_id']), sequenceNumber: String(row['sequence_number']) };
};

const remember = (
  context: SqsContext,
  queue: Queue,
  message: OutgoingMessage,
  deduplicationId: string,
  messageId: string,
  sequenceNumber: string,
): void => {
  context.store
    .prepare('insert or replace into sqs_deduplication values (?, ?, ?, ?, ?, ?)')
    .run(queue.id, scopeOf(queue, message), deduplicationId, messageId, sequenceNumber, context.clock.now());
};

const hasEntries = (attributes: MessageAttributes | undefined): attributes is MessageAttributes =>
  attributes !== undefined && Object.keys(attributes).length > 0;
