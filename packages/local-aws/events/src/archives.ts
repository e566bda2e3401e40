import { patternMatcher } from '@plumbline/eventbridge';
import type { Clock, Store } from '@plumbline/local-aws-kernel';

/** An archive of one bus. */
export interface Archive {
  readonly name: string;
  readonly busArn: string;
  /** @default every event */
  readonly pattern?: string;
  /** 0 = for ever. */
  readonly retentionDays: number;
  readonly description?: string;
  readonly createdMs: number;
}

/** An archived event. */
export interface ArchivedEvent {
  readonly id: number;
  /** The event's own time, in ms since 1970. */
  readonly timeMs: number;
  readonly text: string;
}

/** A span of archived events; its first and its last millisecond belong to it. */
export interface ArchiveSpan {
  readonly archive: string;
  readonly fromMs: number;
  readonly toMs: number;
}

/** The archives with their events. */
export interface Archives {
  all(): readonly Archive[];
  get(name: string): Archive | undefined;
  /** Creates or changes the archive; its events stay. */
  put(archive: Archive): void;
  /** Deletes the archive with its events. */
  remove(name: string): void;
  /** Call inside the write that accepts the event. Do not call it for replayed events. */
  keep(busArn: string, text: string, timeMs: number): void;
  size(name: string): { readonly events: number; readonly bytes: number };
  /** Up to `max` events of a span, by time, after the event `after`. */
  read(span: ArchiveSpan, after: Pick<ArchivedEvent, 'id' | 'timeMs'> | undefined, max: number): readonly ArchivedEvent[];
  /** Deletes events that are older than their archive's retention, now and every hour. */
  start(): void;
  stop(): void;
}

const MS_PER_DAY = 86_400_000;
/** AWS does not document when it deletes; days are the unit of retention. */
const SWEEP_MS = 3_600_000;

export const openArchives = (store: Store, clock: Clock): Archives => {
  store.define(`
    create table if not exists archived_event (id integer primary key, archive text not null, time_ms integer not null, event text not null) strict;
    create index if not exists archived_event_time on archived_event (archive, time_ms);
  `);
  const archives = new Map<string, { readonly archive: Archive; readonly matches: (event: string) => boolean }>();
  let cancel = (): void => undefined;

  const sweep = (): void => {
    store.write(() => {
      for (const { archive } of archives.values()) {
        if (archive.retentionDays === 0) continue;
        const oldestMs = clock.now() - archive.retentionDays * MS_PER_DAY;
        store.prepare('delete from archived_event where archive = ? and time_ms < ?').run(archive.name, oldestMs);
      }
    });
    cancel = clock.at(clock.now() + SWEEP_MS, sweep);
  };

  return {
    all: () => [...archives.values()].map(({ archive }) => archive),
    get: (name) => archives.get(name)?.archive,
    put(archive) {
      archives.set(archive.name, { archive, matches: archive.pattern === undefined ? () => true : patternMatcher(archive.pattern) });
    },
    remove(name) {
      archives.delete(name);
      store.write(() => store.prepare('delete from archived_event where archive = ?').run(name));
    },
    keep(busArn, text, timeMs) {
      for (const { archive, matches } of archives.values()) {
        if (archive.busArn !== busArn || !matches(text)) continue;
        store.prepare('insert into archived_event (archive, time_ms, event) values (?, ?, ?)').run(archive.name, timeMs, text);
      }
    },
    size(name) {
      const row = store
        .prepare('select count(*) as events, coalesce(sum(octet_length(event)), 0) as bytes from archived_event where archive = ?')
        .get(name);
      return { events: Number(row?.['events'] ?? 0), bytes: Number(row?.['bytes'] ?? 0) };
    },
    read({ archive, fromMs, toMs }, after, max) {
      const { timeMs = fromMs, id = -1 } = after ?? {};
      return store
        .prepare(`select id, time_ms, event from archived_event
          where archive = ? and time_ms between ? and ? and (time_ms, id) > (?, ?) order by time_ms, id limit ?`)
        .all(archive, timeMs, toMs, timeMs, id, max)
        .map((row) => ({ id: Number(row['id']), timeMs: Number(row['time_ms']), text: String(row['event']) }));
    },
    start: sweep,
    stop: () => cancel(),
  };
};
