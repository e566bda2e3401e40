import { hash } from 'node:crypto';
import type { Account, Store, StreamRecord } from '@plumbline/local-aws-kernel';
import type { Item } from '../attribute-value.ts';
import { itemSize } from '../item-size.ts';
import { idOf, type Stream, sequenceNumber } from './stream.ts';
import { imagesOf } from './stream-view-type.ts';

/** A change of an item. */
export interface Change {
  readonly old: Item | undefined;
  readonly next: Item | undefined;
  /** Whether TTL deleted it. */
  readonly byTimeToLive: boolean;
  readonly atMs: number;
}

/** The records of streams, in the order of the changes. */
export interface StreamRecords {
  append(stream: Stream, change: Change): void;
  read(stream: Stream, range: { readonly after: string; readonly max: number; readonly sinceMs: number }): readonly StreamRecord[];
  /** The sequence numbers of the oldest record since a time, and of the newest record ever. */
  first(stream: Stream, sinceMs: number): string;
  last(stream: Stream): string;
  trim(beforeMs: number): void;
  deleteAll(stream: Stream): void;
}

/** `autoincrement`: a sequence number is never used again, even after its record is trimmed. */
const SCHEMA = `
  create table if not exists ddb_stream_record (
    id integer primary key autoincrement, stream_id integer not null, at_ms integer not null, record text not null
  ) strict;
  create index if not exists ddb_stream_record_stream on ddb_stream_record (stream_id, id);
  create index if not exists ddb_stream_record_time on ddb_stream_record (at_ms);`;

export const openStreamRecords = (store: Store, account: Account): StreamRecords => {
  store.define(SCHEMA);
  const first = (sql: string, ...parameters: readonly number[]): string => {
    const id = store.prepare(sql).get(...parameters)?.['id'];
    return typeof id === 'number' ? sequenceNumber(id) : '';
  };
  return {
    append(stream, change) {
      const insert = store.prepare('insert into ddb_stream_record (stream_id, at_ms, record) values (?, ?, ?)');
      insert.run(stream.id, change.atMs, JSON.stringify(recordOf(stream, change)));
    },
    read(stream, { after, max, sinceMs }) {
      const rows = store
        .prepare('select id, record from ddb_stream_record where stream_id = ? and id > ? and at_ms > ? order by id limit ?')
        .all(stream.id, idOf(after), sinceMs, max);
      return rows.map(({ id, record }) => toRecord(stream, account, Number(id), JSON.parse(String(record)) as StoredRecord));
    },
    first: (stream, sinceMs) => first('select min(id) id from ddb_stream_record where stream_id = ? and at_ms > ?', stream.id, sinceMs),
    last: (stream) => first('select max(id) id from ddb_stream_record where stream_id = ?', stream.id),
    trim(beforeMs) {
      store.prepare('delete from ddb_stream_record where at_ms <= ?').run(beforeMs);
    },
    deleteAll(stream) {
      store.prepare('delete from ddb_stream_record where stream_id = ?').run(stream.id);
    },
  };
};

type StoredRecord = Pick<StreamRecord, 'eventName' | 'userIdentity'> & {
  readonly dynamodb: Omit<StreamRecord['dynamodb'], 'SequenceNumber'>;
};

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_StreamRecord.html */
const recordOf = ({ keyNames, viewType }: Stream, { old, next, byTimeToLive, atMs }: Change): StoredRecord => {
  const item = next ?? old ?? {};
  const Keys = Object.fromEntries(keyNames.flatMap((name) => (item[name] === undefined ? [] : [[name, item[name]]])));
  const images = imagesOf(viewType, old, next);
  const sizes = [Keys, ...Object.values(images)].map(itemSize);
  return {
    eventName: old === undefined ? 'INSERT' : next === undefined ? 'REMOVE' : 'MODIFY',
    dynamodb: {
      ApproximateCreationDateTime: Math.floor(atMs / 1_000),
      Keys,
      ...images,
      SizeBytes: sizes.reduce((sum, size) => sum + size, 0),
      StreamViewType: viewType,
    },
    ...(byTimeToLive && { userIdentity: { type: 'Service', principalId: 'dynamodb.amazonaws.com' } }),
  };
};

const toRecord = (stream: Stream, account: Account, id: number, { eventName, dynamodb, userIdentity }: StoredRecord): StreamRecord => {
  const { SizeBytes, StreamViewType, ...images } = dynamodb;
  return {
    eventID: hash('sha256', `${stream.arn} ${id}`).slice(0, 32),
    eventName,
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: account.region,
    dynamodb: { ...images, SequenceNumber: sequenceNumber(id), SizeBytes, StreamViewType },
    ...(userIdentity && { userIdentity }),
    eventSourceARN: stream.arn,
  };
};
