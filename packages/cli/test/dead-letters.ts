import type { Message } from '@aws-sdk/client-sqs';
import { deadLetterQueues } from '@plumbline/topology';
import type { Connection } from '../src/connection.ts';
import { type DeadLetter, readDeadLetter } from '../src/dlq/dead-letter.ts';
import { depthOf, putBack, received, urlOf } from '../src/dlq/received-letters.ts';

/** The messages of every dead-letter queue, with their reasons. */
export const deadLetters = async (connection: Connection): Promise<readonly DeadLetter[]> => {
  const all = await Promise.all(
    deadLetterQueues(await connection.resources()).map(async (queue) => {
      const url = await urlOf(connection, queue);
      const messages: Message[] = [];
      const { waiting } = await depthOf(connection, url);
      for await (const message of received(connection, url, waiting)) messages.push(message);
      await putBack(connection, url, messages);
      return messages.map((message) => readDeadLetter(queue, message));
    }),
  );
  return all.flat();
};
