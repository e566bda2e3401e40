import pc from 'picocolors';
import type { Connection } from './connection.ts';
import { drawHistory } from './draw-history.ts';
import { drawTrace } from './draw-trace.ts';
import { orderHistory } from './order-history.ts';
import { fetchTrace, type TraceTree, traceTree } from './trace-tree.ts';

/** An order's history and trace. `tree` is missing when the order has no trace. */
export const showTrace = async (
  connection: Connection,
  orderId: string,
): Promise<{ readonly text: string; readonly tree: TraceTree | undefined }> => {
  const history = await orderHistory(connection, orderId);
  const traceId = history.order?.trace_id ?? undefined;
  const lines = [drawHistory(orderId, history)];
  if (traceId === undefined) return { text: [...lines, pc.yellow('  no trace is known of this order')].join('\n'), tree: undefined };
  const tree = traceTree(await fetchTrace(connection, traceId));
  return { text: [...lines, pc.dim(`  trace ${traceId}`), drawTrace(tree)].join('\n'), tree };
};
