import type { Queue } from './queues.ts';
import { type ReceivedMessage, type ReceiveOptions, receive } from './receive.ts';
import type { SqsContext } from './sqs-context.ts';

/**
 * Receives the available messages, or waits up to `waitSeconds` for the first message.
 *
 * @param aborted the client has disconnected: it receives no further messages, so that none are hidden without a receiver.
 */
export const longPoll = (
  context: SqsContext,
  queue: Queue,
  options: ReceiveOptions,
  waitSeconds: number,
  aborted: AbortSignal,
): Promise<ReceivedMessage[]> | ReceivedMessage[] => {
  if (aborted.aborted) return [];
  const now = receive(context, queue, options);
  if (now.length > 0 || waitSeconds === 0) return now;
  return new Promise((resolve, reject) => {
    const stopWaiting = (): void => {
      cancelTimer();
      unsubscribe();
      aborted.removeEventListener('abort', giveUp);
      context.stopped.removeEventListener('abort', giveUp);
    };
    const end = (messages: ReceivedMessage[]): void => {
      stopWaiting();
      resolve(messages);
    };
    const giveUp = (): void => end([]);
    const cancelTimer = context.clock.at(context.clock.now() + waitSeconds * 1_000, giveUp);
    const unsubscribe = context.watch.onVisible(queue.id, () => {
      try {
        // The queue may have been deleted meanwhile.
        const messages = context.queues.find(queue.arn) === undefined ? [] : receive(context, queue, options);
        if (messages.length > 0) end(messages);
      } catch (error) {
        stopWaiting();
        reject(error);
      }
    });
    aborted.addEventListener('abort', giveUp);
    context.stopped.addEventListener('abort', giveUp);
  });
};
