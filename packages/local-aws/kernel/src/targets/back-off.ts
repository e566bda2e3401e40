/** AWS does not publish its curve: exponential with jitter, https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-retry-policy.html */
const FIRST_WAIT_MS = 1_000;
const WAIT_MS_MAX = 600_000;

/**
 * The wait of EventBridge and EventBridge Scheduler before they retry a target, in milliseconds.
 * @param attempt the number of the failed attempt, from 1.
 * @param jitter between 0 and 1.
 */
export const backOffMs = (attempt: number, jitter: number): number =>
  Math.round(Math.min(FIRST_WAIT_MS * 2 ** (attempt - 1), WAIT_MS_MAX) * (0.5 + jitter / 2));
