import { Rejection } from './rejection.ts';

/** The parts of an object's key. */
export interface OrderAddress {
  readonly tenant: string;
  readonly channel: string;
  readonly orderId: string;
}

const KEY_SCHEME = '{tenant}/{channel}/{tenant}_{channel}_{order_id}_{yyyymmdd_hhmmss}.json';
const KEY = /^(?<tenant>[A-Za-z0-9-]+)\/(?<channel>[a-z0-9-]+)\/\k<tenant>_\k<channel>_(?<orderId>[A-Za-z0-9-]{1,128})_\d{8}_\d{6}\.json$/;

/** @throws Rejection `key_outside_scheme` */
export const parseObjectKey = (key: string): OrderAddress => {
  const { tenant, channel, orderId } = KEY.exec(key)?.groups ?? {};
  if (tenant !== undefined && channel !== undefined && orderId !== undefined) return { tenant, channel, orderId };
  throw new Rejection('key_outside_scheme', `The key does not fit ${KEY_SCHEME}: ${key}`);
};

/** The key under which a channel puts an order at a moment. */
export const objectKey = ({ tenant, channel, orderId }: OrderAddress, at: Date): string => {
  const [date = '', time = ''] = at.toISOString().slice(0, 19).replace(/[-:]/g, '').split('T');
  return `${tenant}/${channel}/${tenant}_${channel}_${orderId}_${date}_${time}.json`;
};
