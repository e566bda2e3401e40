import { describe, expect, it } from 'vitest';
import { failedConditions } from './failed-conditions.ts';

const cancelled = (...codes: readonly string[]): Error =>
  Object.assign(new Error('cancelled'), { name: 'TransactionCanceledException', CancellationReasons: codes.map((Code) => ({ Code })) });

describe('failedConditions', () => {
  it.each([
    ['one condition failed', cancelled('None', 'ConditionalCheckFailed'), [1]],
    ['two conditions failed', cancelled('ConditionalCheckFailed', 'None', 'ConditionalCheckFailed'), [0, 2]],
  ])('when %s, then it says which', (_, error, positions) => {
    expect([...(failedConditions(error)?.keys() ?? [])]).toEqual(positions);
  });

  it('when a write requested the existing item, then the result contains it', () => {
    const Item = { time: { S: '2026-11-21T09:00:00.000000Z' } };
    const error = Object.assign(cancelled(), { CancellationReasons: [{ Code: 'ConditionalCheckFailed', Item }] });
    expect(failedConditions(error)?.get(0)).toEqual(Item);
  });

  it.each([
    ['another transaction was in the way', cancelled('ConditionalCheckFailed', 'TransactionConflict')],
    ['the error is another one', new Error('no line')],
    ['it is not an error', 'cancelled'],
  ])('when %s, then there is nothing to say, and the caller throws it on', (_, error) => {
    expect(failedConditions(error)).toBeUndefined();
  });
});
