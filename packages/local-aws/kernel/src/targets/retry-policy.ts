import { backOffMs } from './back-off.ts';

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_RetryPolicy.html, the same for EventBridge Scheduler. */
export interface RetryPolicy {
  /** Seconds, 60 to 86,400. */
  readonly eventAgeSecondsMax: number;
  /** 0 to 185. */
  readonly attemptsMax: number;
}

export const RETRY_DEFAULTS: RetryPolicy = { eventAgeSecondsMax: 86_400, attemptsMax: 185 };

/** `EXHAUSTED_RETRY_CONDITION` of a dead letter. */
export type Exhaustion = 'MaximumRetryAttempts' | 'MaximumEventAgeInSeconds';

export interface FailedAttempt {
  /** From 1. */
  readonly attempt: number;
  /** When the delivery was accepted, in ms since 1970. */
  readonly acceptedMs: number;
  readonly nowMs: number;
  readonly retryable: boolean;
  /** The minimum wait that the target requests, in ms. */
  readonly waitMs?: number | undefined;
  /** Between 0 and 1. */
  readonly jitter: number;
}

/** The time of the next attempt; or no attempt, with the exhausted part of the policy (none after an error that is not retried). */
export type AfterFailure = { readonly retryAtMs: number } | { readonly retryAtMs?: never; readonly exhausted: Exhaustion | undefined };

/** The next step after a failed attempt under a retry policy. */
export const afterFailure = (policy: RetryPolicy, failed: FailedAttempt): AfterFailure => {
  const { attempt, nowMs, retryable, waitMs = 0, jitter } = failed;
  if (!retryable) return { exhausted: undefined };
  if (attempt > policy.attemptsMax) return { exhausted: 'MaximumRetryAttempts' };
  const retryAtMs = nowMs + Math.max(backOffMs(attempt, jitter), waitMs);
  return isTooOld(policy, failed.acceptedMs, retryAtMs) ? { exhausted: 'MaximumEventAgeInSeconds' } : { retryAtMs };
};

/** Whether a delivery that was accepted at one time is too old at another; both in ms since 1970. */
export const isTooOld = (policy: RetryPolicy, acceptedMs: number, atMs: number): boolean =>
  atMs - acceptedMs > policy.eventAgeSecondsMax * 1_000;
