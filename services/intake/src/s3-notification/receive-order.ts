import { OrderCreated } from '@plumbline/contracts-ordering';
import { derivedCauseId, type Publish } from '@plumbline/event-kit';
import type { ObjectNotice } from './object-created.ts';
import { parseObjectKey } from './object-key.ts';
import { Rejection } from './rejection.ts';
import { translateOrder } from './translate-order.ts';

/** An order is a few kilobytes; an object above this is not one. */
export const ORDER_BYTES_MAX = 1024 * 1024;

export interface ReceiveOrderPorts {
  /** The object's text, or `undefined` when the object does not exist. */
  readonly readObject: (notice: ObjectNotice) => Promise<string | undefined>;
  readonly quarantine: (notice: ObjectNotice, rejection: Rejection) => Promise<void>;
  readonly publish: Publish<typeof OrderCreated>;
}

export type Outcome =
  | { readonly outcome: 'published'; readonly order_id: string }
  | { readonly outcome: 'rejected'; readonly reason: string; readonly detail: string };

/** Reads an order object and publishes OrderCreated. Quarantines an object that is not an order, with the reason. */
export const receiveOrder =
  ({ readObject, quarantine, publish }: ReceiveOrderPorts) =>
  async (notice: ObjectNotice): Promise<Outcome> => {
    try {
      const address = parseObjectKey(notice.key);
      const order = translateOrder(address, await readOrder(readObject, notice));
      const cause = { event_id: derivedCauseId('s3', notice.bucket, notice.key) };
      await publish(OrderCreated, { original_object: { bucket: notice.bucket, key: notice.key }, ...order }, { cause });
      return { outcome: 'published', order_id: order.order_id };
    } catch (error) {
      if (!(error instanceof Rejection)) throw error;
      await quarantine(notice, error);
      return { outcome: 'rejected', reason: error.reason, detail: error.message };
    }
  };

const readOrder = async (readObject: ReceiveOrderPorts['readObject'], notice: ObjectNotice): Promise<unknown> => {
  if (notice.sizeBytes > ORDER_BYTES_MAX) {
    throw new Rejection('object_too_large', `The object has ${notice.sizeBytes} bytes; an order has at most ${ORDER_BYTES_MAX}.`);
  }
  const text = await readObject(notice);
  if (text === undefined) throw new Rejection('object_gone', 'The object no longer exists.');
  if (text.trim() === '') throw new Rejection('object_empty', 'The object is empty.');
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new Rejection('not_json', `The object is not JSON: ${(error as Error).message}`);
  }
};
