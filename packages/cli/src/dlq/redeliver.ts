import { createHash } from 'node:crypto';
import { ListTargetsByRuleCommand, PutEventsCommand, type Target } from '@aws-sdk/client-eventbridge';
import { InvokeCommand } from '@aws-sdk/client-lambda';
import { StartExecutionCommand } from '@aws-sdk/client-sfn';
import { GetQueueUrlCommand, type MessageAttributeValue, SendMessageCommand } from '@aws-sdk/client-sqs';
import { targetText } from '@plumbline/local-aws';
import type { Connection } from '../connection.ts';
import type { DeadLetter } from './dead-letter.ts';
import { postSigned } from './post-signed.ts';
import { detailWithHistory, eventOf, eventWithHistory, historyAttribute, type Redrive } from './redrive-history.ts';

export interface RedeliverOptions {
  /** Publish an event on its bus again when nothing else can reach its target. Every matching rule receives the event again. */
  readonly republish: boolean;
}

/** Attributes in which EventBridge and its Scheduler describe a failed delivery. The next delivery does not need them. */
const DELIVERY_ATTRIBUTES = [
  ...['RULE_ARN', 'TARGET_ARN', 'ERROR_CODE', 'ERROR_MESSAGE', 'RETRY_ATTEMPTS', 'EXHAUSTED_RETRY_CONDITION'],
  ...['EXECUTION_ID', 'IS_PAYLOAD_TRUNCATED', 'SCHEDULED_TIME', 'SCHEDULE_ARN'],
];

/**
 * Sends a dead letter to its original target, with its history.
 *
 * @throws Error with the reason why the dead letter can't be sent. It then stays in its queue.
 */
export const redeliver = async (
  connection: Connection,
  letter: DeadLetter,
  history: readonly Redrive[],
  options: RedeliverOptions,
): Promise<void> => {
  const [, , service, , , resource = ''] = letter.target.split(':');
  if (letter.kind === 'unknown') throw new Error('the message does not name a failed target, so it cannot be redelivered');
  if (letter.kind === 'records')
    throw new Error('the message names records of a stream and does not contain them; read them from the stream within 24 hours');
  const target = letter.kind === 'delivery' ? await targetOf(connection, letter) : undefined;
  const text = target === undefined ? letter.text : inputOf(target, letter);
  if (service === 'lambda') return toFunction(connection, letter, eventWithHistory(text, history));
  if (service === 'sqs') return toQueue(connection, letter, text, history, target);
  if (service === 'execute-api') return postSigned(connection, letter.target, eventWithHistory(text, history), target?.HttpParameters);
  if (service === 'states') {
    const input = eventWithHistory(text, history);
    await connection.stepFunctions.send(new StartExecutionCommand({ stateMachineArn: letter.target, input }));
    return;
  }
  if (letter.kind === 'schedule') throw new Error(`only its schedule has the event for the bus ${resource}; publish the event by hand`);
  if (!options.republish)
    throw new Error(
      `only EventBridge can deliver to ${service} ${resource.split('/')[0]}. --republish publishes the event on its bus again; ` +
        'every matching rule receives it again, and consumers that already processed its event_id drop it',
    );
  await republish(connection, letter, history);
};

/** The current target: its input may have changed since the failure. */
const targetOf = async ({ events }: Connection, { ruleArn = '', target }: DeadLetter): Promise<Target> => {
  const [bus, rule] = rulePath(ruleArn);
  const { Targets = [] } = await events.send(new ListTargetsByRuleCommand({ Rule: rule, EventBusName: bus }));
  const found = Targets.find(({ Arn }) => Arn === target);
  if (found === undefined) throw new Error(`the rule ${rule} no longer delivers to ${target}`);
  return found;
};

const rulePath = (ruleArn: string): readonly [bus: string, rule: string] => {
  const [bus = '', rule] = (ruleArn.split(':rule/')[1] ?? '').split('/');
  return rule === undefined ? ['default', bus] : [bus, rule];
};

const inputOf = (target: Target, { text, ruleArn = '', sentMs }: DeadLetter): string => {
  const input = targetText(target, text, { ruleArn, ruleName: rulePath(ruleArn)[1], acceptedMs: sentMs });
  if (input === undefined) throw new Error('the input template of the target does not produce JSON for this event');
  return input;
};

const toFunction = async ({ lambda }: Connection, { target, traceHeader }: DeadLetter, text: string): Promise<void> => {
  const command = new InvokeCommand({ FunctionName: target, InvocationType: 'Event', Payload: Buffer.from(text) });
  if (traceHeader !== undefined) {
    command.middlewareStack.add(
      (next) => (args) => {
        (args.request as { headers: Record<string, string> }).headers['x-amzn-trace-id'] = traceHeader;
        return next(args);
      },
      { step: 'build' },
    );
  }
  await lambda.send(command);
};

const toQueue = async (
  { sqs }: Connection,
  { target, message, traceHeader }: DeadLetter,
  text: string,
  history: readonly Redrive[],
  configured: Target | undefined,
): Promise<void> => {
  const [, , , , QueueOwnerAWSAccountId, QueueName] = target.split(':');
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName, QueueOwnerAWSAccountId }));
  const kept = Object.entries(message.MessageAttributes ?? {}).filter(([name]) => !DELIVERY_ATTRIBUTES.includes(name));
  const attributes: Record<string, MessageAttributeValue> = { ...Object.fromEntries(kept), ...historyAttribute(history) };
  const groupId = configured?.SqsParameters?.MessageGroupId ?? message.Attributes?.MessageGroupId;
  await sqs.send(
    new SendMessageCommand({
      QueueUrl,
      MessageBody: text,
      MessageAttributes: attributes,
      ...(traceHeader !== undefined && { MessageSystemAttributes: { AWSTraceHeader: { DataType: 'String', StringValue: traceHeader } } }),
      ...(groupId !== undefined && { MessageGroupId: groupId, MessageDeduplicationId: deduplicationId(message.MessageId, history) }),
    }),
  );
};

/** Differs from the id of the first send, because a FIFO queue would drop a duplicate. The id is the same when this redrive is repeated. */
const deduplicationId = (messageId: string | undefined, history: readonly Redrive[]): string =>
  createHash('sha256').update(`${messageId} ${history.length}`).digest('hex');

const republish = async (
  { events }: Connection,
  { text, ruleArn = '', traceHeader }: DeadLetter,
  history: readonly Redrive[],
): Promise<void> => {
  const event = eventOf(text);
  if (event === undefined) throw new Error('the message is not an event, so it cannot be published');
  const entry = {
    EventBusName: rulePath(ruleArn)[0],
    Source: String(event.source),
    DetailType: String(event['detail-type']),
    Resources: Array.isArray(event.resources) ? event.resources.map(String) : [],
    Detail: detailWithHistory(event.detail, history),
    ...(traceHeader !== undefined && { TraceHeader: traceHeader }),
  };
  const { FailedEntryCount = 0, Entries = [] } = await events.send(new PutEventsCommand({ Entries: [entry] }));
  if (FailedEntryCount > 0) throw new Error(`EventBridge rejected the event: ${Entries[0]?.ErrorCode} ${Entries[0]?.ErrorMessage}`);
};
