import type { Principal } from '../iam/principal.ts';
import { attributeText } from '../sqs/attribute-text.ts';
import { type CallFailure, sendAs, type TargetServices } from './call-target.ts';
import { type Invocation, scheduledTime } from './input.ts';
import type { Schedule } from './schedule.ts';

export type Exhaustion = 'MaximumRetryAttempts' | 'MaximumEventAgeInSeconds';

export interface DeadLetter {
  readonly schedule: Schedule;
  readonly invocation: Invocation;
  /** Nothing when it cannot be assumed. */
  readonly role: Principal | undefined;
  readonly input: string;
  readonly failure: CallFailure;
  /** What of the retry policy was used up; nothing after an error that is not tried again. */
  readonly exhausted: Exhaustion | undefined;
}

/** Enough to know an answer by. */
const ATTRIBUTE_BYTES_MAX = 1_024;

/**
 * Sends what could not be delivered to the schedule's dead-letter queue, with the schedule's role: the queue's own policy has no say.
 * The body is the input; AWS shows it for a universal target only, whose input is the whole request.
 *
 * @returns why the queue did not take it; nothing if it did.
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html
 */
export const sendDeadLetter = async (services: TargetServices, letter: DeadLetter): Promise<string | undefined> => {
  const { schedule, invocation, role, input, failure, exhausted } = letter;
  const { arn, deadLetterQueueArn } = schedule.definition.target;
  if (deadLetterQueueArn === undefined) return 'the schedule has no dead-letter queue';
  if (role === undefined) return `the dead-letter queue ${deadLetterQueueArn} can be written to with the same role only`;
  const attributes: Readonly<Record<string, string>> = {
    ERROR_CODE: failure.code,
    ERROR_MESSAGE: failure.message,
    EXECUTION_ID: invocation.executionId,
    ...(exhausted === undefined ? {} : { EXHAUSTED_RETRY_CONDITION: exhausted }),
    IS_PAYLOAD_TRUNCATED: 'false',
    RETRY_ATTEMPTS: String(invocation.attempt - 1),
    SCHEDULED_TIME: scheduledTime(invocation),
    SCHEDULE_ARN: schedule.arn,
    TARGET_ARN: arn,
  };
  const MessageAttributes = Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [
      name,
      { DataType: 'String', StringValue: attributeText(value, ATTRIBUTE_BYTES_MAX) },
    ]),
  );
  const refused = await sendAs(services, role, deadLetterQueueArn, { MessageBody: input, MessageAttributes });
  return refused === undefined ? undefined : `the dead-letter queue ${deadLetterQueueArn} did not take it: ${refused.message}`;
};
