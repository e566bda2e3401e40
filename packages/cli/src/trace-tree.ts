import { BatchGetTracesCommand } from '@aws-sdk/client-xray';
import type { Connection } from './connection.ts';

/** A segment document, as far as it is drawn. Times in seconds since 1970. */
export interface TraceSegment {
  readonly id: string;
  readonly parent_id?: string;
  readonly name: string;
  readonly origin?: string;
  readonly start_time: number;
  readonly end_time?: number;
  readonly fault?: boolean;
  readonly error?: boolean;
}

/** A trace's segments below each other. */
export interface TraceNode {
  readonly segment: TraceSegment;
  readonly depth: number;
}

export interface TraceTree {
  /** Parents before children, by start. */
  readonly nodes: readonly TraceNode[];
  /** Segments whose parent is missing, the first one excepted: none in an unbroken trace. */
  readonly broken: readonly TraceSegment[];
}

export const fetchTrace = async ({ xray }: Connection, traceId: string): Promise<readonly TraceSegment[]> => {
  const { Traces = [] } = await xray.send(new BatchGetTracesCommand({ TraceIds: [traceId] }));
  return (Traces[0]?.Segments ?? []).map(({ Document }) => JSON.parse(Document ?? '{}') as TraceSegment);
};

/** Orders segments as a tree. A trace is unbroken when all hang below the one segment that began it. */
export const traceTree = (segments: readonly TraceSegment[]): TraceTree => {
  const byStart = [...segments].sort((a, b) => a.start_time - b.start_time);
  const ids = new Set(segments.map(({ id }) => id));
  const children = Map.groupBy(byStart, ({ parent_id }) => (parent_id !== undefined && ids.has(parent_id) ? parent_id : ''));
  const nodes: TraceNode[] = [];
  const add = (segment: TraceSegment, depth: number): void => {
    nodes.push({ segment, depth });
    for (const child of children.get(segment.id) ?? []) add(child, depth + 1);
  };
  const roots = children.get('') ?? [];
  for (const root of roots) add(root, 0);
  return { nodes, broken: roots.filter(({ parent_id }, index) => index > 0 || parent_id !== undefined) };
};
