import type { Store } from '@plumbline/local-aws-kernel';
import type { Message } from '../message.ts';

/** Messages of FIFO topics that wait for an earlier message of their group that is being retried. Its writes belong in a `store.write`. */
export interface FifoBacklog {
  /** Queues a message if its group is waiting. @returns whether it waits. */
  holds(subscriptionArn: string, message: Message): boolean;
  /** Records that the message is being retried, so that later messages of its group wait. */
  block(subscriptionArn: string, message: Message): void;
  /** Removes the first waiting message. @returns the next one. */
  next(subscriptionArn: string, groupId: string | undefined): Message | undefined;
}

export const openFifoBacklog = (store: Store): FifoBacklog => {
  store.define(`create table if not exists sns_backlog
    (id integer primary key, subscription_arn text not null, group_id text not null, message text not null) strict`);
  const first = store.prepare('select id, message from sns_backlog where subscription_arn = ? and group_id = ? order by id limit 1');
  const insert = store.prepare('insert into sns_backlog (subscription_arn, group_id, message) values (?, ?, ?)');
  const remove = store.prepare('delete from sns_backlog where id = ?');
  const block: FifoBacklog['block'] = (arn, message) =>
    store.write(() => void insert.run(arn, message.groupId ?? '', JSON.stringify(message)));
  return {
    holds(arn, message) {
      if (first.get(arn, message.groupId ?? '') === undefined) return false;
      block(arn, message);
      return true;
    },
    block,
    next(arn, groupId) {
      const head = first.get(arn, groupId ?? '');
      if (head === undefined) return undefined;
      store.write(() => void remove.run(head['id'] as number));
      const following = first.get(arn, groupId ?? '');
      return following === undefined ? undefined : (JSON.parse(String(following['message'])) as Message);
    },
  };
};
