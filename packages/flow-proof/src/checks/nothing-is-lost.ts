import { deadLetterWays } from '../dead-letter-ways.ts';
import type { Check } from '../draft.ts';

/**
 * What can't be delivered or done is kept: every target, every function that is invoked asynchronously and every queue that a function
 * takes from has a dead-letter queue.
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
    why: 'It has no dead-letter queue: what can’t be delivered in 24 hours, or is refused, is dropped.',
    fix: 'Give the target a dead_letter_config.',
  },
  function: {
    code: 'FUNCTION_WITHOUT_DLQ',
    why: 'It is invoked asynchronously and has no destination for failures: after three attempts an event is dropped.',
    fix: 'Add an aws_lambda_function_event_invoke_config with an on_failure destination.',
  },
  queue: {
    code: 'QUEUE_WITHOUT_DLQ',
    why: 'A function takes from it, and it has no redrive policy: what fails comes back until its retention ends, and is then dropped.',
    fix: 'Add a redrive_policy with a dead-letter queue.',
  },
} as const;

/** Where it may stand who keeps what failed, by what sends it, beside the sender itself. */
const HIDDEN_BY: Readonly<Record<keyof typeof DROPPED, readonly (readonly [type: string, attribute: string])[]>> = {
  target: [],
  function: [['aws_lambda_function_event_invoke_config', 'function_name']],
  queue: [['aws_sqs_queue_redrive_policy', 'queue_url']],
};
