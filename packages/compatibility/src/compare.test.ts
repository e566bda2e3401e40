import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { CHANGES } from '../test/changes.ts';
import { compare, type Incompatibility, parseSchema } from './index.ts';

const schemaOf = (schema: z.ZodType) => parseSchema(z.toJSONSchema(schema, { io: 'input' }));

const verdict = (found: readonly Incompatibility[]): string =>
  found.length === 0 ? 'ok' : found.map(({ code, path }) => `${code} ${path}`).join(', ');

describe.each(Object.entries(CHANGES))('%s', (_, changes) => {
  it.each(changes)('when $name, then backward: $backward, forward: $forward', ({ older, newer, backward, forward }) => {
    const found = compare(older, newer);
    expect({ backward: verdict(found.backward), forward: verdict(found.forward) }).toEqual({ backward, forward });
  });
});

describe('a finding', () => {
  const order = (service: readonly string[], payment: z.ZodType) =>
    z.object({ Data: z.object({ service_info: z.enum(service), payment }) });
  const older = order(['delivery', 'self_delivery'], z.object({ amount: z.int().max(500), currency: z.string().regex(/^[A-Z]{3}$/) }));
  const newer = order(['delivery', 'self_delivery', 'pick_up'], z.object({ amount: z.int().max(100), currency: z.string() }));

  it('when versions have names, then the reason names the rejecting consumers, and the advice names the fix', () => {
    const { backward, forward } = compare(schemaOf(older), schemaOf(newer), { names: { older: '1.0', newer: '1.1' } });
    expect(backward).toEqual([
      {
        direction: 'backward',
        path: 'Data.payment.amount',
        code: 'bound-narrowed',
        reason: 'Data.payment.amount has a maximum of 500 in events of 1.0, but consumers of 1.1 need a maximum of 100.',
        advice: 'Keep the older bound and check the narrower one in the producer, or publish a new major version.',
      },
    ]);
    expect(forward.map(({ reason }) => reason)).toEqual([
      'Data.service_info may be "pick_up" in events of 1.1, which consumers of 1.0 reject.',
      'Data.payment.currency has no pattern in events of 1.1, but consumers of 1.0 need a pattern of ^[A-Z]{3}$.',
    ]);
  });

  it('when versions have no names, then they are the older and the newer', () => {
    const [found] = compare(schemaOf(older), schemaOf(newer)).forward;
    expect(found?.reason).toBe(
      'Data.service_info may be "pick_up" in events of the newer version, which consumers of the older version reject.',
    );
  });
});

describe('compare', () => {
  it('when many enums stand in members that overlap, then it does not try every combination of their values', () => {
    const letters = z.enum(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']);
    const many = Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`p${index}`, letters]));
    const older = schemaOf(z.object({ ...many, n: z.int().min(0).max(9) }));
    const newer = schemaOf(z.union([z.object({ ...many, n: z.int().min(0).max(5) }), z.object({ ...many, n: z.int().min(4).max(9) })]));
    expect(verdict(compare(older, newer).backward.slice(0, 1))).toBe('not-comparable ');
  });

  it('when schemas have the same $id, then they are two schemas all the same', () => {
    const withId = (values: readonly string[]) =>
      parseSchema({ $id: 'https://plumbline.dev/order', allOf: [{ enum: values, maxLength: 9 }] });
    expect(verdict(compare(withId(['a']), withId(['a', 'b'])).forward)).toBe('enum-value-added ');
  });

  it('when a schema is frozen, then it is read only', () => {
    const frozen = Object.freeze({ type: 'string', enum: Object.freeze(['a', 'b']), maxLength: 1 } as const);
    expect(compare(frozen, { type: 'string', maxLength: 1 }).backward).toEqual([]);
  });
});
