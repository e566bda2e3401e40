import type { Clock, Store } from '@plumbline/local-aws-kernel';
import type { Item } from './attribute-value.ts';
import type { ItemStore } from './item-store.ts';
import type { Streams } from './streams/streams.ts';
import type { Table } from './table.ts';

/** Deletes items some time after they expire, as AWS does; until then, reads return them like any other. */
export interface TimeToLive {
  start(): void;
  stop(): void;
  /** Call after a write: an item that expires earlier than all others moves the next sweep. */
  itemWritten(expiresAtS: number | undefined): void;
  /** Call when a table's TTL attribute changed. */
  rescheduled(): void;
}

/** AWS deletes "within a few days"; a program must not rely on the exact second, so items stay for a while. */
export const DELETION_DELAY_S = 60;

/** Items of one sweep's transaction; the rest follows in the next. */
const SWEEP_ITEMS_MAX = 1_000;

/** AWS does not delete items whose expiry is longer ago: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/howitworks-ttl.html */
const EXPIRED_YEARS_MAX = 5;
const YEAR_S = 365 * 24 * 60 * 60;

export interface TimeToLiveProps {
  readonly store: Store;
  readonly clock: Clock;
  readonly items: ItemStore;
  readonly streams: Streams;
  readonly tableOf: (tableId: number) => Table | undefined;
}

export const timeToLive = ({ store, clock, items, streams, tableOf }: TimeToLiveProps): TimeToLive => {
  let started = false;
  let nextSweep: { readonly atMs: number; readonly cancel: () => void } | undefined;

  const oldestS = (): number => Math.floor(clock.now() / 1_000) - EXPIRED_YEARS_MAX * YEAR_S;

  const sweep = (): void => {
    nextSweep = undefined;
    const dueS = Math.floor(clock.now() / 1_000) - DELETION_DELAY_S;
    store.write(() => {
      const rows = store
        .prepare('select table_id, hash, range, item from ddb_item where expires_at_s between ? and ? limit ?')
        .all(oldestS(), dueS, SWEEP_ITEMS_MAX);
      for (const { table_id, hash, range, item } of rows) {
        const table = tableOf(Number(table_id));
        const key = { hash: Buffer.from(hash as Uint8Array), range: Buffer.from(range as Uint8Array) };
        if (table === undefined) continue;
        const old = JSON.parse(String(item)) as Item;
        items.delete(table, key, old);
        streams.append(table, { old, next: undefined, byTimeToLive: true });
      }
    });
    scheduleFirst();
  };

  const scheduleFirst = (): void => {
    const row = store.prepare('select min(expires_at_s) first from ddb_item where expires_at_s >= ?').get(oldestS());
    if (typeof row?.first === 'number') schedule(row.first);
  };

  const schedule = (expiresAtS: number): void => {
    const atMs = Math.max((expiresAtS + DELETION_DELAY_S) * 1_000, clock.now());
    if (!started || (nextSweep !== undefined && nextSweep.atMs <= atMs)) return;
    nextSweep?.cancel();
    nextSweep = { atMs, cancel: clock.at(atMs, sweep) };
  };

  return {
    start() {
      started = true;
      scheduleFirst();
    },
    stop() {
      started = false;
      nextSweep?.cancel();
      nextSweep = undefined;
    },
    itemWritten(expiresAtS) {
      if (expiresAtS !== undefined && expiresAtS >= oldestS()) schedule(expiresAtS);
    },
    rescheduled: scheduleFirst,
  };
};
