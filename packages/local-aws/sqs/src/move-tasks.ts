import { randomUUID } from 'node:crypto';
import { AwsError } from '@plumbline/local-aws-kernel';
import type { Queue } from './queues.ts';
import { enqueue } from './send.ts';
import type { SqsContext } from './sqs-context.ts';

export interface MoveTask {
  readonly handle: string;
  readonly sourceArn: string;
  /** Without it, every message returns to the queue that it came from. */
  readonly destinationArn: string | undefined;
  readonly perSecond: number | undefined;
  readonly status: 'RUNNING' | 'COMPLETED' | 'CANCELLED' | 'FAILED';
  readonly toMove: number;
  readonly moved: number;
  readonly startedAtMs: number;
  readonly failureReason: string | undefined;
}

/** Redrives of dead-letter queues: rows, so that a redrive resumes after a restart. */
export interface MoveTasks {
  begin(source: Queue, destination: Queue | undefined, perSecond: number | undefined): MoveTask;
  cancel(handle: string): MoveTask;
  /** The newest first. */
  of(sourceArn: string): readonly MoveTask[];
  start(): void;
  stop(): void;
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_StartMessageMoveTask.html */
export const MOVES_PER_SECOND_MAX = 500;

export const openMoveTasks = (context: SqsContext): MoveTasks => {
  const { store, clock } = context;
  store.define('create table if not exists sqs_move_task (handle text primary key, source_arn text not null, task text not null) strict');
  const timers = new Map<string, () => void>();

  const save = (task: MoveTask): MoveTask => {
    store.write(() =>
      store.prepare('insert or replace into sqs_move_task values (?, ?, ?)').run(task.handle, task.sourceArn, JSON.stringify(task)),
    );
    return task;
  };

  const find = (handle: string): MoveTask | undefined => {
    const row = store.prepare('select task from sqs_move_task where handle = ?').get(handle);
    return row === undefined ? undefined : (JSON.parse(String(row['task'])) as MoveTask);
  };

  /** One second's worth of messages. */
  const step = (handle: string): void => {
    timers.delete(handle);
    const task = find(handle);
    if (task?.status !== 'RUNNING') return;
    const next = store.write(() => save(moveSome(context, task)));
    if (next.status === 'RUNNING') run(handle, clock.now() + 1_000);
  };

  const run = (handle: string, atMs: number): void =>
    void timers.set(
      handle,
      clock.at(atMs, () => step(handle)),
    );

  return {
    begin(source, destination, perSecond) {
      const toMove = Number(store.prepare('select count(*) as n from sqs_message where queue_id = ?').get(source.id)?.['n']);
      const task = save({
        handle: Buffer.from(JSON.stringify({ taskId: randomUUID(), sourceArn: source.arn })).toString('base64'),
        sourceArn: source.arn,
        destinationArn: destination?.arn,
        perSecond,
        status: 'RUNNING',
        toMove,
        moved: 0,
        startedAtMs: clock.now(),
        failureReason: undefined,
      });
      store.afterCommit(() => run(task.handle, clock.now()));
      return task;
    },
    cancel(handle) {
      const task = find(handle);
      if (task === undefined) throw new AwsError('ResourceNotFoundException', 'Task does not exist.', { status: 404 });
      if (task.status !== 'RUNNING') {
        throw new AwsError('UnsupportedOperation', 'Only active tasks can be cancelled.');
      }
      timers.get(handle)?.();
      return save({ ...task, status: 'CANCELLED' });
    },
    of: (sourceArn) =>
      store
        .prepare('select task from sqs_move_task where source_arn = ? order by rowid desc')
        .all(sourceArn)
        .map((row) => JSON.parse(String(row['task'])) as MoveTask),
    start() {
      for (const row of store.prepare('select task from sqs_move_task').all()) {
        const task = JSON.parse(String(row['task'])) as MoveTask;
        if (task.status === 'RUNNING') run(task.handle, clock.now());
      }
    },
    stop() {
      for (const cancel of timers.values()) cancel();
      timers.clear();
    },
  };
};

/** A redriven message is a new message: new id, new time, receive count zero. */
const moveSome = (context: SqsContext, task: MoveTask): MoveTask => {
  const source = context.queues.find(task.sourceArn);
  if (source === undefined) return { ...task, status: 'FAILED', failureReason: 'AWS.SimpleQueueService.NonExistentQueue' };
  const now = context.clock.now();
  const messages = context.messages.visible(source.id, now, task.perSecond ?? MOVES_PER_SECOND_MAX);
  for (const [index, message] of messages.entries()) {
    const destination = context.queues.find(task.destinationArn ?? message.deadLetterSourceArn ?? '');
    if (destination === undefined) {
      const failureReason =
        message.deadLetterSourceArn === undefined ? 'CouldNotDetermineMessageSource' : 'AWS.SimpleQueueService.NonExistentQueue';
      return { ...task, status: 'FAILED', moved: task.moved + index, failureReason };
    }
    const { body, attributes, traceHeader, groupId, deduplicationId, senderId } = message;
    context.messages.delete(message.id);
    enqueue(
      context,
      destination,
      { body, messageAttributes: attributes, systemAttributes: { AWSTraceHeader: traceHeader }, groupId, deduplicationId, senderId },
      message.md5OfBody,
    );
    if (source.settings.fifo && groupId !== undefined) context.groups.refresh(source.id, groupId, now);
  }
  const more = context.messages.visible(source.id, now, 1).length > 0;
  return { ...task, status: more ? 'RUNNING' : 'COMPLETED', moved: task.moved + messages.length };
};
