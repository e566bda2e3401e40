import type { PolicyDocument } from '@plumbline/iam-policy';
import type { Clock, Store } from '@plumbline/local-aws-kernel';
import { type Account, AwsError, arnOf } from '@plumbline/local-aws-kernel';
import { type QueueDefinition, type QueueSettings, settingsOf } from './queue-definition.ts';

/** An existing queue. */
export interface Queue {
  /** Its number in the store. */
  readonly id: number;
  readonly arn: string;
  readonly settings: QueueSettings;
  readonly policy: PolicyDocument | undefined;
  readonly tags: Readonly<Record<string, string>>;
  readonly createdAtMs: number;
  readonly modifiedAtMs: number;
}

/** The queues of an account: kept in the store, read from memory. */
export interface Queues {
  /** Creates the queue or changes its settings; messages, policy and tags stay. */
  put(definition: QueueDefinition): Queue;
  update(queue: Queue, change: Partial<Pick<Queue, 'settings' | 'policy' | 'tags'>>): Queue;
  remove(queue: Queue): void;
  find(arn: string): Queue | undefined;
  /** Throws QueueDoesNotExist. */
  byArn(arn: string): Queue;
  /** Throws QueueDoesNotExist, or an error for an invalid URL. */
  byUrl(url: string | undefined): Queue;
  /** The ARN of a queue URL, whether or not the queue exists. */
  arnOfUrl(url: string | undefined): string;
  arnOfName(name: string): string;
  all(): readonly Queue[];
}

const SCHEMA = `
  create table if not exists sqs_queue (
    id integer primary key, arn text not null unique, settings text not null, policy text, tags text not null,
    created_at_ms integer not null, modified_at_ms integer not null
  ) strict`;

export const openQueues = (store: Store, clock: Clock, account: Account): Queues => {
  store.define(SCHEMA);
  const queues = new Map<string, Queue>();
  for (const row of store.prepare('select * from sqs_queue order by id').all()) {
    const queue = toQueue(row);
    queues.set(queue.arn, queue);
  }

  const save = (queue: Queue): Queue => {
    store.write(() =>
      store
        .prepare('update sqs_queue set settings = ?, policy = ?, tags = ?, modified_at_ms = ? where id = ?')
        .run(
          JSON.stringify(queue.settings),
          queue.policy === undefined ? null : JSON.stringify(queue.policy),
          JSON.stringify(queue.tags),
          queue.modifiedAtMs,
          queue.id,
        ),
    );
    queues.set(queue.arn, queue);
    return queue;
  };

  const arnOfName = (name: string): string => arnOf(account, 'sqs', name);

  const arnOfUrl = (url: string | undefined): string => {
    if (url === undefined || url === '') throw new AwsError('MissingParameter', 'The request must contain the parameter QueueUrl.');
    const [name, accountId] = url.split('/').reverse();
    if (name === undefined || name === '' || !/^\d{12}$/.test(accountId ?? '')) {
      throw new AwsError('InvalidAddress', `The address ${url} is not valid for this endpoint.`, { status: 404 });
    }
    return arnOf({ ...account, accountId: accountId as string }, 'sqs', name);
  };

  const byArn = (arn: string): Queue => {
    const queue = queues.get(arn);
    if (queue === undefined) throw queueDoesNotExist();
    return queue;
  };

  return {
    put(definition) {
      const settings = settingsOf(definition);
      const arn = arnOfName(settings.name);
      const known = queues.get(arn);
      if (known !== undefined) return save({ ...known, settings, modifiedAtMs: clock.now() });
      const now = clock.now();
      const { lastInsertRowid } = store.write(() =>
        store
          .prepare('insert into sqs_queue (arn, settings, tags, created_at_ms, modified_at_ms) values (?, ?, ?, ?, ?)')
          .run(arn, JSON.stringify(settings), '{}', now, now),
      );
      const queue: Queue = { id: Number(lastInsertRowid), arn, settings, policy: undefined, tags: {}, createdAtMs: now, modifiedAtMs: now };
      queues.set(arn, queue);
      return queue;
    },
    update: (queue, change) => save({ ...queue, ...change, modifiedAtMs: clock.now() }),
    remove(queue) {
      store.write(() => {
        for (const table of ['sqs_message', 'sqs_group', 'sqs_deduplication']) {
          store.prepare(`delete from ${table} where queue_id = ?`).run(queue.id);
        }
        store.prepare('delete from sqs_queue where id = ?').run(queue.id);
      });
      queues.delete(queue.arn);
    },
    find: (arn) => queues.get(arn),
    byArn,
    byUrl: (url) => byArn(arnOfUrl(url)),
    arnOfUrl,
    arnOfName,
    all: () => [...queues.values()],
  };
};

export const queueDoesNotExist = (): AwsError => new AwsError('QueueDoesNotExist', 'The specified queue does not exist.');

const toQueue = (row: Record<string, unknown>): Queue => ({
  id: Number(row['id']),
  arn: String(row['arn']),
  settings: JSON.parse(String(row['settings'])) as QueueSettings,
  policy: row['policy'] === null ? undefined : (JSON.parse(String(row['policy'])) as PolicyDocument),
  tags: JSON.parse(String(row['tags'])) as Record<string, string>,
  createdAtMs: Number(row['created_at_ms']),
  modifiedAtMs: Number(row['modified_at_ms']),
});
