import { hash } from 'node:crypto';
import type { Store } from '@plumbline/local-aws-kernel';
import type { Stream } from './stream.ts';
import type { StreamViewType } from './stream-view-type.ts';

/** The rows of streams, also of disabled ones. */
export interface StreamTable {
  all(): readonly Stream[];
  /** Keeps the stream if one with its ARN and view type exists. */
  enable(stream: Omit<Stream, 'id' | 'shardId' | 'disabledAtMs'>): void;
  disable(id: number, atMs: number): void;
  delete(id: number): void;
}

const SCHEMA = `
  create table if not exists ddb_stream (
    id integer primary key, arn text not null unique, label text not null, table_name text not null, view_type text not null,
    created_at_ms integer not null, disabled_at_ms integer, key_names text not null
  ) strict;`;

export const openStreamTable = (store: Store): StreamTable => {
  store.define(SCHEMA);
  return {
    all: () => store.prepare('select * from ddb_stream order by arn').all().map(toStream),
    enable({ arn, label, tableName, viewType, createdAtMs, keyNames }) {
      store
        .prepare(
          `insert into ddb_stream (arn, label, table_name, view_type, created_at_ms, key_names) values (?, ?, ?, ?, ?, ?)
           on conflict (arn) do update set disabled_at_ms = null, view_type = excluded.view_type`,
        )
        .run(arn, label, tableName, viewType, createdAtMs, JSON.stringify(keyNames));
    },
    disable(id, atMs) {
      store.prepare('update ddb_stream set disabled_at_ms = ? where id = ?').run(atMs, id);
    },
    delete(id) {
      store.prepare('delete from ddb_stream where id = ?').run(id);
    },
  };
};

const toStream = (row: Record<string, unknown>): Stream => ({
  id: Number(row['id']),
  arn: String(row['arn']),
  label: String(row['label']),
  tableName: String(row['table_name']),
  viewType: String(row['view_type']) as StreamViewType,
  shardId: shardIdOf(String(row['arn']), Number(row['created_at_ms'])),
  createdAtMs: Number(row['created_at_ms']),
  disabledAtMs: row['disabled_at_ms'] === null ? undefined : Number(row['disabled_at_ms']),
  keyNames: JSON.parse(String(row['key_names'])) as string[],
});

/** In AWS's form, such as `shardId-00000001573689847184-864758bb`. */
const shardIdOf = (arn: string, createdAtMs: number): string =>
  `shardId-${String(createdAtMs).padStart(20, '0')}-${hash('sha256', arn).slice(0, 8)}`;
