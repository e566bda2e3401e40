import type { Clock } from './clock.ts';

export interface VirtualClock extends Clock {
  /**
   * Advances the time and runs every timer that falls due in order of time, each followed by the work that it triggers.
   * @param options.togetherMs timers within this interval run before the work of any of them ends: faster, but in a less strict order. @default 0
   */
  advance(
    by: { readonly hours?: number; readonly minutes?: number; readonly seconds?: number; readonly ms?: number },
    options?: { readonly togetherMs?: number },
  ): Promise<void>;
}

interface Timer {
  readonly timeMs: number;
  readonly run: () => void;
}

/**
 * A clock that moves only when a test advances it, so that 24 hours of retries take milliseconds.
 *
 * @param settled resolves when the system under test has nothing left to do at the present moment.
 */
export const virtualClock = (startMs = Date.UTC(2026, 0, 1), settled: () => Promise<void> = nextTurn): VirtualClock => {
  let nowMs = startMs;
  const timers = new Set<Timer>();
  const nextDue = (untilMs: number): Timer | undefined => {
    let first: Timer | undefined;
    for (const timer of timers) {
      if (timer.timeMs <= untilMs && (first === undefined || timer.timeMs < first.timeMs)) first = timer;
    }
    return first;
  };
  const allDue = (untilMs: number): readonly Timer[] =>
    [...timers].filter(({ timeMs }) => timeMs <= untilMs).sort((a, b) => a.timeMs - b.timeMs);
  return {
    now: () => nowMs,
    at(timeMs, run) {
      const timer = { timeMs, run };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    async advance({ hours = 0, minutes = 0, seconds = 0, ms = 0 }, { togetherMs = 0 } = {}) {
      const untilMs = nowMs + ((hours * 60 + minutes) * 60 + seconds) * 1_000 + ms;
      await settled();
      for (let first = nextDue(untilMs); first !== undefined; first = nextDue(untilMs)) {
        const togetherUntilMs = Math.min(untilMs, Math.max(nowMs, first.timeMs) + togetherMs);
        // Timers that are set meanwhile are not among them: the work that they wait for has not had time to run.
        for (const due of togetherMs === 0 ? [first] : allDue(togetherUntilMs)) {
          if (!timers.delete(due)) continue;
          nowMs = Math.max(nowMs, due.timeMs);
          due.run();
        }
        await settled();
      }
      nowMs = untilMs;
      await settled();
    },
  };
};

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
