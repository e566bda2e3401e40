import type { Clock, Store } from '@plumbline/local-aws-kernel';
import { type BucketDefinition, checkBucketName } from './bucket-definition.ts';
import { noSuchBucket } from './s3-errors.ts';

/** A bucket that exists. */
export interface Bucket {
  readonly name: string;
  readonly definition: BucketDefinition;
  /** `Suspended` after it had been enabled; `undefined` if it never was. */
  readonly versioning: 'Enabled' | 'Suspended' | undefined;
  readonly createdAtMs: number;
}

/** The buckets: kept in the store, read from memory. */
export interface Buckets {
  /** Creates the bucket or changes its settings; keeps its objects. */
  put(definition: BucketDefinition): Bucket;
  remove(bucket: Bucket): void;
  find(name: string): Bucket | undefined;
  /** Throws NoSuchBucket. */
  get(name: string): Bucket;
  all(): readonly Bucket[];
}

export const openBuckets = (store: Store, clock: Clock): Buckets => {
  store.define('create table if not exists s3_bucket (name text primary key, bucket text not null) strict');
  const buckets = new Map<string, Bucket>();
  for (const row of store.prepare('select bucket from s3_bucket').all()) {
    const bucket = JSON.parse(String(row['bucket'])) as Bucket;
    buckets.set(bucket.name, bucket);
  }
  return {
    put(definition) {
      checkBucketName(definition.name);
      const known = buckets.get(definition.name);
      const versioning = definition.versioning ? 'Enabled' : known?.versioning === undefined ? undefined : 'Suspended';
      const bucket: Bucket = { name: definition.name, definition, versioning, createdAtMs: known?.createdAtMs ?? clock.now() };
      store.write(() => store.prepare('insert or replace into s3_bucket values (?, ?)').run(bucket.name, JSON.stringify(bucket)));
      buckets.set(bucket.name, bucket);
      return bucket;
    },
    remove(bucket) {
      store.write(() => store.prepare('delete from s3_bucket where name = ?').run(bucket.name));
      buckets.delete(bucket.name);
    },
    find: (name) => buckets.get(name),
    get(name) {
      const bucket = buckets.get(name);
      if (bucket === undefined) throw noSuchBucket(name);
      return bucket;
    },
    all: () => [...buckets.values()].sort((a, b) => (a.name < b.name ? -1 : 1)),
  };
};
