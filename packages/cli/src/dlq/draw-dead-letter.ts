import pc from 'picocolors';
import type { DeadLetter } from './dead-letter.ts';
import type { LetterContract } from './letter-contract.ts';

const KINDS: Readonly<Record<DeadLetter['kind'], string>> = {
  delivery: 'EventBridge could not deliver to',
  schedule: 'EventBridge Scheduler could not invoke',
  invocation: 'failed on every attempt:',
  message: 'received too often from',
  records: 'discarded by',
  unknown: 'not a dead letter',
};

/** Draws a dead letter with everything known about its failure. */
export const drawDeadLetter = (letter: DeadLetter, contract?: LetterContract): string => {
  const { kind, target, code, reason, attempts, sentMs, history, message } = letter;
  const tried = attempts === undefined ? '' : `, after ${attempts} attempt${attempts === 1 ? '' : 's'}`;
  const lines = [
    `${pc.bold(message.MessageId ?? '')}  ${pc.dim(new Date(sentMs).toISOString())}  ${whatOf(letter)}`,
    `  ${KINDS[kind]} ${shortTarget(target)}${tried}`,
    `  ${pc.red(code)}: ${reason.replaceAll('\n', '\n  ')}`,
    ...contractLines(letter, contract),
    ...history.flatMap(({ at, queue, code: before, message: why, changes = [], by = '' }) => [
      pc.dim(`  redriven ${at} from ${queue}, dead-lettered with ${before}: ${why}`),
      ...changes.map((change) => pc.dim(`    corrected by ${by}: ${change}`)),
    ]),
  ];
  return lines.join('\n');
};

/** Whether an event or command fits its contract, and its data when it does not. */
const contractLines = ({ text }: DeadLetter, contract: LetterContract | undefined): readonly string[] => {
  const complaint = contract?.complaint(text);
  if (contract === undefined || complaint === undefined) return [];
  const message = JSON.parse(text) as { readonly Data?: unknown; readonly detail?: { readonly Data?: unknown } };
  return [
    `  ${pc.red(`does not fit ${contract.name}`)}: ${complaint.replaceAll('\n', '\n  ')}`,
    `  ${pc.dim('Data')} ${JSON.stringify(message.Data ?? message.detail?.Data)}`,
    pc.dim(`  "plumb dlq redrive <queue> --edit" corrects it`),
  ];
};

/** The type and id of an event or command, or the beginning of the text. */
const whatOf = ({ kind, text }: DeadLetter): string => {
  if (kind === 'records') return pc.cyan(text);
  try {
    const event = JSON.parse(text) as {
      readonly 'detail-type'?: string;
      readonly id?: string;
      readonly Metadata?: { readonly command_type?: string; readonly command_id?: string };
      readonly detail?: { readonly Metadata?: { readonly event_type?: string; readonly event_id?: string } };
    };
    const { event_type, event_id } = event.detail?.Metadata ?? {};
    const { command_type, command_id } = event.Metadata ?? {};
    if (command_type !== undefined) return `${pc.cyan(command_type)} ${command_id ?? ''}`;
    if (event_type !== undefined) return `${pc.cyan(event_type)} ${event_id ?? ''}`;
    if (event['detail-type'] !== undefined) return `${pc.cyan(event['detail-type'])} ${event.id ?? ''}`;
  } catch {
    // Not an event: show the text unchanged.
  }
  return pc.cyan(text.slice(0, 60));
};

const shortTarget = (arn: string): string => arn.split(':').slice(2, 3).concat(arn.split(':').slice(5)).join(':');
