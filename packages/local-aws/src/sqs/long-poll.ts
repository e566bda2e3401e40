import type { Queue } from './queues.ts';
import { type ReceivedMessage, type ReceiveOptions, receive } from './receive.ts';
import type { SqsContext } from './sqs-context.ts';

/** Receives what is there, or waits up to `waitSeconds` for the first message. */
export const longPoll = (
  context: SqsContext,
  queue: Queue,
  options: ReceiveOptions,
  waitSeconds: number,
): Promise<ReceivedMessage[]> | ReceivedMessage[] => {
  const now = receive(context, queue, options);
  if (now.length > 0 || waitSeconds === 0) return now;
  return new Promise((resolve, reject) => {
    const end = (messages: ReceivedMessage[]): void => {
      cancelTimer();
      unsubscribe();
      resolve(messages);
    };
    const cancelTimer = context.clock.at(context.clock.now() + waitSeconds * 1_000, () => end([]));
    const unsubscribe = context.watch.onVisible(queue.id, () => {
      try {
        // The queue may have been deleted meanwhile.
        const messages = context.queues.find(queue.arn) === undefined ? [] : receive(context, queue, options);
        if (messages.length > 0) end(messages);
      } catch (error) {
        cancelTimer();
        unsubscribe();
        reject(error);
      }
    });
    void context.stopped.then(() => end([]));
  });
};
