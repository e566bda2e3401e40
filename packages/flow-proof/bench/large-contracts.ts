import { defineEvent, type EventContract, measured } from '@plumbline/event-kit';
import { z } from 'zod';

const CHANNELS = ['web', 'app', 'phone', 'kiosk'] as const;

/** The values that split the generated events between consumers: one consumer selects the first half, another one the second. */
export const CHANNEL_HALVES = [CHANNELS.slice(0, 2), CHANNELS.slice(2)] as const;

/** The prefix of every generated order's id. */
export const ID_PREFIX = 'ord-';

/** A bus's events, each with a dozen properties of all kinds. The last event has no consumer. */
export const largeContracts = (bus: number, count: number): readonly EventContract[] =>
  Array.from({ length: count }, (_, index) =>
    defineEvent({
      eventType: `Bus${bus}Step${index}Done`,
      detailType: `bus-${bus}-step-${index}-done`,
      source: `plumbline.bus${bus}`,
      version: '1.0',
      summary: 'A step is done.',
      owner: `team-${bus}`,
      data: dataOf(index),
      examples: [{ name: 'as it comes', detail: exampleOf(bus, index) }],
      ...(index === count - 1 && { terminal: 'It is the last step.' }),
    }),
  );

const dataOf = (index: number) =>
  z.object({
    order_id: z.string().regex(new RegExp(`^${ID_PREFIX}[0-9a-f]{8}$`)),
    channel: z.enum(CHANNELS),
    amount: measured(z.int().min(0).max(1_000_000), { unit: 'cents', meaning: 'What the guest pays' }),
    weight: z.number().min(0).max(50).optional(),
    currency: z.string().regex(/^[A-Z]{3}$/),
    placed_at: z.iso.datetime(),
    restaurant: z.object({ id: z.uuid(), city: z.string().min(1).max(80), zone: z.enum(['north', 'south', 'east', 'west']) }),
    items: z.array(z.object({ sku: z.string().min(3).max(20), quantity: z.int().min(1), notes: z.string().nullable() })).min(1),
    payment: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('card'), last4: z.string().regex(/^\d{4}$/) }),
      z.object({ kind: z.literal('cash'), change_for: z.int().min(0).nullable() }),
    ]),
    provider: z.union([z.string().min(1), z.null()]),
    tags: z.record(z.string(), z.string()).optional(),
    [`note_${index}`]: z.string().optional(),
  });

const exampleOf = (bus: number, index: number) => ({
  Metadata: {
    event_time_iso8601: '2026-01-01T12:00:00Z',
    event_type: `Bus${bus}Step${index}Done`,
    event_version: '1.0',
    event_id: '6f2d9c52-3a0b-4a7e-9a3e-2f2d9c523a0b',
  },
  Data: {
    order_id: `${ID_PREFIX}0000ffff`,
    channel: 'web',
    amount: 1_250,
    currency: 'EUR',
    placed_at: '2026-01-01T11:59:00Z',
    restaurant: { id: '6f2d9c52-3a0b-4a7e-9a3e-2f2d9c523a0b', city: 'Vienna', zone: 'north' },
    items: [{ sku: 'soup', quantity: 2, notes: null }],
    payment: { kind: 'card', last4: '4242' },
    provider: null,
  },
});
