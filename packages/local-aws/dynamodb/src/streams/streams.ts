import { type Account, AwsError, type Clock, type Store, type StreamReader } from '@plumbline/local-aws-kernel';
import { equalItems } from '../attribute-value.ts';
import { keyNames, type Table, tableArn } from '../table.ts';
import { RETENTION_MS, type Stream } from './stream.ts';
import { type Change, openStreamRecords, type StreamRecords } from './stream-records.ts';
import { openStreamTable } from './stream-table.ts';

/** The streams of tables, also of deleted ones, and their readers. */
export interface Streams {
  /** Enables or disables a table's stream according to its definition. Call it inside the write that changes the table. */
  fit(table: Table): void;
  /** Disables the stream of a deleted table. Its records stay for 24 hours, as on AWS. */
  tableDeleted(table: Table): void;
  /** The enabled stream of a table. */
  of(tableName: string): Stream | undefined;
  find(arn: string): Stream | undefined;
  list(): readonly Stream[];
  /** Records a change, inside its write. A write that changes nothing leaves no record. */
  append(table: Table, change: Omit<Change, 'atMs'>): void;
  readonly records: StreamRecords;
  /** Records that are not newer than this time are trimmed. */
  horizonMs(): number;
  readonly reader: StreamReader;
}

export interface StreamsProps {
  readonly store: Store;
  readonly clock: Clock;
  readonly account: Account;
}

/** How many records come before old ones are deleted. */
const TRIM_EVERY = 1_000;

export const openStreams = ({ store, clock, account }: StreamsProps): Streams => {
  const rows = openStreamTable(store);
  const records = openStreamRecords(store, account);
  const watches = new Map<string, Set<() => void>>();
  let streams: readonly Stream[] = rows.all();
  let sinceTrim = 0;

  const horizonMs = (): number => clock.now() - RETENTION_MS;
  const list = (): readonly Stream[] => streams.filter(({ disabledAtMs }) => disabledAtMs === undefined || disabledAtMs > horizonMs());
  const of = (tableName: string): Stream | undefined =>
    streams.find((stream) => stream.tableName === tableName && stream.disabledAtMs === undefined);
  const find = (arn: string): Stream | undefined => list().find((stream) => stream.arn === arn);
  const disable = (stream: Stream | undefined): void => {
    if (stream !== undefined) rows.disable(stream.id, clock.now());
  };
  const trim = (): void => {
    sinceTrim = 0;
    records.trim(horizonMs());
    const kept = new Set(list());
    for (const stream of streams) if (!kept.has(stream)) rows.delete(stream.id);
    streams = rows.all();
  };

  return {
    fit(table) {
      const { stream: wanted } = table.definition;
      const before = of(table.name);
      if (before?.viewType === wanted?.viewType && (wanted?.label ?? before?.label) === before?.label) return;
      disable(before);
      if (wanted !== undefined) {
        const label = wanted.label ?? labelOf(clock.now());
        const arn = `${tableArn(account, table.name)}/stream/${label}`;
        const reused = streams.find((stream) => stream.arn === arn);
        if (reused !== undefined) records.deleteAll(reused);
        const { viewType } = wanted;
        rows.enable({ arn, label, tableName: table.name, viewType, createdAtMs: clock.now(), keyNames: keyNames(table.keys) });
      }
      streams = rows.all();
    },
    tableDeleted(table) {
      disable(of(table.name));
      streams = rows.all();
    },
    of,
    find,
    list,
    append(table, change) {
      const stream = of(table.name);
      if (stream === undefined) return;
      const { old, next } = change;
      if (old !== undefined && next !== undefined && equalItems(old, next)) return;
      records.append(stream, { ...change, atMs: clock.now() });
      sinceTrim += 1;
      if (sinceTrim >= TRIM_EVERY) trim();
      const watching = watches.get(stream.arn);
      store.afterCommit(() => {
        for (const run of watching ?? []) run();
      });
    },
    records,
    horizonMs,
    reader: readerOf({ find, records, horizonMs, watches }),
  };
};

/** `YYYY-MM-DDThh:mm:ss.SSS` */
const labelOf = (nowMs: number): string => new Date(nowMs).toISOString().slice(0, -1);

const readerOf = ({
  find,
  records,
  horizonMs,
  watches,
}: Pick<Streams, 'find' | 'records' | 'horizonMs'> & { readonly watches: Map<string, Set<() => void>> }): StreamReader => {
  const get = (arn: string): Stream => {
    const stream = find(arn);
    if (stream === undefined) throw streamNotFound(arn);
    return stream;
  };
  return {
    exists: (arn) => find(arn) !== undefined,
    shardId: (arn) => get(arn).shardId,
    read: (arn, { after, max }) => records.read(get(arn), { after, max, sinceMs: horizonMs() }),
    latest: (arn) => records.last(get(arn)),
    onRecord(arn, run) {
      const watching = watches.get(arn) ?? new Set();
      watches.set(arn, watching.add(run));
      return () => void watching.delete(run);
    },
  };
};

export const streamNotFound = (arn: string): AwsError =>
  new AwsError('ResourceNotFoundException', `Requested resource not found: Stream: ${arn} not found`);
