import { ruleIndex } from '../rule-index.ts';

const EVENTS = 1_000;
const EVENT_BYTES = 750;
const MEASURED_MS = 1_000;

/**
 * The number of events, read from text, that one core matches in a second against `ruleCount` typical rules: by source and
 * detail type, most with a condition on the detail, a few with each of the rarer operators. The same for every run.
 */
export const matchesPerSecond = (ruleCount: number): number => {
  const random = randomNumbers(ruleCount);
  const rules = ruleIndex<number>();
  for (let rule = 0; rule < ruleCount; rule += 1) rules.add(`rule-${rule}`, JSON.stringify(patternOf(rule, random)), rule);
  const events = Array.from({ length: EVENTS }, (_, index) => eventText(index, random));
  for (const event of events) rules.match(event);
  const start = performance.now();
  let matched = 0;
  let elapsedMs = 0;
  for (let round = 1; elapsedMs < MEASURED_MS; round += 1) {
    for (const event of events) rules.match(event);
    matched = round * EVENTS;
    elapsedMs = performance.now() - start;
  }
  return Math.round((matched / elapsedMs) * 1_000);
};

type Random = (below: number) => number;

const SOURCES = ['orders', 'payments', 'delivery', 'stock', 'returns', 'customers', 'offers', 'loyalty', 'invoices', 'support'];
const TYPES = ['Created', 'Changed', 'Confirmed', 'Cancelled', 'Completed'];
const COUNTRIES = ['DE', 'FR', 'IT', 'ES', 'PL', 'NL', 'SE', 'AT'];
const CHANNELS = ['web', 'app', 'shop', 'partner'];

const patternOf = (rule: number, random: Random): Record<string, unknown> => {
  const source = one(SOURCES, random);
  return { source: [source], 'detail-type': [typeOf(source, random)], detail: DETAILS[rule % DETAILS.length]?.(random) };
};

const DETAILS: readonly ((random: Random) => Record<string, unknown>)[] = [
  (random) => ({ customerId: [customerId(random)] }),
  (random) => ({
    total: [{ numeric: ['>', 500 + random(500), '<=', 1_000 + random(500)] }],
    customer: { country: [one(COUNTRIES, random)] },
  }),
  (random) => ({ shopId: [`shop-${random(2_000)}`], channel: [{ 'anything-but': [one(CHANNELS, random)] }] }),
  (random) => ({ orderId: [{ prefix: `ord-${random(10_000)}` }] }),
  (random) => ({ items: { sku: [`sku-${random(5_000)}`], quantity: [{ numeric: ['>=', 2] }] } }),
  (random) => ({ customer: { email: [{ suffix: `@example-${random(500)}.com` }] }, voucher: [{ exists: false }] }),
  (random) => ({ address: { ip: [{ cidr: `10.${random(256)}.${random(256)}.0/24` }] } }),
  (random) => ({ $or: [{ shopId: [`shop-${random(2_000)}`] }, { customerId: [customerId(random)] }] }),
  (random) => ({ warehouse: [{ 'equals-ignore-case': `Warehouse-${random(1_000)}` }] }),
  (random) => ({ orderId: [{ wildcard: `ord-*-${random(10_000)}` }] }),
];

const eventText = (index: number, random: Random): string => {
  const source = one(SOURCES, random);
  const event = {
    version: '0',
    id: `6a7e8feb-b491-4cf7-a9f1-bf37${String(index).padStart(8, '0')}`,
    'detail-type': typeOf(source, random),
    source,
    account: '123456789012',
    time: '2026-01-01T12:00:00Z',
    region: 'eu-central-1',
    resources: [],
    detail: {
      orderId: `ord-${random(100_000)}-${random(10_000)}`,
      customerId: customerId(random),
      shopId: `shop-${random(2_000)}`,
      channel: one(CHANNELS, random),
      warehouse: `WAREHOUSE-${random(1_000)}`,
      customer: { country: one(COUNTRIES, random), email: `customer@example-${random(500)}.com` },
      address: { ip: `10.${random(256)}.${random(256)}.${random(256)}`, note: '' },
      items: [1, 2].map(() => ({ sku: `sku-${random(5_000)}`, quantity: 1 + random(3), price: random(10_000) / 100 })),
      total: random(200_000) / 100,
    },
  };
  event.detail.address.note = 'x'.repeat(Math.max(0, EVENT_BYTES - JSON.stringify(event).length));
  return JSON.stringify(event);
};

const typeOf = (source: string, random: Random): string => `${source}.${one(TYPES, random)}`;
const customerId = (random: Random): string => `customer-${random(20_000)}`;
const one = <T>(values: readonly T[], random: Random): T => values[random(values.length)] as T;

/** A small generator of its own, so that every run measures the same (mulberry32). */
const randomNumbers = (seed: number): Random => {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
};
