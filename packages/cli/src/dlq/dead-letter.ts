import type { Message } from '@aws-sdk/client-sqs';
import { readJson } from '@plumbline/eventbridge';
import type { DeadLetterQueue } from '@plumbline/topology';
import { discardedRecords } from './discarded-records.ts';
import { historyOf, type Redrive } from './redrive-history.ts';

/** A message of a dead-letter queue: a failed delivery, invocation or message. */
export interface DeadLetter {
  readonly message: Message;
  /**
   * `delivery`: EventBridge could not deliver an event to a rule's target. `schedule`: EventBridge Scheduler could not invoke a schedule's
   * target. `invocation`: a function failed on every attempt. `message`: a message exceeded the receive count of its queue. `records`: a
   * function or a pipe discarded records of a stream. `unknown`: the message does not have the form of a dead letter.
   */
  readonly kind: 'delivery' | 'schedule' | 'invocation' | 'message' | 'records' | 'unknown';
  /** The ARN of the original target. */
  readonly target: string;
  /** The payload for the target: the text of an event or a message. For records of a stream, their number and the stream. */
  readonly text: string;
  readonly code: string;
  readonly reason: string;
  /** The number of attempts, if the sender recorded it. */
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
  const discarded = discardedRecords(Body);
  if (discarded !== undefined) return { ...base, ...discarded };
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
    return { ...base, kind: 'unknown', target: '', code: 'UNKNOWN', reason: 'The message does not name a failed target.' };
  const attempts = Number(Attributes.ApproximateReceiveCount ?? 0);
  const reason = `The function that reads ${source.split(':').at(-1)} failed on every attempt; its logs show the cause.`;
  return { ...base, kind: 'message', target: source, attempts, code: 'RECEIVED_TOO_OFTEN', reason };
};

/** Keeps the spelling of numbers in the record, because a redelivery sends the payload unchanged. */
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
