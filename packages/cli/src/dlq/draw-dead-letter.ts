import pc from 'picocolors';
import type { DeadLetter } from './dead-letter.ts';

const KINDS: Readonly<Record<DeadLetter['kind'], string>> = {
  delivery: 'EventBridge could not deliver to',
  schedule: 'EventBridge Scheduler could not invoke',
  invocation: 'failed on every attempt:',
  message: 'received too often from',
  records: 'discarded by',
  unknown: 'not a dead letter',
};

/** Draws a dead letter with everything known about its failure. */
export const drawDeadLetter = (letter: DeadLetter): string => {
  const { kind, target, code, reason, attempts, sentMs, history, message } = letter;
  const tried = attempts === undefined ? '' : `, after ${attempts} attempt${attempts === 1 ? '' : 's'}`;
  const lines = [
    `${pc.bold(message.MessageId ?? '')}  ${pc.dim(new Date(sentMs).toISOString())}  ${whatOf(letter)}`,
    `  ${KINDS[kind]} ${shortTarget(target)}${tried}`,
    `  ${pc.red(code)}: ${reason.replaceAll('\n', '\n  ')}`,
    ...history.map(({ at, queue, code: before, message: why }) =>
      pc.dim(`  redriven ${at} from ${queue}, dead-lettered with ${before}: ${why}`),
    ),
  ];
  return lines.join('\n');
};

/** The event's type and id, or the beginning of the text. */
const whatOf = ({ kind, text }: DeadLetter): string => {
  if (kind === 'records') return pc.cyan(text);
  try {
    const event = JSON.parse(text) as {
      readonly 'detail-type'?: string;
      readonly id?: string;
      readonly detail?: { readonly Metadata?: { readonly event_type?: string; readonly event_id?: string } };
    };
    const { event_type, event_id } = event.detail?.Metadata ?? {};
    if (event_type !== undefined) return `${pc.cyan(event_type)} ${event_id ?? ''}`;
    if (event['detail-type'] !== undefined) return `${pc.cyan(event['detail-type'])} ${event.id ?? ''}`;
  } catch {
    // Not an event: show the text unchanged.
  }
  return pc.cyan(text.slice(0, 60));
};

const shortTarget = (arn: string): string => arn.split(':').slice(2, 3).concat(arn.split(':').slice(5)).join(':');
