import type { LocalAws } from '@plumbline/local-aws';
import type { Connection } from './connection.ts';
import { orderHistory } from './order-history.ts';
import { rejectedObjects } from './quarantine.ts';
import type { PutSamples, Sample } from './samples.ts';
import { fetchTrace, traceTree } from './trace-tree.ts';

/** Longer than any sample takes on a slow machine with cold functions. */
const PATIENCE_MS = 60_000;
const LOOK_AGAIN_MS = 50;

/** Waits until the samples are through, and answers what is not as expected. */
export const checkSamples = async (aws: LocalAws, connection: Connection, samples: PutSamples): Promise<readonly string[]> => {
  const endMs = Date.now() + PATIENCE_MS;
  let problems = await problemsOf(connection, samples);
  while (problems.length > 0 && Date.now() < endMs) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
    problems = await problemsOf(connection, samples);
  }
  // Whatever a repeated notification might still cause has to show before the last look.
  await aws.idle();
  return problemsOf(connection, samples);
};

const problemsOf = async (connection: Connection, samples: PutSamples): Promise<readonly string[]> => {
  const ofOrders = await Promise.all(samples.orders.map((sample) => problemsOfOrder(connection, sample)));
  const rejected = await rejectedObjects(connection);
  const quarantined = rejected.some(({ object, reason }) => object.key === samples.badKey && reason === 'not_an_order');
  return [...ofOrders.flat(), ...(quarantined ? [] : [`${samples.badKey} is not in quarantine as "not_an_order"`])];
};

const problemsOfOrder = async (connection: Connection, { orderId, events: expected, serviceInfo }: Sample): Promise<readonly string[]> => {
  const { order, events } = await orderHistory(connection, orderId);
  const name = `${serviceInfo} order ${orderId}`;
  if (order === undefined) return [`${name} is not stored`];
  const types = events.map(({ Metadata }) => Metadata.event_type);
  const { broken } = traceTree(order.trace_id === null ? [] : await fetchTrace(connection, order.trace_id));
  return [
    ...(order.status === 'PAYMENT_CAPTURED' ? [] : [`${name} is ${order.status}`]),
    ...(types.join() === expected.join() ? [] : [`${name} has the events ${types.join(', ')} instead of ${expected.join(', ')}`]),
    ...(order.trace_id !== null && broken.length === 0 ? [] : [`the trace of ${name} is broken`]),
  ];
};
