import {
  BatchGetTracesCommand,
  GetTraceSummariesCommand,
  PutTelemetryRecordsCommand,
  PutTraceSegmentsCommand,
  XRayClient,
} from '@aws-sdk/client-xray';
import type { Segment } from '@plumbline/local-aws-kernel';
import { formatTraceHeader, newSegmentId, newTraceId, parseTraceHeader } from '@plumbline/local-aws-kernel';
import { type Stand, startStand } from '@plumbline/local-aws-kernel/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { xray } from './index.ts';

const TRACE = '1-5759e988-bd862e3fe1be46a994272793';

let stand: Stand<{ xray: typeof xray }>;
let client: XRayClient;

beforeEach(async () => {
  stand = await startStand({ xray });
  client = new XRayClient(stand.clientConfig);
});
afterEach(() => stand.stop());

const segment = (id: string, start_time: number, more: Partial<Segment> = {}): Segment => ({
  trace_id: TRACE,
  id,
  name: `segment ${id}`,
  start_time,
  end_time: start_time + 1,
  ...more,
});
const put = (...documents: readonly unknown[]) =>
  client.send(
    new PutTraceSegmentsCommand({
      TraceSegmentDocuments: documents.map((document) => (typeof document === 'string' ? document : JSON.stringify(document))),
    }),
  );

describe('traces', () => {
  it('when segments are put, then the trace has them by start, the last document of each', async () => {
    await put(segment('b', 20), segment('a', 10));
    await put(segment('a', 10, { fault: true, end_time: 12 }));
    const { Traces, UnprocessedTraceIds } = await client.send(new BatchGetTracesCommand({ TraceIds: [TRACE, '1-none'] }));
    expect(Traces).toMatchObject([{ Id: TRACE, Duration: 11, LimitExceeded: false }]);
    expect(Traces?.[0]?.Segments?.map(({ Id, Document }) => [Id, (JSON.parse(Document ?? '') as Segment).fault])).toEqual([
      ['a', true],
      ['b', undefined],
    ]);
    expect(UnprocessedTraceIds).toEqual(['1-none']);
  });

  it('when a document is malformed, then it alone is unprocessed', async () => {
    const { UnprocessedTraceSegments } = await put('{', { id: 'a' }, segment('b', 1));
    expect(UnprocessedTraceSegments).toMatchObject([
      { ErrorCode: 'MalformedDocument' },
      { ErrorCode: 'MalformedDocument', Message: 'trace_id, id and name are required' },
    ]);
    expect(stand.xray.trace(TRACE)).toHaveLength(1);
  });

  it('when more than five traces are requested, then it is refused', async () => {
    await expect(client.send(new BatchGetTracesCommand({ TraceIds: Array<string>(6).fill(TRACE) }))).rejects.toMatchObject({
      name: 'InvalidRequestException',
    });
  });

  it('when summaries are requested, then those that began in the time span are returned', async () => {
    await put(
      segment('a', 10),
      segment('b', 11, { error: true, end_time: undefined as never }),
      segment('c', 100, { trace_id: '1-other' }),
    );
    const summaries = async (from: number, to: number) =>
      (await client.send(new GetTraceSummariesCommand({ StartTime: new Date(from * 1_000), EndTime: new Date(to * 1_000) })))
        .TraceSummaries;
    expect(await summaries(0, 50)).toEqual([
      { Id: TRACE, Duration: 1, HasError: true, HasFault: false, HasThrottle: false, IsPartial: true },
    ]);
    expect(await summaries(0, 1_000)).toHaveLength(2);
    expect(await summaries(12, 50)).toEqual([]);
  });

  it('when summaries are filtered by an expression, then the error reports that this is not supported', async () => {
    const filtered = client.send(new GetTraceSummariesCommand({ StartTime: new Date(0), EndTime: new Date(1), FilterExpression: 'fault' }));
    await expect(filtered).rejects.toMatchObject({ name: 'NotImplemented' });
  });

  it('when telemetry is put, then it is taken', async () => {
    await expect(client.send(new PutTelemetryRecordsCommand({ TelemetryRecords: [] }))).resolves.toBeDefined();
  });

  it('when the role may not, then it is refused', async () => {
    const role = stand.putRole('weak', { Effect: 'Allow', Action: 'xray:Get*', Resource: '*' });
    client = new XRayClient({ ...stand.clientConfig, credentials: stand.iam.assumeRole(role, 's').credentials });
    await expect(put(segment('a', 1))).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });
});

describe('the trace header', () => {
  it.each([
    [`Root=${TRACE};Parent=53995c3f42cd8ad8;Sampled=1`, { root: TRACE, parent: '53995c3f42cd8ad8' }],
    [`Sampled=0; Parent=53995c3f42cd8ad8; Root=${TRACE}`, { root: TRACE, parent: '53995c3f42cd8ad8' }],
    [`Self=1-00000000-000000000000000000000000;Root=${TRACE}`, { root: TRACE, parent: undefined }],
    ['Root=nonsense', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('when it is %j, then it reads as %j', (header, expected) => expect(parseTraceHeader(header)).toEqual(expected));

  it('when a trace begins, then its id contains the time, and it is read as it was written', () => {
    const root = newTraceId(Date.UTC(2026, 0, 1));
    const parent = newSegmentId();
    expect(root).toMatch(/^1-6955b900-[0-9a-f]{24}$/);
    expect(parseTraceHeader(formatTraceHeader(root, parent))).toEqual({ root, parent });
  });
});
