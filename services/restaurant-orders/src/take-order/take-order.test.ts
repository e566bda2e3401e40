import { PlaceOrder } from '@plumbline/contracts-restaurants';
import placeOrder from '@plumbline/contracts-restaurants/examples/place-order.json' with { type: 'json' };
import { commandSchema } from '@plumbline/event-kit';
import { describe, expect, it, vi } from 'vitest';
import { createTakeOrder } from './take-order.ts';

describe('take-order', () => {
  it('when an order comes, then an execution of its name starts with its data', async () => {
    const start = vi.fn(async () => undefined);
    const command = commandSchema(PlaceOrder).parse(placeOrder);
    await createTakeOrder({ start })(command);
    expect(start).toHaveBeenCalledExactlyOnceWith(placeOrder.Data.order_id, command.Data);
  });

  it('when the workflow cannot be started, then the command fails, so that it is delivered again', async () => {
    const start = vi.fn(async () => Promise.reject(new Error('throttled')));
    await expect(createTakeOrder({ start })(commandSchema(PlaceOrder).parse(placeOrder))).rejects.toThrow('throttled');
  });
});
