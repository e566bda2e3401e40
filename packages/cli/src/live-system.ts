import type { LiveSystem } from '@plumbline/event-kit';
import type { Connection } from './connection.ts';
import { drawTrace } from './draw-trace.ts';
import { fetchTrace, traceTree } from './trace-tree.ts';

/** The part of the connected system that a service's command may use. */
export const liveSystem = (connection: Connection): LiveSystem => ({
  where: connection.where,
  client: connection.client,
  named: connection.named,
  bucketNamed: connection.bucketNamed,
  async trace(traceId) {
    const tree = traceTree(await fetchTrace(connection, traceId));
    return { lines: [drawTrace(tree)], isUnbroken: tree.nodes.length > 0 && tree.broken.length === 0 };
  },
});
