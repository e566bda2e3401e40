import type { Message } from '@aws-sdk/client-sqs';
import { type DeadLetterQueue, type DeadLetterSource, deadLetterQueues } from '@plumbline/topology';
import pc from 'picocolors';
import type { Connection } from '../connection.ts';
import { showProgress } from '../progress.ts';
import { readDeadLetter } from './dead-letter.ts';
import { drawDeadLetter } from './draw-dead-letter.ts';
import { editDeadLetter } from './edit-letter.ts';
import { letterContracts } from './letter-contract.ts';
import { depthOf, putBack, received, urlOf } from './received-letters.ts';
import { redriveQueue } from './redrive.ts';

type Say = (line: string) => void;

/** Lists every dead-letter queue with its number of messages and its senders. Queues with messages come first. */
export const listDeadLetterQueues = async (connection: Connection, say: Say): Promise<void> => {
  const queues = deadLetterQueues(await connection.resources());
  const rows = await Promise.all(queues.map(async (queue) => ({ queue, ...(await depthOf(connection, await urlOf(connection, queue))) })));
  const width = Math.max(...rows.map(({ queue }) => queue.name.length), 5);
  say(pc.dim(`${'queue'.padEnd(width)}  messages  from`));
  for (const { queue, waiting, inFlight } of [...rows].sort((a, b) => b.waiting + b.inFlight - a.waiting - a.inFlight)) {
    const count = String(waiting + inFlight).padStart(8);
    say(
      `${queue.name.padEnd(width)}  ${waiting + inFlight > 0 ? pc.red(count) : pc.dim(count)}  ${queue.sources.map(describeSource).join(', ')}`,
    );
  }
  const total = rows.reduce((sum, { waiting, inFlight }) => sum + waiting + inFlight, 0);
  say(
    total === 0
      ? pc.green(`all ${rows.length} dead-letter queues at ${connection.where} are empty`)
      : pc.yellow(`${total} messages; "plumb dlq show <queue>" shows the cause of each`),
  );
};

const describeSource = ({ kind, name }: DeadLetterSource): string => `${kind} ${name}`;

/** Shows the messages of a queue with their errors. The messages stay in the queue. */
export const showDeadLetters = async (connection: Connection, name: string, max: number, say: Say): Promise<void> => {
  const queue = await queueNamed(connection, name);
  const url = await urlOf(connection, queue);
  const { waiting, inFlight } = await depthOf(connection, url);
  const contractOf = await letterContracts();
  const shown: Message[] = [];
  try {
    for await (const message of received(connection, url, Math.min(max, waiting))) {
      shown.push(message);
      const letter = readDeadLetter(queue, message);
      say(drawDeadLetter(letter, contractOf(letter.text)));
    }
  } finally {
    await putBack(connection, url, shown);
  }
  const others = inFlight > 0 ? `, ${inFlight} more in flight` : '';
  say(pc.dim(`${shown.length} of ${waiting} messages of ${queue.name}${others}`));
};

export interface RedriveFlags {
  readonly all: boolean;
  readonly max?: number;
  readonly republish: boolean;
  /** Correct one message before it is sent. */
  readonly edit?: boolean;
  readonly message?: string;
  readonly set?: readonly string[];
}

/** Sends messages to their original targets. Returns exit code 1 when a message could not be sent. */
export const redriveDeadLetters = async (
  connection: Connection,
  name: string | undefined,
  flags: RedriveFlags,
  say: Say,
): Promise<void> => {
  const { edit = false, message, set = [], republish } = flags;
  if (edit || set.length > 0) {
    if (name === undefined) throw new Error('Name the queue of the message that is to be corrected.');
    const options = { set, republish, ...(message !== undefined && { message }) };
    await editDeadLetter(connection, await queueNamed(connection, name), options, await letterContracts(), say);
    return;
  }
  if (message !== undefined) throw new Error('--message names the message to correct. Add --edit or --set.');
  if ((name === undefined) !== flags.all) throw new Error('Name one queue, or pass --all for every dead-letter queue.');
  const queues = name === undefined ? deadLetterQueues(await connection.resources()) : [await queueNamed(connection, name)];
  let stayedCount = 0;
  for (const queue of queues) {
    const progress = showProgress(queue.name);
    const { redriven, stayed } = await redriveQueue(connection, queue, { ...flags, progress: progress.show });
    progress.end();
    if (redriven + stayed.length > 0 || !flags.all)
      say(`${queue.name}: ${pc.green(`${redriven} redriven`)}${stayed.length > 0 ? pc.red(`, ${stayed.length} stayed`) : ''}`);
    for (const { messageId, why } of stayed) say(`  ${messageId} stays: ${why}`);
    stayedCount += stayed.length;
  }
  if (flags.all) say(pc.dim(`${queues.length} dead-letter queues at ${connection.where}`));
  if (stayedCount > 0) process.exitCode = 1;
};

/** Finds a queue by its deployed name or the end of that name. */
const queueNamed = async (connection: Connection, name: string): Promise<DeadLetterQueue> => {
  const queues = deadLetterQueues(await connection.resources());
  const found = queues.find((queue) => queue.name === name || queue.name === connection.named(name));
  if (found !== undefined) return found;
  throw new Error(`The dead-letter queue ${name} does not exist. Existing queues: ${queues.map((queue) => queue.name).join(', ')}.`);
};
