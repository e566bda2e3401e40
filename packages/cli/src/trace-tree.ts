import { BatchGetTracesCommand } from '@aws-sdk/client-xray';
import type { Segment } from '@plumbline/local-aws';
import type { Connection } from './connection.ts';

/** A trace's segments as a tree. */
export interface TraceNode {
  readonly segment: Segment;
  readonly depth: number;
}

export interface TraceTree {
  /** Parents before children, by start. */
  readonly nodes: readonly TraceNode[];
  /** Segments without a parent, except for the first segment. Empty for an unbroken trace. */
  readonly broken: readonly Segment[];
}

export const fetchTrace = async ({ xray }: Connection, traceId: string): Promise<readonly Segment[]> => {
  const { Traces = [] } = await xray.send(new BatchGetTracesCommand({ TraceIds: [traceId] }));
  return (Traces[0]?.Segments ?? []).map(({ Document }) => JSON.parse(Document ?? '{}') as Segment);
};

/** Traces that continue each other, at most. A batch may have as many links as messages. */
const LINKED_MAX = 10;

/**
 * The segments of a trace, after those of the traces that it continues across queues, the first cause first.
 * @see https://docs.aws.amazon.com/xray/latest/devguide/xray-tracelinking.html
 */
export const linkedTraces = async (connection: Connection, traceId: string): Promise<readonly (readonly Segment[])[]> => {
  const traces = new Map<string, readonly Segment[]>();
  const waiting = [traceId];
  for (let id = waiting.shift(); id !== undefined && traces.size < LINKED_MAX; id = waiting.shift()) {
    if (traces.has(id)) continue;
    const segments = await fetchTrace(connection, id);
    traces.set(id, segments);
    waiting.push(...segments.flatMap(({ links = [] }) => links.map((link) => link.trace_id)));
  }
  return [...traces.values()].reverse();
};

/** Orders segments as a tree. A trace is unbroken when all segments descend from its first segment. */
export const traceTree = (segments: readonly Segment[]): TraceTree => {
  const byStart = [...segments].sort((a, b) => a.start_time - b.start_time);
  const ids = new Set(segments.map(({ id }) => id));
  const children = Map.groupBy(byStart, ({ parent_id }) => (parent_id !== undefined && ids.has(parent_id) ? parent_id : ''));
  const nodes: TraceNode[] = [];
  const add = (segment: Segment, depth: number): void => {
    nodes.push({ segment, depth });
    for (const child of children.get(segment.id) ?? []) add(child, depth + 1);
  };
  const roots = children.get('') ?? [];
  for (const root of roots) add(root, 0);
  return { nodes, broken: roots.filter(({ parent_id }, index) => index > 0 || parent_id !== undefined) };
};
