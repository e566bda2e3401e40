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
  /** Put an event on its bus again when its target can't be reached otherwise: every rule that matches gets it again. */
  readonly republish: boolean;
}

/** What EventBridge and its Scheduler say of a delivery, which its next one does not need. */
const DELIVERY_ATTRIBUTES = [
  ...['RULE_ARN', 'TARGET_ARN', 'ERROR_CODE', 'ERROR_MESSAGE', 'RETRY_ATTEMPTS', 'EXHAUSTED_RETRY_CONDITION'],
  ...['EXECUTION_ID', 'IS_PAYLOAD_TRUNCATED', 'SCHEDULED_TIME', 'SCHEDULE_ARN'],
];

/**
 * Sends a dead letter to where it was going, with its history.
 *
 * @throws Error that says why it can't be sent; it stays where it is then.
 */
export const redeliver = async (
  connection: Connection,
  letter: DeadLetter,
  history: readonly Redrive[],
  options: RedeliverOptions,
): Promise<void> => {
  const [, , service, , , resource = ''] = letter.target.split(':');
  if (letter.kind === 'unknown') throw new Error('nobody is known who could not deal with it, so it goes nowhere');
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
  if (letter.kind === 'schedule') throw new Error(`its schedule alone knows what event the bus ${resource} would get; publish it by hand`);
  if (!options.republish)
    throw new Error(
      `only EventBridge can deliver to ${service} ${resource.split('/')[0]}. With --republish the event is put on its bus again; ` +
        'every rule that matches gets it once more, which consumers drop that know its event_id',
    );
  await republish(connection, letter, history);
};

/** The target as it is now: what it is given may have changed since. */
const targetOf = async ({ events }: Connection, { ruleArn = '', target }: DeadLetter): Promise<Target> => {
  const [bus, rule] = rulePath(ruleArn);
  const { Targets = [] } = await events.send(new ListTargetsByRuleCommand({ Rule: rule, EventBusName: bus }));
  const found = Targets.find(({ Arn }) => Arn === target);
  if (found === undefined) throw new Error(`the rule ${rule} does not deliver to ${target} any more`);
  return found;
};

const rulePath = (ruleArn: string): readonly [bus: string, rule: string] => {
  const [bus = '', rule] = (ruleArn.split(':rule/')[1] ?? '').split('/');
  return rule === undefined ? ['default', bus] : [bus, rule];
};

const inputOf = (target: Target, { text, ruleArn = '', sentMs }: DeadLetter): string => {
  const input = targetText(target, text, { ruleArn, ruleName: rulePath(ruleArn)[1], acceptedMs: sentMs });
  if (input === undefined) throw new Error('with this event, the input template of its target comes to no JSON');
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

/** Another one than at the first time, or a FIFO queue would drop it; the same when this very redrive is repeated. */
const deduplicationId = (messageId: string | undefined, history: readonly Redrive[]): string =>
  createHash('sha256').update(`${messageId} ${history.length}`).digest('hex');

const republish = async (
  { events }: Connection,
  { text, ruleArn = '', traceHeader }: DeadLetter,
  history: readonly Redrive[],
): Promise<void> => {
  const event = eventOf(text);
  if (event === undefined) throw new Error('it is no event, so it can not be published');
  const entry = {
    EventBusName: rulePath(ruleArn)[0],
    Source: String(event.source),
    DetailType: String(event['detail-type']),
    Resources: Array.isArray(event.resources) ? event.resources.map(String) : [],
    Detail: detailWithHistory(event.detail, history),
    ...(traceHeader !== undefined && { TraceHeader: traceHeader }),
  };
  const { FailedEntryCount = 0, Entries = [] } = await events.send(new PutEventsCommand({ Entries: [entry] }));
  if (FailedEntryCount > 0) throw new Error(`EventBridge did not take it: ${Entries[0]?.ErrorCode} ${Entries[0]?.ErrorMessage}`);
};
