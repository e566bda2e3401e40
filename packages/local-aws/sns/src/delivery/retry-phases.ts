/** The growth of the waits in the backoff phase: https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html#creating-delivery-policy */
export type BackoffFunction = 'arithmetic' | 'exponential' | 'geometric' | 'linear';

/**
 * The four consecutive phases of SNS's retries.
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html#delivery-policy-stages
 */
export interface RetryPhases {
  readonly withoutDelay: number;
  /** Retries after the shortest wait. */
  readonly preBackoff: number;
  readonly backoff: number;
  /** Retries after the longest wait. */
  readonly postBackoff: number;
  readonly minMs: number;
  readonly maxMs: number;
  readonly grows: BackoffFunction;
}

/** For queues and functions. It can't be changed. */
export const MANAGED_ENDPOINTS: RetryPhases = {
  withoutDelay: 3,
  preBackoff: 2,
  backoff: 10,
  postBackoff: 100_000,
  minMs: 1_000,
  maxMs: 20_000,
  grows: 'exponential',
};

/**
 * The wait before a retry, before jitter, in milliseconds; `undefined` when the retries are exhausted.
 * @param retry from 1.
 */
export const retryWaitMs = (phases: RetryPhases, retry: number): number | undefined => {
  const { withoutDelay, preBackoff, backoff, postBackoff, minMs, maxMs, grows } = phases;
  if (retry <= withoutDelay) return 0;
  if (retry <= withoutDelay + preBackoff) return minMs;
  const step = retry - withoutDelay - preBackoff;
  if (step <= backoff) return Math.round(GROWTH[grows](minMs, maxMs, step - 1, Math.max(backoff - 1, 1)));
  return step <= backoff + postBackoff ? maxMs : undefined;
};

type Growth = (minMs: number, maxMs: number, step: number, last: number) => number;

/** From the shortest wait at step 0 to the longest at the last one. AWS plots the four curves without formulas. */
const GROWTH: Readonly<Record<BackoffFunction, Growth>> = {
  linear: (minMs, maxMs, step, last) => minMs + ((maxMs - minMs) * step) / last,
  arithmetic: (minMs, maxMs, step, last) => minMs + ((maxMs - minMs) * step * (step + 1)) / (last * (last + 1)),
  geometric: (minMs, maxMs, step, last) => minMs * (maxMs / minMs) ** (step / last),
  exponential: (minMs, maxMs, step, last) => minMs + ((maxMs - minMs) * (2 ** step - 1)) / (2 ** last - 1),
};

/** The duration of all retries together. */
export const totalWaitMs = (phases: RetryPhases): number => {
  let total = 0;
  for (let retry = 1; ; retry += 1) {
    const waitMs = retryWaitMs(phases, retry);
    if (waitMs === undefined) return total;
    total += waitMs;
  }
};
