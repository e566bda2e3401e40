import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { afterFailure, isTooOld, RETRY_DEFAULTS } from './retry-policy.ts';

const failed = { attempt: 1, acceptedMs: 0, nowMs: 0, retryable: true, jitter: 1 };

// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-retry-policy.html
describe('a failed attempt', () => {
  it.each([
    ['it may pass', {}, RETRY_DEFAULTS, { retryAtMs: 1_000 }],
    ['it is the tenth', { attempt: 10 }, RETRY_DEFAULTS, { retryAtMs: 512_000 }],
    ['it is the hundredth', { attempt: 100 }, RETRY_DEFAULTS, { retryAtMs: 600_000 }],
    ['the target asks for a longer wait', { waitMs: 30_000 }, RETRY_DEFAULTS, { retryAtMs: 30_000 }],
    ['the target asks for a shorter wait', { waitMs: 10 }, RETRY_DEFAULTS, { retryAtMs: 1_000 }],
    ['it will not pass', { retryable: false }, RETRY_DEFAULTS, { exhausted: undefined }],
    ['no retries are wanted', {}, { ...RETRY_DEFAULTS, attemptsMax: 0 }, { exhausted: 'MaximumRetryAttempts' }],
    ['all retries are used up', { attempt: 186 }, RETRY_DEFAULTS, { exhausted: 'MaximumRetryAttempts' }],
    [
      'the next attempt would be too late',
      { nowMs: 59_500 },
      { ...RETRY_DEFAULTS, eventAgeSecondsMax: 60 },
      { exhausted: 'MaximumEventAgeInSeconds' },
    ],
  ])('when %s, then the next step is as expected', (_when, more, policy, after) => {
    expect(afterFailure(policy, { ...failed, ...more })).toEqual(after);
  });

  it('whatever the policy, then the next attempt is later than this one, and within the age that the event may have', () => {
    fc.assert(
      fc.property(
        fc.record({
          attempt: fc.integer({ min: 1, max: 200 }),
          nowMs: fc.nat(90_000_000),
          jitter: fc.float({ min: 0, max: 1, noNaN: true }),
        }),
        fc.record({ attemptsMax: fc.integer({ min: 0, max: 185 }), eventAgeSecondsMax: fc.integer({ min: 60, max: 86_400 }) }),
        (attempt, policy) => {
          const after = afterFailure(policy, { ...failed, ...attempt });
          if (after.retryAtMs === undefined) expect(after.exhausted).toBeDefined();
          else {
            expect(after.retryAtMs).toBeGreaterThan(attempt.nowMs);
            expect(isTooOld(policy, 0, after.retryAtMs)).toBe(false);
          }
        },
      ),
    );
  });
});
