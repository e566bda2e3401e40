import { type CommandContract, commandQueueName } from '@plumbline/event-kit';
import type { PlumblineStack } from './plumbline-stack.ts';

/** The ARN of a command's queue. The queue may be in another stack: teams find each other's queues by the command. */
export const commandQueueArn = (stack: PlumblineStack, command: CommandContract): string =>
  stack.arn('sqs', stack.named(commandQueueName(command)));

/** The URL of a command's queue, https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-queue-message-identifiers.html */
export const commandQueueUrl = (stack: PlumblineStack, command: CommandContract): string =>
  `https://sqs.${stack.environment.region}.amazonaws.com/${stack.accountId}/${stack.named(commandQueueName(command))}`;
