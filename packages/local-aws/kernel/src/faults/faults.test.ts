import { describe, expect, it } from 'vitest';
import type { Occurrence } from '../occurrence.ts';
import { type Fault, readFaultPlan } from './fault.ts';
import { openFaults, type Subject } from './faults.ts';

const TABLE: Subject = { kind: 'table', name: 'orders', operation: 'PutItem' };
const pattern = (seed: number, faults: readonly Fault[], opportunities = 200): string => {
  const all = openFaults(() => undefined, { seed, faults });
  return Array.from({ length: opportunities }, () => (all.strike('fail', TABLE) === undefined ? '.' : 'x')).join('');
};

describe('when a fault strikes', () => {
  it('when the seed is the same, then it strikes at the same opportunities; with another one at others', () => {
    const faults: Fault[] = [{ on: 'table:*', what: 'fail', rate: 0.2 }];
    expect(pattern(7, faults)).toBe(pattern(7, faults));
    expect(pattern(8, faults)).not.toBe(pattern(7, faults));
  });

  it.each([0, 0.05, 0.5, 1])('when its rate is %d, then so many of 10,000 opportunities are struck', (rate) => {
    const struck = pattern(3, [{ on: 'table:orders', what: 'fail', rate }], 10_000).replaceAll('.', '').length;
    expect(Math.abs(struck / 10_000 - rate)).toBeLessThan(0.015);
  });

  it.each<readonly [Partial<Fault>, string]>([
    [{ times: 2 }, 'xx......'],
    [{ after: 3 }, '...xxxxx'],
    [{ after: 3, times: 1 }, '...x....'],
    [{ operation: 'GetItem' }, '........'],
    [{ operation: 'PutItem' }, 'xxxxxxxx'],
    [{ on: 'table:payments' }, '........'],
    [{ on: 'table:ord*' }, 'xxxxxxxx'],
    [{ on: 'queue:orders' }, '........'],
  ])('when it is %j, then it strikes as %s', (more, expected) => {
    expect(pattern(1, [{ on: 'table:orders', what: 'fail', ...more }], 8)).toBe(expected);
  });

  it('when another fault comes first, then it sees the opportunities that the other leaves', () => {
    expect(
      pattern(
        1,
        [
          { on: 'table:*', what: 'fail', times: 1 },
          { on: 'table:*', what: 'fail', after: 2, times: 1 },
        ],
        5,
      ),
    ).toBe('x..x.');
  });

  it('when the caller is the operator, then only faults for everyone strike', () => {
    const by = (callers?: 'everyone') =>
      openFaults(() => undefined, { seed: 1, faults: [{ on: 'table:*', what: 'fail', ...(callers && { callers }) }] }).strike('fail', {
        ...TABLE,
        byFunction: false,
      });
    expect(by()).toBeUndefined();
    expect(by('everyone')).toEqual(expect.objectContaining({ callers: 'everyone' }));
  });

  it('when it strikes, then it is reported and counted', () => {
    const occurrences: Occurrence[] = [];
    const faults = openFaults((one) => occurrences.push(one), { seed: 1, faults: [{ on: 'table:*', what: 'fail', after: 1 }] });
    faults.strike('fail', TABLE);
    faults.strike('fail', TABLE);
    expect(occurrences).toEqual([{ kind: 'fault', what: 'fail', on: 'table:orders', operation: 'PutItem' }]);
    expect(faults.list()).toEqual([{ on: 'table:*', what: 'fail', after: 1, met: 2, struck: 1 }]);
  });

  it('when it reorders, then waits differ and stay below its delay; delays are added', () => {
    const faults = openFaults(() => undefined, { seed: 1, faults: [{ on: 'queue:*', what: 'reorder', delayMs: 500 }] });
    const waits = Array.from({ length: 100 }, () => faults.delayMs({ kind: 'queue', name: 'q' }));
    expect(new Set(waits).size).toBeGreaterThan(80);
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...waits)).toBeLessThanOrEqual(500);
    faults.use({
      seed: 1,
      faults: [
        { on: 'queue:*', what: 'delay', delayMs: 100 },
        { on: 'queue:*', what: 'reorder', delayMs: 0 },
      ],
    });
    expect(faults.delayMs({ kind: 'queue', name: 'q' })).toBe(100);
  });
});

describe('an invalid plan', () => {
  const fault = (more: object): unknown => ({ faults: [{ on: 'table:*', what: 'fail', ...more }] });
  it.each([
    [[], 'A fault plan is an object such as'],
    [{ seed: 'x' }, 'The seed of a fault plan is a whole number, not "x".'],
    [{ faults: {} }, 'The faults of a fault plan are a list.'],
    [{ faults: ['x'] }, 'Fault 1 ("x"): a fault is an object with "on" and "what".'],
    [
      fault({ on: 'orders' }),
      '"on" is function:name, table:name, bus:name, queue:name, topic:name, rule:name, schedule:name, pipe:name or process.',
    ],
    [fault({ on: 'toString:x' }), '"on" is function:name'],
    [fault({ on: 'table:' }), '"on" is function:name'],
    [fault({ what: 'explode' }), 'a table supports the faults fail, throttle, delay.'],
    [fault({ what: 'partial' }), 'a table supports the faults fail, throttle, delay.'],
    [fault({ rate: 2 }), '"rate" is a number from 0 to 1, not 2.'],
    [fault({ times: -1 }), '"times" is a whole number from 0, not -1.'],
    [fault({ ratio: 1 }), 'a fault does not have a member "ratio"; its members are on, what,'],
    [{ seeds: 1 }, 'A fault plan does not have a member "seeds"; its members are seed, faults.'],
    [fault({ times: 1.5 }), '"times" is a whole number from 0, not 1.5.'],
    [fault({ after: '1' }), '"after" is a whole number from 0, not "1".'],
    [fault({ toString: 1 }), 'a fault does not have a member "toString"'],
    [fault({ on: 'process:x', what: 'crash' }), '"on" is function:name'],
    [fault({ late: 'yes' }), '"late" is true or false, not "yes".'],
    [fault({ operation: 'dynamodb:PutItem' }), '"operation" is an IAM action without its service, such as "PutItem"'],
    [fault({ callers: 'me' }), '"callers" is functions or everyone, not "me".'],
    [fault({ delayMs: 5 }), '"delayMs" does not apply to fail of a table, only to delay and reorder.'],
    [fault({ what: 'delay', delayMs: -5 }), '"delayMs" is a number from 0, not -5.'],
    [fault({ between: ['a:B', 'c:D'] }), '"between" does not apply to fail of a table, only to crash of functions.'],
    [fault({ on: 'function:f', what: 'crash', between: ['PutItem'] }), '"between" is two calls'],
    [fault({ on: 'rule:r', late: true }), '"late" does not apply to fail of a rule'],
    [
      fault({ on: 'rule:r', callers: 'everyone' }),
      '"callers" does not apply to fail of a rule, only to calls to tables, buses, queues and topics.',
    ],
    [fault({ on: 'topic:t', what: 'reorder' }), 'a topic supports the faults fail, throttle, delay, duplicate.'],
    [fault({ on: 'topic:t', what: 'delay', operation: 'Publish' }), '"operation" does not apply to delay of a topic'],
    [fault({ on: 'bus:b', what: 'duplicate', operation: 'PutEvents' }), '"operation" does not apply to duplicate of a bus'],
  ])('when it is %j, then the error states the problem', (plan, message) => {
    expect(() => readFaultPlan(plan)).toThrow(message);
  });

  it('when it is good, then it is taken as it is', () => {
    const plan = { seed: 5, faults: [{ on: 'function:a', what: 'crash', between: ['dynamodb:PutItem', 'events:PutEvents'] }] };
    expect(readFaultPlan(plan)).toEqual(plan);
    expect(readFaultPlan({})).toEqual({ seed: 1, faults: [] });
  });
});
