import { formatTraceHeader, newSegmentId, newTraceId, parseTraceHeader, type Segment } from '@plumbline/local-aws-kernel';
import type { DeployedApi } from '../apis.ts';
import type { AppSyncContext } from '../appsync-context.ts';

/** The trace of one request. */
export interface RequestTrace {
  /** What the data sources receive. */
  readonly header: string | undefined;
  /** Keeps a part of the work, below the segment of the request. */
  readonly part?: (part: Pick<Segment, 'id' | 'name' | 'start_time' | 'end_time' | 'error'>) => void;
  /** Keeps the segment of the request. */
  end(status: number): void;
}

/** An API with X-Ray continues the trace of its caller, or starts one; any other API passes the header on. */
export const openRequestTrace = (
  { clock, ports }: Pick<AppSyncContext, 'clock' | 'ports'>,
  api: DeployedApi,
  incomingHeader: string | undefined,
): RequestTrace => {
  if (!api.tracing) return { header: incomingHeader, end: () => undefined };
  const incoming = parseTraceHeader(incomingHeader);
  const [startMs, traceId, id] = [clock.now(), incoming?.root ?? newTraceId(clock.now()), newSegmentId()];
  return {
    header: formatTraceHeader(traceId, id),
    part: (part) => ports.trace({ trace_id: traceId, parent_id: id, type: 'subsegment', namespace: 'aws', ...part }),
    end: (status) =>
      ports.trace({
        trace_id: traceId,
        id,
        ...(incoming?.parent === undefined ? {} : { parent_id: incoming.parent }),
        name: api.name,
        origin: 'AWS::AppSync::GraphQLAPI',
        start_time: startMs / 1_000,
        end_time: clock.now() / 1_000,
        http: { request: { method: 'POST', url: api.uris['GRAPHQL'] ?? '' }, response: { status } },
        ...(status >= 500 ? { fault: true } : status >= 400 ? { error: true } : {}),
      }),
  };
};
