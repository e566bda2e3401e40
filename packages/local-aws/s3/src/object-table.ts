import { randomBytes } from 'node:crypto';
import type { Store } from '@plumbline/local-aws-kernel';
import type { Checksum } from './checksum.ts';

/** The stored data of a version without its bytes. */
export interface ObjectMetadata {
  /** Headers that are returned unchanged: content-type, cache-control and so on, x-amz-meta-* among them. */
  readonly headers: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
  readonly checksum: Checksum | undefined;
  /** Completed from a multipart upload. */
  readonly multipart: boolean;
}

/** A body in the store, by number, and its length. */
export type StoredPart = readonly [bodyId: number, bytes: number];

/** One version of an object, or a delete marker. */
export interface ObjectVersion {
  /** Rises with every change of any object: the order of versions, and the sequencer of events. */
  readonly id: number;
  readonly bucket: string;
  readonly key: string;
  /** The string `null` for versions that were written without versioning. */
  readonly versionId: string;
  readonly latest: boolean;
  readonly deleteMarker: boolean;
  readonly size: number;
  /** Without quotes. */
  readonly etag: string;
  readonly modifiedAtMs: number;
  readonly parts: readonly StoredPart[];
  readonly metadata: ObjectMetadata;
}

export const NULL_VERSION = 'null';

const SCHEMA = `
  create table if not exists s3_body (id integer primary key, data blob not null) strict;
  create table if not exists s3_version (
    id integer primary key, bucket text not null, key text not null, version_id text not null, latest integer not null,
    delete_marker integer not null, size integer not null, etag text not null, modified_at_ms integer not null,
    parts text not null, metadata text not null
  ) strict;
  create unique index if not exists s3_version_key on s3_version (bucket, key, id desc);
  create index if not exists s3_version_current on s3_version (bucket, key) where latest = 1 and delete_marker = 0`;

export interface ObjectTable {
  nextId(): number;
  newVersionId(): string;
  insert(version: ObjectVersion): void;
  /** The current version, which may be a delete marker. */
  latest(bucket: string, key: string): ObjectVersion | undefined;
  version(bucket: string, key: string, versionId: string): ObjectVersion | undefined;
  setLatest(id: number, latest: boolean): void;
  setMetadata(id: number, metadata: ObjectMetadata): void;
  /** Removes a version and its bytes, and makes the previous version current. */
  remove(version: ObjectVersion): void;
  /** Current objects with keys from `from` on, in the order of their UTF-8 bytes. */
  current(bucket: string, from: string, inclusive: boolean, limit: number): ObjectVersion[];
  /** All versions with keys from `from` on, the newest of a key first; of `from` itself only those older than `beforeId`. */
  versions(bucket: string, from: string, beforeId: number, limit: number): ObjectVersion[];
  isEmpty(bucket: string): boolean;
  addBody(data: Buffer): StoredPart;
  readBody(part: StoredPart): Buffer;
  dropBodies(parts: readonly StoredPart[]): void;
  /** The bytes from `start` up to but without `end`. */
  read(version: ObjectVersion, start?: number, end?: number): Buffer;
}

export const openObjectTable = (store: Store, now: () => number): ObjectTable => {
  store.define(SCHEMA);
  let lastId = Number(store.prepare('select coalesce(max(id), 0) as id from s3_version').get()?.['id']);
  const insert = store.prepare('insert into s3_version values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const latest = store.prepare('select * from s3_version where bucket = ? and key = ? and latest = 1');
  const addBody = store.prepare('insert into s3_body (data) values (?)');
  const one = (row: Record<string, unknown> | undefined): ObjectVersion | undefined => (row === undefined ? undefined : toVersion(row));
  const dropBodies = (parts: readonly StoredPart[]): void => {
    for (const [bodyId] of parts) store.prepare('delete from s3_body where id = ?').run(bodyId);
  };
  return {
    nextId() {
      // Microseconds, so that sequencers rise across restarts even if all objects were deleted in between.
      lastId = Math.max(lastId + 1, now() * 1_000);
      return lastId;
    },
    newVersionId: () => randomBytes(24).toString('base64url'),
    insert(v) {
      const flags = [v.latest ? 1 : 0, v.deleteMarker ? 1 : 0] as const;
      insert.run(
        v.id,
        v.bucket,
        v.key,
        v.versionId,
        ...flags,
        v.size,
        v.etag,
        v.modifiedAtMs,
        JSON.stringify(v.parts),
        JSON.stringify(v.metadata),
      );
    },
    latest: (bucket, key) => one(latest.get(bucket, key)),
    version: (bucket, key, versionId) =>
      one(store.prepare('select * from s3_version where bucket = ? and key = ? and version_id = ?').get(bucket, key, versionId)),
    setLatest: (id, value) => void store.prepare('update s3_version set latest = ? where id = ?').run(value ? 1 : 0, id),
    setMetadata: (id, metadata) => void store.prepare('update s3_version set metadata = ? where id = ?').run(JSON.stringify(metadata), id),
    remove(version) {
      store.prepare('delete from s3_version where id = ?').run(version.id);
      dropBodies(version.parts);
      if (!version.latest) return;
      store
        .prepare(
          'update s3_version set latest = 1 where id = (select id from s3_version where bucket = ? and key = ? order by id desc limit 1)',
        )
        .run(version.bucket, version.key);
    },
    current: (bucket, from, inclusive, limit) =>
      store
        .prepare(`select * from s3_version where bucket = ? and latest = 1 and delete_marker = 0 and key ${inclusive ? '>=' : '>'} ?
          order by key limit ?`)
        .all(bucket, from, limit)
        .map(toVersion),
    versions: (bucket, from, beforeId, limit) =>
      store
        .prepare('select * from s3_version where bucket = ? and key >= ? and (key > ? or id < ?) order by key, id desc limit ?')
        .all(bucket, from, from, beforeId, limit)
        .map(toVersion),
    isEmpty: (bucket) => store.prepare('select 1 from s3_version where bucket = ? limit 1').get(bucket) === undefined,
    addBody: (data) => [Number(addBody.run(data).lastInsertRowid), data.length],
    readBody: (part) => readParts(store, [part], 0, part[1]),
    dropBodies,
    read: (version, start = 0, end = version.size) => readParts(store, version.parts, start, end),
  };
};

const readParts = (store: Store, parts: readonly StoredPart[], start: number, end: number): Buffer => {
  const slices: Uint8Array[] = [];
  let at = 0;
  for (const [bodyId, bytes] of parts) {
    const from = Math.max(start - at, 0);
    const to = Math.min(end - at, bytes);
    at += bytes;
    if (from >= to) continue;
    // substr counts from 1.
    const row = store.prepare('select substr(data, ?, ?) as data from s3_body where id = ?').get(from + 1, to - from, bodyId);
    slices.push(row?.['data'] as Uint8Array);
  }
  const [first] = slices;
  return slices.length === 1 && first !== undefined ? Buffer.from(first.buffer, first.byteOffset, first.length) : Buffer.concat(slices);
};

const toVersion = (row: Record<string, unknown>): ObjectVersion => ({
  id: row['id'] as number,
  bucket: row['bucket'] as string,
  key: row['key'] as string,
  versionId: row['version_id'] as string,
  latest: row['latest'] === 1,
  deleteMarker: row['delete_marker'] === 1,
  size: row['size'] as number,
  etag: row['etag'] as string,
  modifiedAtMs: row['modified_at_ms'] as number,
  parts: JSON.parse(row['parts'] as string) as StoredPart[],
  metadata: JSON.parse(row['metadata'] as string) as ObjectMetadata,
});
