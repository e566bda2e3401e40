import { type FailureReason, TAKEN, type TargetOutcome, targetFailure } from './target.ts';

/**
 * The outcome of an HTTP status for EventBridge, for REST APIs and API destinations.
 * @param retried statuses below 500 that are retried.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-retry-policy.html
 */
export const httpOutcome = (status: number, body: string, retried: ReadonlySet<number>): TargetOutcome => {
  if (status >= 200 && status < 300) return TAKEN;
  const retryable = status >= 500 || retried.has(status);
  return targetFailure(reasonOf(status), String(status), `${status} ${body}`, { retryable });
};

const reasonOf = (status: number): FailureReason => {
  if (status === 429) return 'throttled';
  if (status === 504) return 'timeout';
  return status === 401 || status === 403 ? 'forbidden' : 'failed';
};
