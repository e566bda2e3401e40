import type { Store } from '../store/store.ts';

/** The progress of one consumer. */
export interface StreamPosition {
  /** The sequence number of the last record that is done or discarded; empty before the first one. */
  readonly after: string;
  /** Batches to try again, in order. */
  readonly pending: readonly PendingBatch[];
}

/** The records after the one before, up to a sequence number. */
export interface PendingBatch {
  readonly to: string;
  /** Failed attempts. */
  readonly attempts: number;
}

/** The positions of consumers in streams. They survive a restart. */
export interface StreamPositions {
  get(consumer: string): StreamPosition | undefined;
  put(consumer: string, position: StreamPosition): void;
  remove(consumer: string): void;
}

export const openStreamPositions = (store: Store): StreamPositions => {
  store.define('create table if not exists stream_position (consumer text primary key, position text not null) strict, without rowid');
  return {
    get(consumer) {
      const row = store.prepare('select position from stream_position where consumer = ?').get(consumer);
      return row === undefined ? undefined : (JSON.parse(String(row['position'])) as StreamPosition);
    },
    put(consumer, position) {
      const put = store.prepare('insert or replace into stream_position (consumer, position) values (?, ?)');
      store.write(() => put.run(consumer, JSON.stringify(position)));
    },
    remove(consumer) {
      store.write(() => store.prepare('delete from stream_position where consumer = ?').run(consumer));
    },
  };
};
