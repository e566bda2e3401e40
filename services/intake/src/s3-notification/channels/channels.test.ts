import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { OrderAddress } from '../object-key.ts';
import { translateOrder } from '../translate-order.ts';

type Json = Record<string, unknown>;
const sample = (name: string): Json => JSON.parse(readFileSync(new URL(`../../../samples/${name}.json`, import.meta.url), 'utf8')) as Json;
const addressed = (channel: string, orderId: string): OrderAddress => ({ tenant: 'T1', channel, orderId });

const doordash = (change: Json = {}) => {
  const { event, order } = sample('doordash-delivery') as { event: Json; order: Json };
  return translateOrder(addressed('doordash', String(order.id)), { event, order: { ...order, ...change } });
};
const olo = (change: Json = {}) => {
  const order = sample('olo-curbside');
  return translateOrder(addressed('olo', String(order.id)), { ...order, ...change });
};
const generic = (change: Json = {}) => {
  const order = sample('generic-declined');
  return translateOrder(addressed('generic', String(order.order_id)), { ...order, ...change });
};

describe('DoorDash', () => {
  it.each([
    ['dx_delivery', 'delivery'],
    ['mx_fleet_delivery', 'self_delivery'],
    ['pickup', 'pick_up'],
  ])('when fulfillment_type is %s, then service_info is %s', (fulfillment_type, service_info) => {
    expect(doordash({ fulfillment_type }).service_info).toBe(service_info);
  });

  it('when DoorDash pays the tax itself, then it is not part of what the merchant gets', () => {
    const amounts = { subtotal: 1_000, tax: 90, merchant_tip_amount: 150, delivery_fee: 299 };
    expect(doordash({ ...amounts, tax_amount_remitted_by_doordash: 90 }).payment?.amount_minor).toBe(1_449);
    expect(doordash({ ...amounts, tax_amount_remitted_by_doordash: 0 }).payment?.amount_minor).toBe(1_539);
  });

  it('when the time ends in a lower-case z, then we write Z', () => {
    expect(doordash({ estimated_pickup_time: '2026-11-20T18:35:00z' }).prepare_by_datetime).toBe('2026-11-20T18:35:00Z');
  });

  it.each([
    ['subtotal', -1],
    ['subtotal', 10.5],
    ['fulfillment_type', 'drone'],
    ['estimated_pickup_time', 'soon'],
  ])('when %s is %j, then it is not an order', (field, value) => {
    expect(() => doordash({ [field]: value })).toThrowError(
      expect.objectContaining({ reason: 'not_an_order', message: expect.stringContaining(field) }),
    );
  });
});

describe('Olo', () => {
  it.each([
    ['delivery', 'self_delivery'],
    ['dispatch', 'delivery'],
    ['pickup', 'pick_up'],
    ['curbside', 'pick_up'],
    ['drivethru', 'pick_up'],
    ['dinein', 'pick_up'],
  ])('when deliveryMethod is %s, then service_info is %s', (deliveryMethod, service_info) => {
    expect(olo({ deliveryMethod }).service_info).toBe(service_info);
  });

  it.each([
    [-5, '20261120 13:37', '2026-11-20T18:37:00Z'],
    [5.5, '20261120 01:15', '2026-11-19T19:45:00Z'],
    [0, '20280229 23:59', '2028-02-29T23:59:00Z'],
  ])('when the store is %s hours from UTC, then %s there is %s', (storeUtcOffset, timeReady, utc) => {
    expect(olo({ storeUtcOffset, timeReady }).prepare_by_datetime).toBe(utc);
  });

  it.each([
    [32.31, 3_231],
    [0.29, 29],
    [1_000.1, 100_010],
  ])('when the total is %s dollars, then it is %s cents', (total, cents) => {
    expect(olo({ totals: { total } }).payment?.amount_minor).toBe(cents);
  });

  it.each([
    [[{ type: 'Cash', amount: 32.31 }], 'post_paid', 'olo:1ecbc2b4-d82d-45f4-a59a-f84350526751'],
    [
      [
        { type: 'GiftCard', amount: 10 },
        { type: 'CreditCard', amount: 22.31, paymentReference: 'pi_1' },
      ],
      'pre_paid',
      'pi_1',
    ],
  ])('when the payments are %j, then the order is %s', (payments, payment_type, reference) => {
    expect(olo({ payments })).toMatchObject({ payment_type, payment: { reference } });
  });
});

describe('the generic format', () => {
  it('when it is complete, then everything is taken over', () => {
    expect(generic()).toEqual({
      order_id: 'K7-2026-11-20-0031',
      prepare_by_datetime: '2026-11-20T19:10:00Z',
      callback_url: 'https://kiosk.example.com/orders/K7-2026-11-20-0031',
      provider: null,
      service_info: 'pick_up',
      payment_type: 'post_paid',
      payment: { amount_minor: 1_805, currency: 'EUR', reference: 'pm_card_chargeDeclined' },
    });
  });

  it('when it has another format name, then it is not an order: the format may have changed', () => {
    expect(() => generic({ format: 'plumbline-order-2' })).toThrowError(expect.objectContaining({ reason: 'not_an_order' }));
  });
});
