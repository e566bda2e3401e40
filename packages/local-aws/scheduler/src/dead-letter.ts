import { type Ports, type Sender, sendDeadLetter, type TargetFailure } from '@plumbline/local-aws-kernel';
import { type Invocation, scheduledTime } from './input.ts';
import type { Schedule } from './schedule.ts';

export interface DeadLetter {
  readonly schedule: Schedule;
  readonly invocation: Invocation;
  readonly sender: Sender;
  readonly input: string;
  readonly failure: TargetFailure;
  /** The exhausted part of the retry policy; `undefined` after an error that is not retried. */
  readonly exhausted: string | undefined;
}

/**
 * Sends an undeliverable input to the schedule's dead-letter queue, with the schedule's role: the queue's own policy does not apply.
 * The body is the input; AWS documents it for universal targets only, whose input is the whole request.
 *
 * @returns the reason why the queue rejected it; `undefined` on success.
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html
 */
export const sendToDeadLetterQueue = (ports: Pick<Ports, 'callTargetNow'>, letter: DeadLetter): string | undefined => {
  const { schedule, invocation, sender, input, failure, exhausted } = letter;
  const { arn, deadLetterQueueArn } = schedule.definition.target;
  return sendDeadLetter(ports, {
    queueArn: deadLetterQueueArn,
    sender,
    body: input,
    attributes: {
      ERROR_CODE: failure.code,
      ERROR_MESSAGE: failure.message,
      EXECUTION_ID: invocation.executionId,
      EXHAUSTED_RETRY_CONDITION: exhausted,
      IS_PAYLOAD_TRUNCATED: 'false',
      RETRY_ATTEMPTS: String(invocation.attempt - 1),
      SCHEDULED_TIME: scheduledTime(invocation),
      SCHEDULE_ARN: schedule.arn,
      TARGET_ARN: arn,
    },
  });
};
