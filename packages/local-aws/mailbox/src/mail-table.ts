import type { Mail, Store } from '@plumbline/local-aws-kernel';
import type { StoredMail } from './stored-mail.ts';

/** The mails, one row each. */
export interface MailTable {
  insert(mail: Mail, nowMs: number): void;
  get(id: number): StoredMail | undefined;
  /** The newest first. */
  since(sinceMs: number): Iterable<StoredMail>;
  clear(): void;
}

export const openMailTable = (store: Store): MailTable => {
  store.define(
    'create table if not exists mailbox_mail (id integer primary key autoincrement, at_ms integer not null, mail text not null) strict',
  );
  return {
    insert(mail, nowMs) {
      store.prepare('insert into mailbox_mail (at_ms, mail) values (?, ?)').run(nowMs, JSON.stringify(mail));
    },
    get(id) {
      const row = store.prepare('select id, at_ms, mail from mailbox_mail where id = ?').get(id);
      return row === undefined ? undefined : toMail(row);
    },
    *since(sinceMs) {
      for (const row of store.prepare('select id, at_ms, mail from mailbox_mail where at_ms >= ? order by id desc').iterate(sinceMs))
        yield toMail(row);
    },
    clear() {
      store.write(() => store.prepare('delete from mailbox_mail').run());
    },
  };
};

const toMail = (row: Record<string, unknown>): StoredMail => ({
  id: Number(row['id']),
  receivedAt: new Date(Number(row['at_ms'])).toISOString(),
  ...(JSON.parse(String(row['mail'])) as Mail),
});
