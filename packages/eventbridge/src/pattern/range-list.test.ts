import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RangeList } from './range-list.ts';

const bound = fc.integer({ min: 0, max: 20 });
const range = fc.tuple(bound, bound).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);

describe('A list of ranges', () => {
  it('finds all ranges that contain a number, while ranges are added and removed', () => {
    fc.assert(
      fc.property(fc.array(range, { maxLength: 30 }), fc.nat(30), (ranges, removed) => {
        const list = new RangeList<number>();
        ranges.forEach(([low, high], index) => {
          list.add(low, high, index);
        });
        const check = (from: number): void => {
          for (let number = -1; number <= 21; number += 1) {
            const found: number[] = [];
            list.visit(number, (index) => found.push(index));
            const expected = ranges.flatMap(([low, high], index) => (index >= from && low <= number && number <= high ? [index] : []));
            expect(found.sort((a, b) => a - b)).toEqual(expected);
          }
        };
        check(0);
        ranges.slice(0, removed).forEach(([low, high], index) => {
          list.remove(low, high, index);
        });
        check(removed);
      }),
      { numRuns: 300 },
    );
  });
});
