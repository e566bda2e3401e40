import { randomUUID } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { bundleService } from '@plumbline/bundle';
import { CLAIM_BUCKET, derivedEventId } from '@plumbline/event-kit';
import { App, environmentFrom, ServiceStack } from '@plumbline/infra';
import { readStacks } from '@plumbline/topology';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reports, reportTable } from './reports/src/manifest.ts';
import { ReportAsked, ReportWritten } from './reports/src/report-events.ts';
import { ROOT, type RunningSystem, startSystem } from './running-system.ts';

let system: RunningSystem;
beforeAll(async () => {
  const directory = mkdtempSync(join(tmpdir(), 'plumbline-reports-'));
  const service = join(import.meta.dirname, 'reports');
  await bundleService(service);
  const app = new App({ outdir: directory });
  new ServiceStack(app, { environment: environmentFrom({}), manifest: reports, bundles: join(service, 'dist') });
  app.synth();
  const platform = (await readStacks(`${ROOT}infra/cdktf.out`)).filter(({ name }) => name === 'platform');
  system = await startSystem(undefined, { stacks: [...platform, ...(await readStacks(directory))] });
});
afterAll(() => system.aws.stop());

/** Requests a report, and returns the id of its future event. */
const ask = async (kind: 'long' | 'short', characters: number): Promise<string> => {
  const event_id = randomUUID();
  const Metadata = { event_id, event_type: 'ReportAsked', event_version: '1.0', event_time_iso8601: '2026-11-21T09:00:00Z' };
  const config = { endpoint: system.aws.url, region: 'eu-west-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
  const Detail = JSON.stringify({ Metadata, Data: { kind, characters } });
  const { source: Source, detailType: DetailType } = ReportAsked;
  await new EventBridgeClient(config).send(
    new PutEventsCommand({ Entries: [{ EventBusName: 'plumbline-dev', Source, DetailType, Detail }] }),
  );
  return derivedEventId(event_id, 'ReportWritten');
};

const notes = async (): Promise<Readonly<Record<string, unknown>>> => {
  const { Items = [] } = await system.connection.table.send(new ScanCommand({ TableName: system.connection.named(reportTable.name) }));
  return Object.fromEntries(Items.map(({ pk, characters, end }) => [pk, `${characters}${end}`]));
};

describe('an event over the limit of the bus', () => {
  it('when it is published, then direct and queued consumers receive all of it, rules filter it, and the bus carries a small event', async () => {
    const long = await ask('long', 3_000_000);
    const short = await ask('short', 10);
    await system.until(async () => Object.keys(await notes()).length === 3);
    expect(await notes()).toEqual({ [`read ${long}`]: '3000000.', [`filed ${long}`]: '3000000.', [`filed ${short}`]: '10.' });

    const onBus = system.occurrences.flatMap((each) =>
      each.kind === 'event' && each.event['detail-type'] === ReportWritten.detailType ? [each.event.detail as { Data: object }] : [],
    );
    expect(new Set(onBus.map(({ Data }) => Data))).toEqual(new Set([{ kind: 'long' }, { kind: 'short', text: 'xxxxxxxxx.' }]));
    const Bucket = await system.connection.bucketNamed(CLAIM_BUCKET);
    const { ContentLength } = await system.connection.s3.send(new GetObjectCommand({ Bucket, Key: `ReportWritten/v1/${long}.json` }));
    expect(ContentLength).toBe(JSON.stringify({ kind: 'long', text: 'x'.repeat(3_000_000) }).length);
    // Every function used its own role's permissions.
    expect(system.occurrences.filter((each) => each.kind === 'invocation' && each.result.functionError !== undefined)).toEqual([]);
  });
});
