import { deadLetterWays } from '../dead-letter-ways.ts';
import type { Check } from '../draft.ts';

/**
 * No failure is lost: every target, every asynchronously invoked function and every source queue of a function has a dead-letter queue.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
 */
export const nothingIsLost: Check = function* (proof) {
  for (const { from, at, subject, to } of deadLetterWays(proof)) {
    if (to === undefined && !HIDDEN_BY[from].some(([type, attribute]) => proof.mayHide(type, attribute)))
      yield { at, subject, ...DROPPED[from] };
  }
};

const DROPPED = {
  target: {
    code: 'TARGET_WITHOUT_DLQ',
    why: 'It has no dead-letter queue: AWS drops an event that the target rejects, or that it cannot deliver within 24 hours.',
    fix: 'Add a dead_letter_config to the target.',
  },
  function: {
    code: 'FUNCTION_WITHOUT_DLQ',
    why: 'It is invoked asynchronously and has no destination for failures: Lambda drops an event after three attempts.',
    fix: 'Add an aws_lambda_function_event_invoke_config with an on_failure destination.',
  },
  queue: {
    code: 'QUEUE_WITHOUT_DLQ',
    why: 'It is the source queue of a function and has no redrive policy: SQS redelivers a failed message until its retention ends, and then drops it.',
    fix: 'Add a redrive_policy with a dead-letter queue.',
  },
} as const;

/** The resources that may declare the destination for failures, by sender, in addition to the sender itself. */
const HIDDEN_BY: Readonly<Record<keyof typeof DROPPED, readonly (readonly [type: string, attribute: string])[]>> = {
  target: [],
  function: [['aws_lambda_function_event_invoke_config', 'function_name']],
  queue: [['aws_sqs_queue_redrive_policy', 'queue_url']],
};
