import { OrderAccepted, OrderCreated, OrderDeliveryArranged, orderData } from '@plumbline/contracts-ordering';
import { detailSchema, type EventContract } from '@plumbline/event-kit';
import { matchesPattern } from '@plumbline/eventbridge';
import { readStacks, resolveStack } from '@plumbline/topology';
import { describe, expect, it } from 'vitest';
import { ROOT } from './running-system.ts';

/** The patterns of the original system. */
const ORIGINAL = {
  'new-order': '{"detail-type":["new-order"],"detail":{"Metadata":{"event_type":["OrderCreated"]}}}',
  'arrange-delivery':
    '{"detail-type":["order-accepted"],"detail":{"Metadata":{"event_type":["OrderAccepted"]},"Data":{"service_info":["self_delivery"]}}}',
  'capture-payment':
    '{"detail-type":["order-accepted"],"detail":{"Metadata":{"event_type":["OrderAccepted"]},"Data":{"service_info":["delivery"]}}}',
} as const;

const world = { accountId: '000000000000', region: 'eu-west-1', partition: 'aws', sqsEndpoint: 'http://127.0.0.1:4566' };
const rules = (await readStacks(`${ROOT}infra/cdktf.out`))
  .flatMap((stack) => resolveStack(stack, world))
  .filter(({ type }) => type === 'aws_cloudwatch_event_rule');

/** The pattern of a function's rule, as deployed. */
const deployed = (name: keyof typeof ORIGINAL, detailType: string): string =>
  String(rules.find(({ values }) => values.name === `plumbline-dev-${name}-on-${detailType}`)?.values.event_pattern);

/** Events of every type, under every detail-type, with every service_info: right ones and wrong ones. */
const events = [OrderCreated, OrderAccepted, OrderDeliveryArranged].flatMap((contract: EventContract) =>
  ['new-order', 'order-accepted', 'order-delivery-arranged', 'other'].flatMap((detailType) =>
    [...orderData.shape.service_info.options, 'teleport', undefined].map((service_info) => {
      const { Metadata, Data } = detailSchema(contract).parse(contract.examples[0]?.detail);
      return {
        serviceInfo: service_info,
        text: JSON.stringify({ source: 'any', 'detail-type': detailType, detail: { Metadata, Data: { ...Data, service_info } } }),
      };
    }),
  ),
);

describe('the deployed rules', () => {
  it.each([
    ['new-order', 'new-order', []],
    ['arrange-delivery', 'order-accepted', []],
    ['capture-payment', 'order-accepted', ['pick_up']],
  ] as const)(
    '%s matches and rejects the same events as the original rule, and also matches: %j',
    (name, detailType, besides: readonly string[]) => {
      const pattern = deployed(name, detailType);
      const accepted = events.filter(({ text }) => matchesPattern(pattern, text));
      const original = events.filter(({ text }) => matchesPattern(ORIGINAL[name], text));
      expect(original.length).toBeGreaterThan(0);
      expect(accepted).toEqual(expect.arrayContaining(original));
      const added = accepted.filter((event) => !original.includes(event));
      expect([...new Set(added.map(({ serviceInfo }) => serviceInfo))]).toEqual(besides);
    },
  );

  it('every service_info of an accepted order reaches exactly one of the two', () => {
    const ways = [deployed('arrange-delivery', 'order-accepted'), deployed('capture-payment', 'order-accepted')];
    const accepted = detailSchema(OrderAccepted).parse(OrderAccepted.examples[0]?.detail);
    for (const service_info of orderData.shape.service_info.options) {
      const text = JSON.stringify({ 'detail-type': 'order-accepted', detail: { ...accepted, Data: { ...accepted.Data, service_info } } });
      expect(ways.filter((pattern) => matchesPattern(pattern, text))).toHaveLength(1);
    }
  });
});
