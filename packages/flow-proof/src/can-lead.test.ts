import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { canLead } from './can-lead.ts';
import type { Verdict } from './satisfiable/verdict.ts';

const schema = z.toJSONSchema(
  z.object({
    order: z.object({ id: z.string(), note: z.string().optional() }),
    items: z.array(z.object({ sku: z.string() })),
    place: z.tuple([z.object({ lat: z.number() }), z.object({ long: z.number() })]),
    payment: z.union([z.object({ card: z.string() }), z.object({ cash: z.number() })]),
    prices: z.record(z.string(), z.object({ amount: z.number() })),
    free: z.unknown(),
  }),
  { io: 'input' },
) as never;

describe('an input path', () => {
  it.each<readonly [path: string, Verdict]>([
    ['$', 'yes'],
    ['$.order', 'yes'],
    ['$.order.id', 'yes'],
    ['$.order.note', 'yes'],
    ['$.order.ID', 'no'],
    ['$.order.id.x', 'no'],
    ['$.orders', 'no'],
    ['$.items[0].sku', 'yes'],
    ['$.items[*].sku', 'yes'],
    ['$.items[0].price', 'no'],
    ['$.items.sku', 'no'],
    ['$.place[0].lat', 'yes'],
    ['$.place[1].lat', 'no'],
    ['$.place[1].long', 'yes'],
    ['$.payment.cash', 'yes'],
    ['$.payment.iban', 'no'],
    ["$['order']['id']", 'yes'],
    ["$['order']['no']", 'no'],
    ['$.order.*', 'yes'],
    ['$.prices.eur.amount', 'yes'],
    ['$.prices.eur.currency', 'no'],
    ['$.free.whatever', 'yes'],
  ])('%s leads to something: %s', (path, verdict) => {
    expect(canLead(path, schema)).toBe(verdict);
  });

  it('when the schema has keywords that we do not follow, then nothing is known', () => {
    expect(canLead('$.a.b', { type: 'object', properties: { a: { $ref: '#/$defs/a' } } })).toBe('maybe');
  });
});
