import {
  AwsError,
  type AwsService,
  json,
  type Kernel,
  notImplemented,
  type Offers,
  type Route,
  restError,
  restService,
  type Segment,
  type Store,
} from '@plumbline/local-aws-kernel';

export interface Xray {
  readonly service: AwsService;
  readonly offers: Offers;
  put(segment: Segment): void;
  /** A trace's segments by start. */
  trace(traceId: string): readonly Segment[];
}

/** https://docs.aws.amazon.com/xray/latest/api/API_BatchGetTraces.html */
const TRACE_IDS_MAX = 5;

/** The local X-Ray: every hop writes its segment, linked by the trace header. Every request is sampled. */
export const openXray = ({ store }: Pick<Kernel, 'store'>): Xray => {
  store.define(`
    create table if not exists xray_segment (trace_id text not null, id text not null, start_time real not null, document text not null,
      primary key (trace_id, id)) strict, without rowid;
    create index if not exists xray_segment_start on xray_segment (start_time);
  `);

  const put = (segment: Segment): void => {
    store.write(() => {
      store
        .prepare('insert or replace into xray_segment (trace_id, id, start_time, document) values (?, ?, ?, ?)')
        .run(segment.trace_id, segment.id, segment.start_time, JSON.stringify(segment));
    });
  };

  const trace = (traceId: string): readonly Segment[] =>
    store
      .prepare('select document from xray_segment where trace_id = ? order by start_time')
      .all(traceId)
      .map(({ document }) => JSON.parse(String(document)) as Segment);

  const route = (path: string, operation: string, run: (input: Record<string, unknown>) => unknown): Route => ({
    operation,
    method: 'POST',
    path: new RegExp(`^${path}$`),
    run(request) {
      request.authorize({ action: `xray:${operation}`, resource: '*' });
      return json(200, run(inputOf(request.body)));
    },
  });

  return {
    put,
    trace,
    offers: { trace: put },
    service: restService({
      signingName: 'xray',
      errorAnswer: (error) => restError(error, { message: error.message }),
      routes: [
        route('/TraceSegments', 'PutTraceSegments', ({ TraceSegmentDocuments }) => putDocuments(TraceSegmentDocuments, put)),
        route('/TelemetryRecords', 'PutTelemetryRecords', () => ({})),
        route('/Traces', 'BatchGetTraces', ({ TraceIds }) => batchGetTraces(TraceIds, trace)),
        route('/TraceSummaries', 'GetTraceSummaries', (input) => traceSummaries(store, trace, input)),
      ],
    }),
  };
};

const inputOf = (body: Buffer): Record<string, unknown> => {
  try {
    return (JSON.parse(body.toString('utf8') || '{}') ?? {}) as Record<string, unknown>;
  } catch (cause) {
    throw new AwsError('SerializationException', 'The request body is not valid JSON.', { cause });
  }
};

const putDocuments = (documents: unknown, put: (segment: Segment) => void): unknown => {
  const unprocessed: { Id?: string; ErrorCode: string; Message: string }[] = [];
  for (const text of Array.isArray(documents) ? (documents as unknown[]) : []) {
    try {
      const segment = JSON.parse(String(text)) as Segment;
      if (!segment.trace_id || !segment.id || !segment.name) throw new Error('trace_id, id and name are required');
      put(segment);
    } catch (error) {
      unprocessed.push({ ErrorCode: 'MalformedDocument', Message: (error as Error).message });
    }
  }
  return { UnprocessedTraceSegments: unprocessed };
};

const batchGetTraces = (traceIds: unknown, trace: (traceId: string) => readonly Segment[]): unknown => {
  const ids = Array.isArray(traceIds) ? traceIds.map(String) : [];
  if (ids.length === 0 || ids.length > TRACE_IDS_MAX)
    throw new AwsError('InvalidRequestException', `TraceIds must have 1 to ${TRACE_IDS_MAX} entries.`);
  const found = ids.map((id) => ({ id, segments: trace(id) }));
  return {
    Traces: found
      .filter(({ segments }) => segments.length > 0)
      .map(({ id, segments }) => ({
        Id: id,
        Duration: duration(segments),
        LimitExceeded: false,
        Segments: segments.map((segment) => ({ Id: segment.id, Document: JSON.stringify(segment) })),
      })),
    UnprocessedTraceIds: found.filter(({ segments }) => segments.length === 0).map(({ id }) => id),
  };
};

const traceSummaries = (store: Store, trace: (traceId: string) => readonly Segment[], input: Record<string, unknown>): unknown => {
  if (input.FilterExpression !== undefined) throw notImplemented('xray', 'GetTraceSummaries with a FilterExpression');
  const ids = store
    .prepare('select distinct trace_id from xray_segment where start_time >= ? and start_time < ? order by trace_id')
    .all(Number(input.StartTime), Number(input.EndTime));
  const summaries = ids.map(({ trace_id }) => {
    const segments = trace(String(trace_id));
    return {
      Id: String(trace_id),
      Duration: duration(segments),
      HasFault: segments.some(({ fault }) => fault === true),
      HasError: segments.some(({ error }) => error === true),
      HasThrottle: false,
      IsPartial: segments.some(({ end_time }) => end_time === undefined),
    };
  });
  return { TraceSummaries: summaries, TracesProcessedCount: summaries.length, ApproximateTime: Number(input.EndTime) };
};

const duration = (segments: readonly Segment[]): number =>
  Math.max(...segments.map(({ end_time, start_time }) => end_time ?? start_time)) -
  Math.min(...segments.map(({ start_time }) => start_time));
