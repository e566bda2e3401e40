import type { Store } from '@plumbline/local-aws-kernel';
import type { Checksum, ChecksumAlgorithm } from './checksum.ts';
import type { ObjectMetadata, StoredPart } from './object-table.ts';
import { noSuchUpload } from './s3-errors.ts';

/** A multipart upload in progress. */
export interface Upload {
  readonly id: string;
  readonly bucket: string;
  readonly key: string;
  readonly startedAtMs: number;
  readonly metadata: Pick<ObjectMetadata, 'headers' | 'tags'>;
  readonly checksumAlgorithm: ChecksumAlgorithm | undefined;
  readonly checksumType: Checksum['type'];
}

export interface UploadPart {
  readonly number: number;
  readonly etag: string;
  readonly checksum: Checksum | undefined;
  readonly stored: StoredPart;
  readonly modifiedAtMs: number;
}

export interface UploadTable {
  insert(upload: Upload): void;
  /** Throws NoSuchUpload. */
  get(bucket: string, key: string, uploadId: string): Upload;
  /** Ordered by key, then by start. */
  of(bucket: string): readonly Upload[];
  /** Deletes the upload and its parts; their bodies stay. */
  remove(uploadId: string): void;
  /** @returns the part that it replaces. */
  putPart(uploadId: string, part: UploadPart): UploadPart | undefined;
  /** In the order of their numbers. */
  parts(uploadId: string): readonly UploadPart[];
}

const SCHEMA = `
  create table if not exists s3_upload (id text primary key, bucket text not null, key text not null, started_at_ms integer not null, upload text not null) strict;
  create index if not exists s3_upload_key on s3_upload (bucket, key, started_at_ms);
  create table if not exists s3_upload_part (upload_id text not null, number integer not null, part text not null, primary key (upload_id, number)) strict, without rowid`;

export const openUploadTable = (store: Store): UploadTable => {
  store.define(SCHEMA);
  return {
    insert: (upload) =>
      void store
        .prepare('insert into s3_upload values (?, ?, ?, ?, ?)')
        .run(upload.id, upload.bucket, upload.key, upload.startedAtMs, JSON.stringify(upload)),
    get(bucket, key, uploadId) {
      const row = store.prepare('select upload from s3_upload where id = ? and bucket = ? and key = ?').get(uploadId, bucket, key);
      if (row === undefined) throw noSuchUpload(uploadId);
      return JSON.parse(String(row['upload'])) as Upload;
    },
    of: (bucket) =>
      store
        .prepare('select upload from s3_upload where bucket = ? order by key, started_at_ms, id')
        .all(bucket)
        .map((row) => JSON.parse(String(row['upload'])) as Upload),
    remove(uploadId) {
      store.prepare('delete from s3_upload_part where upload_id = ?').run(uploadId);
      store.prepare('delete from s3_upload where id = ?').run(uploadId);
    },
    putPart(uploadId, part) {
      const replaced = store.prepare('select part from s3_upload_part where upload_id = ? and number = ?').get(uploadId, part.number);
      store.prepare('insert or replace into s3_upload_part values (?, ?, ?)').run(uploadId, part.number, JSON.stringify(part));
      return replaced === undefined ? undefined : (JSON.parse(String(replaced['part'])) as UploadPart);
    },
    parts: (uploadId) =>
      store
        .prepare('select part from s3_upload_part where upload_id = ? order by number')
        .all(uploadId)
        .map((row) => JSON.parse(String(row['part'])) as UploadPart),
  };
};
