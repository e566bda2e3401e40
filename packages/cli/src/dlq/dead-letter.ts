import type { Message } from '@aws-sdk/client-sqs';
import { readJson } from '@plumbline/eventbridge';
import type { DeadLetterQueue } from '@plumbline/topology';
import { historyOf, type Redrive } from './redrive-history.ts';

/** Something that could not be delivered or done, as it lies in its queue. */
export interface DeadLetter {
  readonly message: Message;
  /**
   * `delivery`: EventBridge could not deliver an event to a rule's target. `schedule`: its Scheduler could not invoke a schedule's.
   * `invocation`: a function failed on an event for good. `message`: a message of a queue was received too often. `unknown`: whoever put
   * it here is no sender of dead letters.
   */
  readonly kind: 'delivery' | 'schedule' | 'invocation' | 'message' | 'unknown';
  /** Where it would go again: an ARN. */
  readonly target: string;
  /** What would go there: an event's or a message's text. */
  readonly text: string;
  readonly code: string;
  readonly reason: string;
  /** How often it was tried, as far as that is told. */
  readonly attempts?: number;
  readonly sentMs: number;
  readonly history: readonly Redrive[];
  readonly ruleArn?: string;
  readonly traceHeader?: string;
}

/** https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html */
interface InvocationRecord {
  readonly requestContext?: { readonly functionArn?: string; readonly condition?: string; readonly approximateInvokeCount?: number };
  readonly requestPayload?: unknown;
  readonly responsePayload?: { readonly errorType?: string; readonly errorMessage?: string };
}

/** Reads a message as its sender wrote it. */
export const readDeadLetter = (queue: DeadLetterQueue, message: Message): DeadLetter => {
  const { Body = '', Attributes = {}, MessageAttributes = {} } = message;
  const attribute = (name: string): string | undefined => MessageAttributes[name]?.StringValue;
  const base = {
    message,
    text: Body,
    sentMs: Number(Attributes.SentTimestamp ?? 0),
    history: historyOf(Body, MessageAttributes),
    ...(Attributes.AWSTraceHeader !== undefined && { traceHeader: Attributes.AWSTraceHeader }),
  };
  const target = attribute('TARGET_ARN');
  if (target !== undefined) {
    const attempts = Number(attribute('RETRY_ATTEMPTS') ?? 0) + 1;
    const [code, reason, ruleArn] = ['ERROR_CODE', 'ERROR_MESSAGE', 'RULE_ARN'].map((name) => attribute(name) ?? '');
    const told = { ...base, target, attempts, code: code ?? '', reason: reason ?? '' };
    // https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html
    if (attribute('SCHEDULE_ARN') !== undefined) return { ...told, kind: 'schedule' };
    return { ...told, kind: 'delivery', ruleArn: ruleArn ?? '' };
  }
  const record = invocationRecord(Body);
  if (record !== undefined) return { ...base, ...record };
  const only = (kind: 'function' | 'queue'): string | undefined => queue.sources.find((source) => source.kind === kind)?.name;
  const region = queue.arn.split(':').slice(0, 5);
  if (attribute('RequestID') !== undefined && only('function') !== undefined) {
    const arn = [...region.with(2, 'lambda'), 'function', only('function')].join(':');
    return { ...base, kind: 'invocation', target: arn, code: attribute('ErrorCode') ?? '', reason: attribute('ErrorMessage') ?? '' };
  }
  const source = Attributes.DeadLetterQueueSourceArn ?? (only('queue') === undefined ? undefined : [...region, only('queue')].join(':'));
  if (source === undefined)
    return { ...base, kind: 'unknown', target: '', code: 'UNKNOWN', reason: 'It says of nobody who could not deal with it.' };
  const attempts = Number(Attributes.ApproximateReceiveCount ?? 0);
  const reason = `The function that reads ${source.split(':').at(-1)} failed on it every time; its logs tell why.`;
  return { ...base, kind: 'message', target: source, attempts, code: 'RECEIVED_TOO_OFTEN', reason };
};

/** The payload goes on letter by letter, so the record is read with its numbers as they are. */
const invocationRecord = (body: string) => {
  let record: InvocationRecord | null;
  try {
    record = readJson(body) as InvocationRecord | null;
  } catch {
    return undefined;
  }
  const functionArn = record?.requestContext?.functionArn;
  if (record === null || functionArn === undefined) return undefined;
  const text = JSON.stringify(record.requestPayload);
  const { errorType = record.requestContext?.condition ?? '', errorMessage = '' } = record.responsePayload ?? {};
  return {
    kind: 'invocation' as const,
    target: functionArn.replace(/:\$LATEST$/, ''),
    text,
    code: errorType,
    reason: errorMessage,
    history: historyOf(text, {}),
    ...(record.requestContext?.approximateInvokeCount !== undefined && { attempts: Number(record.requestContext.approximateInvokeCount) }),
  };
};
