import { InventoryAdjusted, SaleRecorded } from '@plumbline/contracts-stores';
import { detailSchema, type EventOf } from '@plumbline/event-kit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAdjustInventory } from '../adjust-inventory/adjust-inventory.ts';
import { createRecordSale } from '../record-sale/record-sale.ts';
import { type Addition, sumsOf } from './addition.ts';

const sale = detailSchema(SaleRecorded).parse(SaleRecorded.examples[0]?.detail) as EventOf<typeof SaleRecorded>;
const adjusted = detailSchema(InventoryAdjusted).parse(InventoryAdjusted.examples[0]?.detail) as EventOf<typeof InventoryAdjusted>;

describe('what an event adds', () => {
  it.each([
    ['sale', 7_532],
    ['return', -7_532],
  ] as const)('when it is a %s, then it is %i cents', async (kind, cents) => {
    const added: Addition[] = [];
    await createRecordSale(async (more) => void added.push(...more)).each({ ...sale, Data: { ...sale.Data, kind } });
    expect(added).toEqual([{ eventId: sale.Metadata.event_id, cents, to: { store: 'store_2', category: 'Books', day: '2026-11-21' } }]);
  });

  it.each([
    ['in', 1_290],
    ['out', -1_290],
  ] as const)('when goods go %s, then it is %i cents', async (direction, cents) => {
    const added: Addition[] = [];
    await createAdjustInventory(async (more) => void added.push(...more)).together([
      [{ ...adjusted, Data: { ...adjusted.Data, direction } }],
    ]);
    expect(added).toMatchObject([{ cents, to: { store: 'store_7', category: 'Games' } }]);
  });
});

describe('sums', () => {
  const addition = fc.record({
    eventId: fc.uuid(),
    cents: fc.integer({ min: -10_000, max: 10_000 }),
    to: fc.record({
      store: fc.constantFrom('a', 'b'),
      category: fc.constantFrom('x', 'y'),
      day: fc.constantFrom('2026-11-21', '2026-11-22'),
    }),
  });

  it('whatever is added, each dimension sums to all of it', () => {
    fc.assert(
      fc.property(fc.array(addition, { minLength: 1 }), (additions) => {
        const sums = sumsOf(additions);
        const of = (prefix: string): number =>
          sums.filter((sum) => sum.key.startsWith(`${prefix}#`)).reduce((sum, { cents }) => sum + cents, 0);
        const all = additions.reduce((sum, { cents }) => sum + cents, 0);
        expect(of('all')).toEqual(all);
        expect(of('store')).toEqual(all);
        expect(of('category')).toEqual(all);
        expect(of('day')).toEqual(all);
        expect(sums.find((sum) => sum.key === 'all#')?.count).toBe(additions.length);
      }),
    );
  });
});
