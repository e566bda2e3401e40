import { beforeAll, describe, expect, it } from 'vitest';
import { ourStacks, Stacks } from '../test/planted.ts';
import { coverageOf, holesOf } from './coverage.ts';
import { flowsOf } from './flows.ts';

let clean: Stacks;
beforeAll(async () => {
  clean = await ourStacks();
});

/** The coverage of an event, by property. */
const coverage = (eventType: string, change: (stacks: Stacks) => void = () => undefined) => {
  const stacks = new Stacks(clean);
  change(stacks);
  const { topology, contracts = [] } = stacks.system();
  const found = coverageOf(topology, flowsOf(topology, contracts)).find(({ arrival }) => arrival.contract.eventType === eventType);
  if (found === undefined) throw new Error(`${eventType} does not arrive.`);
  return found;
};

const askFor = (rule: string, service_info: unknown) => (stacks: Stacks) =>
  stacks.edit('aws_cloudwatch_event_rule', rule, 'event_pattern', ({ detail }: { detail: object }) =>
    Object.assign(detail, { Data: { service_info } }),
  );

const CAPTURE = 'capture-payment-subscriptions_order-accepted';

describe('who gets which values', () => {
  it('when consumers share an event by a property, then each value has its own', () => {
    const { fields, consumers } = coverage('OrderAccepted');
    const serviceInfo = fields.find(({ name }) => name === 'service_info');
    expect(serviceInfo?.rows.map(({ value, consumers }) => [value, ...consumers]).sort()).toEqual([
      ['delivery', 'plumbline-dev-capture-payment'],
      ['pick_up', 'plumbline-dev-capture-payment'],
      ['self_delivery', 'plumbline-dev-arrange-delivery'],
    ]);
    expect(serviceInfo?.always).toEqual(['plumbline-dev-record-event']);
    expect(consumers).toEqual(['plumbline-dev-arrange-delivery', 'plumbline-dev-capture-payment', 'plumbline-dev-record-event']);
  });

  it.each<readonly [name: string, list: unknown, holes: readonly string[]]>([
    ['asks for one value', ['delivery'], ['pick_up']],
    ['asks by a prefix', [{ prefix: 'pick' }], ['delivery']],
    ['asks for all but one', [{ 'anything-but': ['pick_up'] }], ['pick_up']],
    ['matches any present value', [{ exists: true }], []],
  ])('when a consumer %s, then these values have no consumer: %j', (_, list, holes) => {
    const { fields } = coverage('OrderAccepted', askFor(CAPTURE, list));
    expect(fields.filter(({ name }) => name === 'service_info').map(holesOf)).toEqual([holes]);
  });

  it.each<readonly [name: string, alternatives: readonly object[], holes: readonly string[]]>([
    ['asks for all values, one each', [{ service_info: ['delivery'] }, { service_info: ['pick_up'] }], []],
    ['leaves one to no other', [{ service_info: ['delivery'] }, { service_info: ['self_delivery'] }], ['pick_up']],
    ['asks for the rest by another property', [{ service_info: ['delivery'] }, { payment: { currency: ['USD'] } }], []],
  ])('when a consumer has alternatives and %s, then the remaining values have no consumer', (_, alternatives, holes) => {
    const { fields } = coverage('OrderAccepted', (stacks) =>
      stacks.edit('aws_cloudwatch_event_rule', CAPTURE, 'event_pattern', ({ detail }: { detail: object }) =>
        Object.assign(detail, { Data: { $or: alternatives } }),
      ),
    );
    expect(fields.filter(({ name }) => name === 'service_info').map(holesOf)).toEqual([holes]);
  });

  it('when a property’s values cannot be listed, then it is not a routing field', () => {
    const { fields } = coverage('OrderAccepted', (stacks) =>
      stacks.edit('aws_cloudwatch_event_rule', CAPTURE, 'event_pattern', ({ detail }: { detail: object }) =>
        Object.assign(detail, { Data: { order_id: [{ prefix: '4' }] } }),
      ),
    );
    expect(fields.map(({ name }) => name)).not.toContain('order_id');
  });

  it('when a rule names a property that does not exist, then it is not a routing field', () => {
    const { fields } = coverage('OrderAccepted', (stacks) =>
      stacks.edit('aws_cloudwatch_event_rule', CAPTURE, 'event_pattern', ({ detail }: { detail: object }) =>
        Object.assign(detail, { Data: { nothing: [{ exists: false }] } }),
      ),
    );
    expect(fields.map(({ name }) => name)).not.toContain('nothing');
  });

  it('when a rule’s target is unknown, then the rule itself is the consumer', () => {
    const { consumers } = coverage('SaleRejected', (stacks) => {
      stacks.block('aws_cloudwatch_event_target', 'forwards_rejected-reports').arn = 'arn:aws:sns:eu-west-1:123456789012:t';
    });
    expect(consumers).toEqual(['plumbline-dev-count-rejected', 'plumbline-dev-rejected-reports']);
  });

  it('when a rule’s target is a queue that no function polls, or an API, then the target is the consumer', () => {
    expect(coverage('SaleRecorded').consumers).toEqual([
      'plumbline-dev-big-sales (queue)',
      'plumbline-dev-book-supplier (API)',
      'plumbline-dev-record-sale',
    ]);
  });
});

/** Replaces what a rule asks of an event, wherever that stands. */
const ask = (stacks: Stacks, rule: string, pattern: object): void =>
  stacks.edit('aws_cloudwatch_event_rule', rule, 'event_pattern', (all: object) => Object.assign(all, pattern));
const sale = (Data: object) => ({ detail: { Metadata: { event_type: ['SaleRecorded'] }, Data } });
const report = (detail: object) => ({ source: ['Miztiik-Automation-Data-Producer'], 'detail-type': ['sales-events'], detail });

const BIG = 'plumbline-dev-big-sales (queue)';
const BOOKS = 'plumbline-dev-book-supplier (API)';
const TAKE = 'plumbline-dev-take-store-event';

type Rows = readonly (readonly string[])[];

describe('values that are not listed', () => {
  it.each<readonly [name: string, property: string, big: unknown, books: unknown, rows: Rows, holes: readonly string[]]>([
    [
      'one asks from a number on, and the other from a higher one',
      'amount_cents',
      [{ numeric: ['>=', 9000] }],
      [{ numeric: ['>', 50_000] }],
      [['< 9000'], ['>= 9000, <= 50000', BIG], ['> 50000', BIG, BOOKS]],
      [],
    ],
    [
      'there is a gap between them',
      'amount_cents',
      [{ numeric: ['>=', 9000] }],
      [{ numeric: ['<', 5000] }],
      [['< 5000', BOOKS], ['>= 5000, < 9000'], ['>= 9000', BIG]],
      ['>= 5000, < 9000'],
    ],
    [
      'whole numbers leave no gap',
      'amount_cents',
      [{ numeric: ['>=', 9000] }],
      [{ numeric: ['<=', 8999] }],
      [
        ['<= 8999', BOOKS],
        ['>= 9000', BIG],
      ],
      [],
    ],
    [
      'both ask for a number by itself',
      'amount_cents',
      [100],
      [300],
      [['< 100'], ['= 100', BIG], ['> 100, < 300'], ['= 300', BOOKS], ['> 300']],
      [],
    ],
    ['a bound is below all that there can be', 'amount_cents', [{ numeric: ['>=', 0] }], [{ exists: true }], [['>= 0', BIG, BOOKS]], []],
    ['each asks for a text', 'category', ['Books'], ['Games'], [['Books', BIG], ['Games', BOOKS], ['any other']], []],
    [
      'one asks for all texts but one',
      'category',
      ['Books'],
      [{ 'anything-but': ['Books'] }],
      [
        ['Books', BIG],
        ['any other', BOOKS],
      ],
      [],
    ],
  ])('when %s, then %s has its rows, and values between bounds need a consumer', (_, property, big, books, rows, holes) => {
    const { fields } = coverage('SaleRecorded', (stacks) => {
      ask(stacks, 'forwards_big-sales', sale({ [property]: big }));
      ask(stacks, 'forwards_books-to-supplier', sale({ [property]: books }));
    });
    const field = fields.find(({ name }) => name === property);
    expect(field?.rows.map(({ value, consumers }) => [value, ...consumers])).toEqual(rows);
    expect(field && holesOf(field)).toEqual(holes);
  });

  it('when the contract declares a routing field, then every value needs a consumer', () => {
    const { fields } = coverage('SaleRecorded', (stacks) => stacks.contract('SaleRecorded', { routedBy: ['amount_cents', 'category'] }));
    expect(fields.filter(({ isShared }) => isShared).map((field) => [field.name, ...holesOf(field)])).toEqual([
      ['amount_cents', '< 9000'],
      ['category', 'any other'],
    ]);
  });
});

describe('an event in a foreign format', () => {
  it.each<readonly [property: string, take: unknown, big: unknown, rows: Rows, holes: readonly string[]]>([
    ['is_return', [true], [false], [['true', TAKE], ['false', BIG], ['(absent)']], ['(absent)']],
    [
      'is_return',
      [true],
      [false, { exists: false }],
      [
        ['true', TAKE],
        ['false', BIG],
        ['(absent)', BIG],
      ],
      [],
    ],
    ['category', ['Books'], ['Games'], [['Books', TAKE], ['Games', BIG], ['any other'], ['(absent)']], ['(absent)']],
    [
      'sales',
      [{ numeric: ['<', 10] }],
      [{ numeric: ['>=', 10] }, { exists: false }],
      [
        ['< 10', TAKE],
        ['>= 10', BIG],
        ['(absent)', BIG],
      ],
      [],
    ],
  ])('when consumers split it by %s as %j and %j, then each row has its consumers', (property, take, big, rows, holes) => {
    const { fields } = coverage('StoreSaleReported', (stacks) => {
      ask(stacks, 'take-store-event-subscriptions_sales-events', report({ [property]: take }));
      ask(stacks, 'forwards_big-sales', report({ [property]: big }));
    });
    expect(fields.map((field) => [field.name, field.isShared, holesOf(field)])).toEqual([[property, true, holes]]);
    expect(fields[0]?.rows.map(({ value, consumers }) => [value, ...consumers])).toEqual(rows);
  });
});
