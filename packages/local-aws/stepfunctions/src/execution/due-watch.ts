import type { Clock, Store } from '@plumbline/local-aws-kernel';

/** One timer for all waiting rows of the database, set to the earliest due time. */
export interface DueWatch {
  /** A row starts or stops waiting. Call it inside the write that changes it. */
  changed(): void;
  start(): void;
  stop(): void;
}

interface Props {
  readonly store: Store;
  readonly clock: Clock;
  /** The earliest moment in ms since 1970. */
  readonly nextMs: () => number | undefined;
  /** Processes the due rows. Runs inside a write. */
  readonly ring: (nowMs: number) => void;
}

export const dueWatch = ({ store, clock, nextMs, ring }: Props): DueWatch => {
  let running = false;
  let timer: { readonly atMs: number; readonly cancel: () => void } | undefined;

  const schedule = (): void => {
    if (!running) return;
    const atMs = nextMs();
    if (atMs === timer?.atMs) return;
    timer?.cancel();
    timer = atMs === undefined ? undefined : { atMs, cancel: clock.at(atMs, run) };
  };
  const run = (): void => {
    timer = undefined;
    store.write(() => ring(clock.now()));
    changed();
  };
  const changed = (): void => store.afterCommit(schedule);
  return {
    changed,
    start() {
      running = true;
      changed();
    },
    stop() {
      running = false;
      timer?.cancel();
      timer = undefined;
    },
  };
};
