import type { Occurrence } from '@plumbline/local-aws';
import { shortName } from './draw-trace.ts';

type Invocation = Extract<Occurrence, { kind: 'invocation' }>;

/**
 * Powertools rejects a duplicate while the first delivery still runs, so that its retry finds the result. The first delivery's own failure
 * counts. https://docs.aws.amazon.com/powertools/typescript/latest/features/idempotency/#handling-concurrent-executions-with-the-same-payload
 */
const DUPLICATE_WHILE_RUNNING = 'IdempotencyAlreadyInProgressError';

/**
 * Lists failures without a later success: failed functions, and events, schedules, records of pipes and notifications that did not reach their
 * targets. A failure with a successful retry does not count.
 */
export const failuresSeen = (seen: readonly Occurrence[]): readonly string[] => [...failedFunctions(seen), ...notDelivered(seen)];

const failedFunctions = (seen: readonly Occurrence[]): readonly string[] => {
  const invocations = seen.filter((each) => each.kind === 'invocation');
  const failed = invocations.filter(
    (each, index) =>
      each.result.functionError !== undefined &&
      failureOf(each).errorType !== DUPLICATE_WHILE_RUNNING &&
      !isMadeGood(each, invocations.slice(index + 1)),
  );
  const byText = Map.groupBy(failed, (each) => {
    const { errorType, errorMessage } = failureOf(each);
    return `${shortName(each.functionName)} failed: ${errorType}: ${errorMessage}`;
  });
  return [...byText].map(([text, { length }]) => (length === 1 ? text : `${text} (${length} times)`));
};

/** Whether later invocations of the function processed the whole input of the failed one. */
const isMadeGood = (failed: Invocation, later: readonly Invocation[]): boolean => {
  const good = later.filter(({ functionName, result }) => functionName === failed.functionName && result.functionError === undefined);
  const done = new Set(good.flatMap(worksOf));
  return worksOf(failed).every((work) => done.has(work));
};

/** A queue delivers its messages again in another invocation. Every other retry keeps its request id. */
const worksOf = ({ event, requestId }: Invocation): readonly string[] => {
  const { Records = [] } = (JSON.parse(event) ?? {}) as { readonly Records?: readonly { readonly messageId?: string }[] };
  const messages = Array.isArray(Records) ? Records.flatMap(({ messageId }) => messageId ?? []) : [];
  return messages.length > 0 ? messages : [requestId];
};

const failureOf = ({ result }: Invocation): { readonly errorType?: string; readonly errorMessage?: string } =>
  JSON.parse(result.payload) ?? {};

const notDelivered = (seen: readonly Occurrence[]): readonly string[] => {
  /** The last outcome of each delivery. */
  const outcomes = new Map<string, string | undefined>();
  for (const each of seen) {
    if (each.kind !== 'delivery' && each.kind !== 'schedule' && each.kind !== 'pipe' && each.kind !== 'notification') continue;
    const [name, id] = senderOf(each);
    const what = each.outcome === 'retried' ? 'waits for a retry' : `was ${each.outcome === 'dropped' ? 'dropped' : 'dead-lettered'}`;
    const why = each.reason === undefined ? '' : `: ${each.reason}`;
    outcomes.set(
      `${name} ${id} ${each.targetArn}`,
      each.outcome === 'delivered' ? undefined : `${name}: a delivery to ${each.targetArn.split(':').at(-1)} ${what}${why}`,
    );
  }
  return [...new Set([...outcomes.values()].filter((text) => text !== undefined))];
};

/** The sender of a delivery, and the delivery's id. */
const senderOf = (
  each: Extract<Occurrence, { kind: 'delivery' | 'schedule' | 'pipe' | 'notification' }>,
): readonly [name: string, id: string] => {
  if (each.kind === 'pipe') return [`pipe ${each.pipeName}`, each.recordId];
  if (each.kind === 'delivery') return [`rule ${each.ruleName}`, each.eventId];
  return each.kind === 'schedule' ? [`schedule ${each.scheduleName}`, each.executionId] : [each.from.replace(':', ' '), each.messageId];
};
