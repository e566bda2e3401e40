import { readFileSync } from 'node:fs';
import { detailSchema, type EventContract } from '@plumbline/event-kit';
import { describe, expect, it } from 'vitest';
import * as contracts from './index.ts';

const { OrderAccepted, OrderCreated, OrderDeliveryArranged, PaymentCaptured, PaymentFailed } = contracts;
const exampleFile = (name: string): string => readFileSync(new URL(`../examples/${name}.json`, import.meta.url), 'utf8');

/** The two events the system began with, letter by letter. */
const FIRST_ORDER_CREATED =
  '{"Metadata":{"event_time_iso8601":"2023-05-12T05:02:13.128510z","event_type":"OrderCreated","event_version":"1.0","event_id":"0e3c948f-06ec-4a4d-b3db-5aacd2a63631"},"Data":{"original_object":{"bucket":"production-consumer-api-orders-log","key":"Dr541r357e/doordash/Dr541r357e_doordash_47bd6709-613e-4b05-a938-4ee4eb2f8dac_20230512_050211.json"},"order_id":"47bd6709-613e-4b05-a938-4ee4eb2f8dac","prepare_by_datetime":"2023-05-12T05:30:53Z","callback_url":null,"provider":null,"service_info":"delivery","payment_type":"pre_paid"}}';

/** The one thing that reading changes: times end in `Z`. */
const withUpperCaseTime = (text: string): string => text.replace(/(\d)z"/g, '$1Z"');

describe('the golden events', () => {
  it('when the first OrderCreated is read, then nothing of it is lost, and nothing changed but the end of its time', () => {
    expect(exampleFile('order-created')).toBe(FIRST_ORDER_CREATED);
    expect(JSON.stringify(detailSchema(OrderCreated).parse(JSON.parse(FIRST_ORDER_CREATED)))).toBe(withUpperCaseTime(FIRST_ORDER_CREATED));
  });

  it('when the first OrderDeliveryArranged is read, then nothing of it is lost, and nothing changed but the end of its time', () => {
    const text = exampleFile('order-delivery-arranged');
    expect(JSON.stringify(detailSchema(OrderDeliveryArranged).parse(JSON.parse(text)))).toBe(withUpperCaseTime(text));
    expect(JSON.parse(text)).toMatchObject({
      Metadata: { event_id: '20f5149e-ac4d-464e-9c3c-c64db38b99a4' },
      Data: {
        original_object: { key: 'ConKa584a672l/olo/ConKa584a672l_olo_1ecbc2b4-d82d-45f4-a59a-f84350526751_20230512_060740.json' },
        provider: 'doordash',
        service_info: 'pick_up',
      },
    });
  });
});

describe('every contract', () => {
  const all: readonly EventContract[] = [OrderCreated, OrderAccepted, OrderDeliveryArranged, PaymentCaptured, PaymentFailed];

  it.each(all)('$eventType has an example, an owner, and names the order it is about', ({ examples, owner, data }) => {
    expect(examples.length).toBeGreaterThan(0);
    expect(owner).toMatch(/-team$/);
    expect(data.shape).toHaveProperty('order_id');
  });

  it('no two events share a detail-type', () => {
    expect(new Set(all.map(({ detailType }) => detailType)).size).toBe(all.length);
  });

  it.each([
    ['service_info', 'teleport'],
    ['payment_type', 'barter'],
    ['prepare_by_datetime', 'tomorrow'],
    ['order_id', ''],
    ['callback_url', 'not a url'],
    ['payment', { amount_minor: 1.5, currency: 'USD', reference: 'r' }],
    ['payment', { amount_minor: 1, currency: 'usd', reference: 'r' }],
  ])('OrderCreated refuses %s = %j', (property, value) => {
    const event = JSON.parse(FIRST_ORDER_CREATED) as { Data: Record<string, unknown> };
    event.Data[property] = value;
    expect(detailSchema(OrderCreated).safeParse(event).success).toBe(false);
  });
});
