import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { DeleteMessageCommand, type Message } from '@aws-sdk/client-sqs';
import type { DeadLetterQueue } from '@plumbline/topology';
import pc from 'picocolors';
import type { Connection } from '../connection.ts';
import { changesBetween, drawChange, withValues } from './correction.ts';
import { type DeadLetter, readDeadLetter } from './dead-letter.ts';
import type { FindContract } from './letter-contract.ts';
import { depthOf, putBack, received, urlOf } from './received-letters.ts';
import { redeliver } from './redeliver.ts';
import { withRedrive } from './redrive-history.ts';

export interface EditOptions {
  /** The id of the message, or its beginning. @default the only message of the queue */
  readonly message?: string;
  /** Corrections as `path=value`. @default an editor opens */
  readonly set: readonly string[];
  readonly republish: boolean;
}

/**
 * Corrects one message of a dead-letter queue, checks it against its contract, and sends it to its original target. Its history records who
 * changed what. The message stays in the queue when the correction does not fit.
 *
 * @throws Error with the reason
 */
export const editDeadLetter = async (
  connection: Connection,
  queue: DeadLetterQueue,
  { message: wanted, set, republish }: EditOptions,
  find: FindContract,
  say: (line: string) => void,
): Promise<void> => {
  const url = await urlOf(connection, queue);
  const { waiting } = await depthOf(connection, url);
  const held: Message[] = [];
  try {
    for await (const message of received(connection, url, waiting)) held.push(message);
    const chosen = choose(queue, held, wanted);
    const letter = readDeadLetter(queue, chosen);
    const text = set.length > 0 ? withValues(letter.text, set) : edited(letter.text);
    const changes = changesBetween(letter.text, text);
    if (changes.length === 0) throw new Error('Nothing was changed, so the message stays. Redrive it without --edit if it is right.');
    const contract = find(letter.text);
    const complaint = contract?.complaint(text);
    if (contract !== undefined && complaint !== undefined)
      throw new Error(`The correction does not fit ${contract.name}, so the message stays:\n${complaint}`);
    const past = {
      at: new Date().toISOString(),
      queue: queue.name,
      code: letter.code,
      message: letter.reason,
      ...correctedBy(changes.map(drawChange)),
    };
    await redeliver(connection, { ...letter, text } satisfies DeadLetter, withRedrive(letter.history, past), { republish });
    await connection.sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: chosen.ReceiptHandle }));
    held.splice(held.indexOf(chosen), 1);
    for (const change of changes) say(`  ${drawChange(change)}`);
    say(`${queue.name}: ${pc.green(`${chosen.MessageId} corrected and redriven`)}`);
  } finally {
    await putBack(connection, url, held);
  }
};

const correctedBy = (changes: readonly string[]) => ({ changes, by: userInfo().username });

const choose = (queue: DeadLetterQueue, messages: readonly Message[], wanted: string | undefined): Message => {
  const ids = messages.map(({ MessageId = '' }) => MessageId).join(', ');
  const found = messages.filter(({ MessageId = '' }) => MessageId.startsWith(wanted ?? ''));
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  if (messages.length === 0) throw new Error(`${queue.name} has no visible messages.`);
  throw new Error(
    `${wanted === undefined ? 'The queue has several messages' : `${found.length} messages begin with ${wanted}`}. Name one with --message: ${ids}.`,
  );
};

/** Opens the message in the person's editor, as git does. */
const edited = (text: string): string => {
  const editor = process.env.VISUAL ?? process.env.EDITOR;
  if (editor === undefined) throw new Error('No editor is configured. Set EDITOR, or write the correction as --set Data.quantity=2.');
  const folder = mkdtempSync(join(tmpdir(), 'plumb-edit-'));
  const file = join(folder, 'message.json');
  try {
    writeFileSync(file, `${JSON.stringify(JSON.parse(text), null, 2)}\n`);
    const { status } = spawnSync(`${editor} "${file}"`, { shell: true, stdio: 'inherit' });
    if (status !== 0) throw new Error(`The editor ended with ${status}, so the message stays.`);
    return JSON.stringify(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new Error(`The edited message is not JSON, so it stays: ${error.message}`, { cause: error });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
