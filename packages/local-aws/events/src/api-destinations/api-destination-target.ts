import { type Clock, httpOutcome, type TargetCall, type TargetOutcome, targetFailure } from '@plumbline/local-aws-kernel';
import type { ApiDestinations } from './api-destinations.ts';

/** Statuses below 500 that are retried: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-retry-policy.html */
const RETRIED: ReadonlySet<number> = new Set([401, 407, 409, 429]);

/** Calls an API destination with the authentication of its connection. */
export const callApiDestination = async (
  apiDestinations: Pick<ApiDestinations, 'call'>,
  clock: Clock,
  { arn, input, http }: TargetCall,
): Promise<TargetOutcome> => {
  const called = await apiDestinations.call(arn, input, http);
  switch (called.kind) {
    case 'postponed':
      return called;
    case 'refused':
      return targetFailure(called.reason, 'AccessDeniedException', called.message);
    case 'unreachable':
      return targetFailure(called.timedOut ? 'timeout' : 'unreachable', 'ConnectionFailure', called.message);
    case 'answered':
      return afterWait(httpOutcome(called.answer.status, called.answer.body, RETRIED), called.answer.retryAfter, clock.now());
  }
};

/** `Retry-After` is honoured when it is longer than EventBridge's own wait; a negative value ends the retries. */
const afterWait = (outcome: TargetOutcome, retryAfter: string | undefined, nowMs: number): TargetOutcome => {
  if (outcome.kind !== 'failed' || !outcome.retryable || retryAfter === undefined) return outcome;
  const asSeconds = Number(retryAfter);
  const waitMs = Number.isNaN(asSeconds) ? Date.parse(retryAfter) - nowMs : asSeconds * 1_000;
  if (Number.isNaN(waitMs)) return outcome;
  return waitMs < 0 && !Number.isNaN(asSeconds) ? { ...outcome, retryable: false } : { ...outcome, waitMs: Math.max(0, waitMs) };
};
