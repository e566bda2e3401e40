import type { Occurrence } from '@plumbline/local-aws';
import type { Connection } from './connection.ts';
import { orderHistory } from './order-history.ts';
import { rejectedObjects } from './quarantine.ts';
import type { PutSamples, Sample } from './samples.ts';
import { fetchTrace, traceTree } from './trace-tree.ts';

/** Longer than any sample takes on a slow machine with cold functions. */
const PATIENCE_MS = 60_000;
const LOOK_AGAIN_MS = 50;

/**
 * Waits until the samples are through, and answers what is not as expected.
 *
 * @param seen everything that has happened, growing.
 */
export const checkSamples = async (
  seen: readonly Occurrence[],
  connection: Connection,
  samples: PutSamples,
): Promise<readonly string[]> => {
  const endMs = Date.now() + PATIENCE_MS;
  for (;;) {
    const problems = [...unanswered(seen, samples), ...(await problemsOf(seen, connection, samples))];
    if (problems.length === 0 || Date.now() > endMs) return problems;
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  }
};

/** Every notification has to be answered, the repeated one too: before that nothing can be said of what it caused. */
const unanswered = (seen: readonly Occurrence[], { orders, badKey, notifications }: PutSamples): readonly string[] => {
  const keys = new Set([badKey, ...orders.map(({ key }) => key)]);
  const told = seen.flatMap((each) => (each.kind === 'event' && keys.has(objectKeyOf(each) ?? '') ? [each.event.id] : []));
  const answered = seen.filter((each) => each.kind === 'delivery' && each.outcome === 'delivered' && told.includes(each.eventId));
  return answered.length === notifications ? [] : [`${answered.length} of ${notifications} notifications were answered`];
};

const objectKeyOf = ({ event }: Extract<Occurrence, { kind: 'event' }>): string | undefined =>
  (event.detail as { readonly object?: { readonly key?: string } }).object?.key;

const problemsOf = async (seen: readonly Occurrence[], connection: Connection, samples: PutSamples): Promise<readonly string[]> => {
  const ofOrders = await Promise.all(samples.orders.map((sample) => problemsOfOrder(seen, connection, sample)));
  const rejected = await rejectedObjects(connection);
  const quarantined = rejected.some(({ object, reason }) => object.key === samples.badKey && reason === 'not_an_order');
  return [...ofOrders.flat(), ...(quarantined ? [] : [`${samples.badKey} is not in quarantine as "not_an_order"`])];
};

const problemsOfOrder = async (
  seen: readonly Occurrence[],
  connection: Connection,
  { orderId, events: expected, serviceInfo }: Sample,
): Promise<readonly string[]> => {
  const { order, events } = await orderHistory(connection, orderId);
  const name = `${serviceInfo} order ${orderId}`;
  if (order === undefined) return [`${name} is not stored`];
  const recorded = events.map(({ Metadata }) => Metadata.event_type).join(', ');
  const published = publishedOf(seen, orderId).join(', ');
  const { broken } = traceTree(order.trace_id === null ? [] : await fetchTrace(connection, order.trace_id));
  return [
    ...(order.status === 'PAYMENT_CAPTURED' ? [] : [`${name} is ${order.status}`]),
    ...(published === expected.join(', ') ? [] : [`${name} caused the events ${published} instead of ${expected.join(', ')}`]),
    ...(recorded === expected.join(', ') ? [] : [`${name} has the history ${recorded} instead of ${expected.join(', ')}`]),
    ...(order.trace_id !== null && broken.length === 0 ? [] : [`the trace of ${name} is broken`]),
  ];
};

/** The types of the events that the bus took of an order: a repeated event, which the history would not show, stands here twice. */
const publishedOf = (seen: readonly Occurrence[], orderId: string): readonly string[] =>
  seen.flatMap((each) => {
    if (each.kind !== 'event') return [];
    const detail = each.event.detail as {
      readonly Metadata?: { readonly event_type: string };
      readonly Data?: { readonly order_id?: string };
    };
    return detail.Metadata !== undefined && detail.Data?.order_id === orderId ? [detail.Metadata.event_type] : [];
  });
