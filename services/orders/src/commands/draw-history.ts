import { styleText } from 'node:util';
import type { OrderHistory, StoredOrder } from './order-history.ts';

/** An order and its events, in order of time. */
export const drawHistory = (orderId: string, { order, events }: OrderHistory): readonly string[] => {
  const head = `${styleText('bold', `order ${orderId}`)}  ${order === undefined ? styleText('yellow', 'not stored yet') : `${drawStatus(order.status)}  ${describe(order)}`}`;
  const start = events[0] === undefined ? 0 : Date.parse(events[0].Metadata.event_time_iso8601);
  const lines = events.map(({ Metadata, Data }) => {
    const after = Math.round(Date.parse(Metadata.event_time_iso8601) - start);
    return `  ${`+${after} ms`.padStart(9)}  ${Metadata.event_type.padEnd(22)} ${styleText('dim', noteOf(Data))}`;
  });
  return [head, ...lines];
};

/** Further details of an event besides its name. */
const noteOf = (data: Readonly<Record<string, unknown>>): string => {
  if (typeof data.amount_minor === 'number') return `${money(data.amount_minor, String(data.currency))}`;
  if (data.reason !== undefined) return `${String(data.reason)}: ${String(data.detail)}`;
  if (typeof data.provider === 'string') return `courier: ${data.provider}`;
  return '';
};

export const drawStatus = (status: string): string =>
  styleText(status.startsWith('PAYMENT_CAPTURED') ? 'green' : status.startsWith('PAYMENT_FAILED') ? 'red' : 'yellow', status);

export const describe = ({ details }: StoredOrder): string => {
  const amount = details.payment === undefined ? '' : `  ${money(details.payment.amount_minor, details.payment.currency)}`;
  return `${details.service_info}${amount}`;
};

const money = (amountMinor: number, currency: string): string => `${(amountMinor / 100).toFixed(2)} ${currency}`;
