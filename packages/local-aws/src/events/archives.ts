import type { Store } from '../store/store.ts';
import { patternMatcher } from './rule-index.ts';

/** An archive of one bus. */
export interface Archive {
  readonly name: string;
  readonly busArn: string;
  /** @default every event */
  readonly pattern?: string;
  /** 0 = for ever. */
  readonly retentionDays: number;
  readonly description?: string;
}

const MS_PER_DAY = 86_400_000;

/** The archives with their events. Replayed events are not archived again. */
export const openArchives = (store: Store) => {
  store.define(`
    create table if not exists archived_event (id integer primary key, archive text not null, time_ms integer not null, event text not null) strict;
    create index if not exists archived_event_time on archived_event (archive, time_ms);
  `);
  const archives = new Map<string, { readonly archive: Archive; readonly matches: (event: string) => boolean }>();
  return {
    all: (): readonly Archive[] => [...archives.values()].map(({ archive }) => archive),
    get: (name: string): Archive | undefined => archives.get(name)?.archive,
    put(archive: Archive, nowMs: number): void {
      archives.set(archive.name, { archive, matches: archive.pattern === undefined ? () => true : patternMatcher(archive.pattern) });
      if (archive.retentionDays === 0) return;
      store.write(() => {
        store
          .prepare('delete from archived_event where archive = ? and time_ms < ?')
          .run(archive.name, nowMs - archive.retentionDays * MS_PER_DAY);
      });
    },
    /** Call inside the write that accepts the event. */
    keep(busArn: string, event: string, timeMs: number): void {
      for (const { archive, matches } of archives.values()) {
        if (archive.busArn !== busArn || !matches(event)) continue;
        store.prepare('insert into archived_event (archive, time_ms, event) values (?, ?, ?)').run(archive.name, timeMs, event);
      }
    },
    size(name: string): { readonly events: number; readonly bytes: number } {
      const row = store
        .prepare('select count(*) as events, coalesce(sum(octet_length(event)), 0) as bytes from archived_event where archive = ?')
        .get(name);
      return { events: Number(row?.events ?? 0), bytes: Number(row?.bytes ?? 0) };
    },
  };
};

export type Archives = ReturnType<typeof openArchives>;
