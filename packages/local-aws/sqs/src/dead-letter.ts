import type { StoredMessage } from './message-table.ts';
import type { Queue } from './queues.ts';
import type { SqsContext } from './sqs-context.ts';

/** The dead-letter queue, if this message has been received as often as the redrive policy allows. */
export const deadLetterQueueFor = (context: SqsContext, queue: Queue, message: StoredMessage): Queue | undefined => {
  const redrive = queue.settings.redrivePolicy;
  if (redrive === undefined || message.receiveCount - message.receiveCountBefore < redrive.maxReceiveCount) return undefined;
  const target = context.queues.find(redrive.deadLetterTargetArn);
  // A dead-letter queue that is missing, of the other type, or closed to this source accepts no messages: the message stays.
  return target !== undefined && target.settings.fifo === queue.settings.fifo && allows(target, queue) ? target : undefined;
};

/** Whether `deadLetterQueue` allows `source` to move messages to it. */
export const allows = (deadLetterQueue: Queue, source: Queue): boolean => {
  const policy = deadLetterQueue.settings.redriveAllowPolicy;
  if (policy === undefined || policy.redrivePermission === 'allowAll') return true;
  return policy.redrivePermission === 'byQueue' && (policy.sourceQueueArns ?? []).includes(source.arn);
};

/** Moves a message unchanged: id, attributes and counts stay, `DeadLetterQueueSourceArn` is added. */
export const moveToDeadLetterQueue = (context: SqsContext, source: Queue, target: Queue, message: StoredMessage): void => {
  const now = context.clock.now();
  context.messages.delete(message.id);
  context.messages.insert({
    ...message,
    id: context.messages.nextId(),
    queueId: target.id,
    receipt: undefined,
    visibleAtMs: now,
    receiveCountBefore: message.receiveCount,
    deadLetterSourceArn: source.arn,
  });
  if (message.groupId !== undefined) {
    context.groups.refresh(source.id, message.groupId, now);
    context.groups.refresh(target.id, message.groupId, now);
  }
  context.watch.expect(target.id, now);
};
