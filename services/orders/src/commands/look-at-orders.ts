import { styleText } from 'node:util';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { LiveSystem, Said, SampleView } from '@plumbline/event-kit';
import { orderTable } from '../manifest.ts';
import { describe, drawHistory, drawStatus } from './draw-history.ts';
import { allOrders, type OrderHistory, orderHistory } from './order-history.ts';

export const listOrders = async (at: LiveSystem): Promise<Said> => {
  const all = await allOrders(tableAt(at), at.named(orderTable.name));
  const lines = all.map(
    (order) => `${order.created_at.slice(0, 19)}  ${order.order_id.padEnd(38)} ${drawStatus(order.status.padEnd(18))} ${describe(order)}`,
  );
  return { lines: [...lines, styleText('dim', `${all.length} orders at ${at.where}`)] };
};

/** Shows an order's history and trace. Fails when the trace is broken or missing. */
export const followOrder = async (at: LiveSystem, orderId: string): Promise<Said> =>
  drawOrder(at, orderId, await orderHistory(tableAt(at), at.named(orderTable.name), orderId));

/** Checks orders that should have been paid. */
export const viewOfSamples = async (at: LiveSystem): Promise<SampleView> => {
  const table = tableAt(at);
  const historyOf = (id: string): Promise<OrderHistory> => orderHistory(table, at.named(orderTable.name), id);
  return {
    async problems({ id, name }, wanted) {
      const { order, events } = await historyOf(id);
      if (order === undefined) return [`${name} is not stored`];
      const recorded = events.map(({ Metadata }) => Metadata.event_type).toSorted();
      const isTraced = order.trace_id !== null && (await at.trace(order.trace_id)).isUnbroken;
      return [
        ...(order.status === 'PAYMENT_CAPTURED' ? [] : [`${name} is ${order.status}`]),
        ...(recorded.join() === wanted.join() ? [] : [`${name} has the history ${recorded.join(', ')} instead of ${wanted.join(', ')}`]),
        ...(isTraced ? [] : [`the trace of ${name} is broken`]),
      ];
    },
    show: async ({ id }) => (await drawOrder(at, id, await historyOf(id))).lines,
  };
};

const drawOrder = async (at: LiveSystem, orderId: string, history: OrderHistory): Promise<Said> => {
  const lines = drawHistory(orderId, history);
  const traceId = history.order?.trace_id ?? undefined;
  if (traceId === undefined) return { lines: [...lines, styleText('yellow', '  the order has no known trace')], failed: true };
  const trace = await at.trace(traceId);
  return { lines: [...lines, styleText('dim', `  trace ${traceId}`), ...trace.lines], failed: !trace.isUnbroken };
};

const tableAt = ({ client }: LiveSystem): DynamoDBDocumentClient => DynamoDBDocumentClient.from(new DynamoDBClient(client));
