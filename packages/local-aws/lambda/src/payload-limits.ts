import { AwsError } from '@plumbline/local-aws-kernel';
import type { Outcome } from './execution-environment.ts';

/**
 * The payload limits of invocations, in bytes. Asynchronous events may have 1 MB since January 2026, 256 KB before.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html#function-configuration-deployment-and-execution
 */
export const EVENT_BYTES_MAX = { RequestResponse: 6_291_456, Event: 1_048_576 } as const;
/** AWS allows responses 100 bytes more, and its error names this limit. */
const RESPONSE_BYTES_MAX = 6_291_556;
/** The maximum UTF-8 bytes of a UTF-16 unit, so that most strings need no counting. */
const BYTES_A_UNIT_MAX = 3;

/** Throws RequestEntityTooLargeException. */
export const checkEventSize = (type: keyof typeof EVENT_BYTES_MAX, event: string): void => {
  const max = EVENT_BYTES_MAX[type];
  if (event.length * BYTES_A_UNIT_MAX <= max) return;
  const bytes = Buffer.byteLength(event);
  if (bytes > max)
    throw new AwsError(
      'RequestEntityTooLargeException',
      `${bytes} byte payload is too large for the ${type} invocation type (limit ${max} bytes)`,
      { status: 413 },
    );
};

/** A response that is too large becomes the function's error. */
export const checkedOutcome = (outcome: Outcome): Outcome => {
  if ('error' in outcome || outcome.payload.length * BYTES_A_UNIT_MAX <= RESPONSE_BYTES_MAX) return outcome;
  if (Buffer.byteLength(outcome.payload) <= RESPONSE_BYTES_MAX) return outcome;
  const errorMessage = `Response payload size exceeded maximum allowed payload size (${RESPONSE_BYTES_MAX} bytes).`;
  return { error: { errorType: 'Function.ResponseSizeTooLarge', errorMessage, trace: [] } };
};
