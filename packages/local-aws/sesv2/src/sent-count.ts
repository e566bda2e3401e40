import type { Store } from '@plumbline/local-aws-kernel';

/** The number of mails of the last 24 hours, for the quota: each receiver counts. */
export interface SentCount {
  add(receivers: number, nowMs: number): void;
  last24Hours(nowMs: number): number;
}

const DAY_MS = 24 * 60 * 60 * 1_000;

export const openSentCount = (store: Store): SentCount => {
  store.define(`create table if not exists ses_sent (id integer primary key, at_ms integer not null, receivers integer not null) strict;
    create index if not exists ses_sent_time on ses_sent (at_ms)`);
  return {
    add(receivers, nowMs) {
      store.prepare('delete from ses_sent where at_ms <= ?').run(nowMs - DAY_MS);
      store.prepare('insert into ses_sent (at_ms, receivers) values (?, ?)').run(nowMs, receivers);
    },
    last24Hours: (nowMs) =>
      Number(store.prepare('select coalesce(sum(receivers), 0) sum from ses_sent where at_ms > ?').get(nowMs - DAY_MS)?.['sum']),
  };
};
