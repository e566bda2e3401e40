import type { Clock, Store } from '@plumbline/local-aws-kernel';

/** Notifies the watchers of a queue when one of its messages can be received. */
export interface VisibilityWatch {
  /** A message of the queue becomes visible at `timeMs`. Called inside a write: takes effect after the commit. */
  expect(queueId: number, timeMs: number): void;
  /** @returns a function that ends it. Called immediately (in a microtask) if a message is already available. */
  onVisible(queueId: number, run: () => void): () => void;
  start(): void;
  stop(): void;
}

interface Timer {
  readonly atMs: number;
  cancel(): void;
}

/** One timer per queue, at the earliest end of a delay or a visibility timeout. */
export const openVisibilityWatch = (store: Store, clock: Clock): VisibilityWatch => {
  const listeners = new Map<number, Set<() => void>>();
  const timers = new Map<number, Timer>();
  const dirty = new Set<number>();
  let running = false;

  const notify = (queueId: number): void => {
    if (!listeners.has(queueId)) return;
    if (dirty.size === 0) queueMicrotask(flush);
    dirty.add(queueId);
  };

  /** A turn may send a thousand messages; each watcher is notified once. */
  const flush = (): void => {
    const queueIds = [...dirty];
    dirty.clear();
    for (const queueId of queueIds) for (const run of [...(listeners.get(queueId) ?? [])]) run();
  };

  const schedule = (queueId: number, timeMs: number): void => {
    if (!running) return;
    if (timeMs <= clock.now()) {
      notify(queueId);
      return;
    }
    const timer = timers.get(queueId);
    if (timer !== undefined && timer.atMs <= timeMs) return;
    timer?.cancel();
    const cancel = clock.at(timeMs, () => {
      timers.delete(queueId);
      scheduleNext(queueId);
      notify(queueId);
    });
    timers.set(queueId, { atMs: timeMs, cancel });
  };

  const scheduleNext = (queueId: number): void => {
    const next = store
      .prepare('select min(visible_at_ms) as at_ms from sqs_message where queue_id = ? and visible_at_ms > ?')
      .get(queueId, clock.now())?.['at_ms'];
    if (typeof next === 'number') schedule(queueId, next);
  };

  return {
    expect: (queueId, timeMs) => store.afterCommit(() => schedule(queueId, timeMs)),
    onVisible(queueId, run) {
      const ofQueue = listeners.get(queueId) ?? new Set();
      listeners.set(queueId, ofQueue.add(run));
      notify(queueId);
      return () => {
        ofQueue.delete(run);
        if (ofQueue.size === 0 && listeners.get(queueId) === ofQueue) listeners.delete(queueId);
      };
    },
    start() {
      running = true;
      for (const { id } of store.prepare('select id from sqs_queue').all()) {
        scheduleNext(Number(id));
        notify(Number(id));
      }
    },
    stop() {
      running = false;
      for (const timer of timers.values()) timer.cancel();
      timers.clear();
    },
  };
};
