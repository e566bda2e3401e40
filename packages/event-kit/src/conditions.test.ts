import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { anythingBut, atLeast, atMost, endsWith, greaterThan, lessThan, startsWith, within } from './conditions.ts';
import { defineEvent } from './define-event.ts';
import { eventPattern, on } from './on.ts';

const BillPaid = defineEvent({
  eventType: 'BillPaid',
  detailType: 'bill-paid',
  source: 'plumbline.kitchen',
  version: '1.0',
  summary: 'A bill is paid.',
  owner: 'kitchen-team',
  data: z.object({ amount_minor: z.int(), room: z.enum(['hall', 'terrace']), paid: z.boolean(), tip: z.number().nullable() }),
  examples: [],
});

describe('conditions of a subscription', () => {
  it.each([
    [greaterThan(5), { numeric: ['>', 5] }],
    [atLeast(5), { numeric: ['>=', 5] }],
    [lessThan(-5), { numeric: ['<', -5] }],
    [atMost(0.5), { numeric: ['<=', 0.5] }],
    [within(1, 2), { numeric: ['>=', 1, '<=', 2] }],
  ])('%j stands in the rule’s pattern below the property', (condition, expected) => {
    const pattern = eventPattern(on(BillPaid, { where: { amount_minor: [condition] } }));
    expect(pattern).toMatchObject({ detail: { Data: { amount_minor: [expected] } } });
  });

  it('conditions of texts, values and null stand beside each other', () => {
    const where = { room: [startsWith('h'), endsWith('e'), anythingBut('hall'), 'hall'], tip: [null, atLeast(1)] } as const;
    expect(eventPattern(on(BillPaid, { where }))).toMatchObject({
      detail: {
        Data: {
          room: [{ prefix: 'h' }, { suffix: 'e' }, { 'anything-but': ['hall'] }, 'hall'],
          tip: [null, { numeric: ['>=', 1] }],
        },
      },
    });
  });

  it('when a condition is of another type than the property, then it does not compile', () => {
    // @ts-expect-error a text has no bounds
    expect(() => on(BillPaid, { where: { room: [atLeast(1)] } })).toThrowError('where.room is not a number');
    // @ts-expect-error true and false are all that there is
    expect(() => on(BillPaid, { where: { paid: [atLeast(1)] } })).toThrowError('where.paid is not a number');
    expect(on(BillPaid, { where: { paid: [true] } }).where).toEqual([{ paid: [true] }]);
  });
});
