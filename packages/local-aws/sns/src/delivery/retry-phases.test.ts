import { describe, expect, it } from 'vitest';
import { type BackoffFunction, MANAGED_ENDPOINTS, type RetryPhases, retryWaitMs, totalWaitMs } from './retry-phases.ts';

const waits = (phases: RetryPhases, count: number) => Array.from({ length: count }, (_, n) => retryWaitMs(phases, n + 1));

// https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html
describe('the retries of queues and functions', () => {
  it('when they run through the phases, then each has its wait', () => {
    const seconds = waits(MANAGED_ENDPOINTS, 17).map((ms) => (ms ?? 0) / 1_000);
    expect(seconds.slice(0, 5)).toEqual([0, 0, 0, 1, 1]);
    expect(seconds[5]).toBe(1);
    expect(seconds[14]).toBe(20);
    expect(seconds.slice(5, 15)).toEqual([...seconds.slice(5, 15)].sort((a, b) => a - b));
    expect(seconds.slice(15)).toEqual([20, 20]);
  });

  it('when there have been 100,015, over 23 days, then the retries are exhausted', () => {
    expect(retryWaitMs(MANAGED_ENDPOINTS, 100_015)).toBe(20_000);
    expect(retryWaitMs(MANAGED_ENDPOINTS, 100_016)).toBeUndefined();
    expect(Math.floor(totalWaitMs(MANAGED_ENDPOINTS) / 86_400_000)).toBe(23);
  });
});

describe('a backoff function', () => {
  const phases = (grows: BackoffFunction): RetryPhases => ({
    ...{ withoutDelay: 0, preBackoff: 0, backoff: 5, postBackoff: 0, minMs: 1_000, maxMs: 16_000, grows },
  });
  it.each<[BackoffFunction, number[]]>([
    ['linear', [1_000, 4_750, 8_500, 12_250, 16_000]],
    ['arithmetic', [1_000, 2_500, 5_500, 10_000, 16_000]],
    ['geometric', [1_000, 2_000, 4_000, 8_000, 16_000]],
    ['exponential', [1_000, 2_000, 4_000, 8_000, 16_000]],
  ])('when it is %s, then the waits grow so from the shortest to the longest', (grows, expected) => {
    expect(waits(phases(grows), 6)).toEqual([...expected, undefined]);
  });

  it('when there is one retry, then it comes after the shortest wait', () => {
    expect(waits({ ...phases('exponential'), backoff: 1 }, 2)).toEqual([1_000, undefined]);
  });
});
