import { describe, expect, it, vi } from 'vitest';
import { createRecordEvent } from './record-event.ts';

const event = (event_type: string) => ({
  Metadata: {
    event_time_iso8601: '2026-11-21T09:00:00.000000Z',
    event_type,
    event_version: '1.0',
    event_id: '0e3c948f-06ec-4a4d-b3db-5aacd2a63631',
  },
  Data: { order_id: 'o-1' },
});

describe('createRecordEvent', () => {
  it('when an event of an order comes, then it is appended as it came, with the status that it brings', async () => {
    const append = vi.fn(async () => undefined);
    const asItCame = { ...event('PaymentCaptured'), unknown: true };
    await createRecordEvent({ append, appendAll: append }).each(event('PaymentCaptured'), { detail: asItCame });
    expect(append).toHaveBeenCalledWith({
      orderId: 'o-1',
      metadata: event('PaymentCaptured').Metadata,
      detail: asItCame,
      status: { status: 'PAYMENT_CAPTURED', rank: 4 },
    });
  });

  it('when an event brings no status, then it is appended all the same', async () => {
    const append = vi.fn(async () => undefined);
    await createRecordEvent({ append, appendAll: append }).each(event('OrderRated'), { detail: event('OrderRated') });
    expect(append).toHaveBeenCalledWith(expect.objectContaining({ status: undefined }));
  });

  it('when a batch comes, then it is appended at once', async () => {
    const appendAll = vi.fn(async () => undefined);
    const queued = [event('OrderCreated'), event('PaymentCaptured')].map((each) => [each, { detail: each }] as const);
    await createRecordEvent({ append: appendAll, appendAll }).together(queued);
    expect(appendAll).toHaveBeenCalledExactlyOnceWith([
      expect.objectContaining({ status: { status: 'ORDER_CREATED', rank: 0 } }),
      expect.objectContaining({ status: { status: 'PAYMENT_CAPTURED', rank: 4 } }),
    ]);
  });
});
