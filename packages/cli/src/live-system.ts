import type { LiveSystem } from '@plumbline/event-kit';
import type { Connection } from './connection.ts';
import { drawTrace } from './draw-trace.ts';
import { linkedTraces, traceTree } from './trace-tree.ts';

/** The part of the connected system that a service's command may use. */
export const liveSystem = (connection: Connection): LiveSystem => ({
  where: connection.where,
  client: connection.client,
  named: connection.named,
  bucketNamed: connection.bucketNamed,
  async trace(traceId) {
    const trees = (await linkedTraces(connection, traceId)).map(traceTree);
    const drawn = trees.map(drawTrace).join('\n  continues across a queue:\n');
    return { lines: [drawn], isUnbroken: trees.every(({ nodes, broken }) => nodes.length > 0 && broken.length === 0) };
  },
});
