import { DeleteMessageCommand, type Message } from '@aws-sdk/client-sqs';
import type { DeadLetterQueue } from '@plumbline/topology';
import type { Connection } from '../connection.ts';
import { type DeadLetter, readDeadLetter } from './dead-letter.ts';
import { depthOf, putBack, received, urlOf } from './received-letters.ts';
import { type RedeliverOptions, redeliver } from './redeliver.ts';
import { withRedrive } from './redrive-history.ts';

export interface RedriveOptions extends RedeliverOptions {
  /** @default every message in the queue */
  readonly max?: number;
  /** Called after each message with the number of processed messages and the total. */
  readonly progress?: (done: number, of: number) => void;
}

export interface Redriven {
  readonly redriven: number;
  /** The messages that stayed, with the reason. */
  readonly stayed: readonly { readonly messageId: string; readonly why: string }[];
}

/**
 * Sends the messages of a dead-letter queue to their original targets, each with its history, and deletes each message only afterwards.
 * An interrupted redrive may send a message twice, but loses none. Messages that return meanwhile wait for the next redrive.
 */
export const redriveQueue = async (connection: Connection, queue: DeadLetterQueue, options: RedriveOptions): Promise<Redriven> => {
  const QueueUrl = await urlOf(connection, queue);
  const { waiting } = await depthOf(connection, QueueUrl);
  const count = Math.min(waiting, options.max ?? waiting);
  const stayed: { readonly message: Message; readonly messageId: string; readonly why: string }[] = [];
  let redriven = 0;
  for await (const message of received(connection, QueueUrl, count)) {
    const letter = readDeadLetter(queue, message);
    try {
      await redeliver(connection, letter, withRedrive(letter.history, pastOf(queue, letter)), options);
      await connection.sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: message.ReceiptHandle }));
      redriven += 1;
    } catch (error) {
      stayed.push({ message, messageId: message.MessageId ?? '', why: (error as Error).message });
    }
    options.progress?.(redriven + stayed.length, count);
  }
  await putBack(
    connection,
    QueueUrl,
    stayed.map(({ message }) => message),
  );
  return { redriven, stayed: stayed.map(({ messageId, why }) => ({ messageId, why })) };
};

const pastOf = ({ name }: DeadLetterQueue, { code, reason }: DeadLetter) => ({
  at: new Date().toISOString(),
  queue: name,
  code,
  message: reason,
});
