import { describe, expect, it } from 'vitest';
import { isImperative, isPast } from './verb-form.ts';

describe('names of facts and intents', () => {
  it.each(['OrderPlaced', 'PaymentCaptured', 'TableSet', 'MoneySent', 'RequestWithdrawn', 'OrderPaid', 'OrderDeliveryArranged'])(
    '%s is a fact',
    (name) => {
      expect([isPast(name), isImperative(name)]).toEqual([true, false]);
    },
  );

  it.each(['PlaceOrder', 'TakePayment', 'SetTable', 'CancelVacation', 'SendMail', 'RefundPayment'])('%s is an intent', (name) => {
    expect([isPast(name), isImperative(name)]).toEqual([false, true]);
  });

  it.each(['StoreSale', 'OrderList', 'RecordCount', 'InventoryReport', 'Need', 'ProcessState', 'Order'])('%s is neither', (name) => {
    expect([isPast(name), isImperative(name)]).toEqual([false, false]);
  });
});
