import { type Clock, systemClock } from '@plumbline/local-aws';

/** The machine's clock with jumps forward, so that a test does not wait for timers of minutes. */
export interface ShiftedClock extends Clock {
  readonly shiftMs: number;
  moveOn(ms: number): void;
}

export const shiftedClock = (shiftMs: number): ShiftedClock => {
  const machine = systemClock();
  const timers = new Set<{ readonly timeMs: number; readonly run: () => void; cancel: () => void }>();
  let shift = shiftMs;
  const arm = (timer: { readonly timeMs: number; readonly run: () => void; cancel: () => void }): void => {
    timer.cancel = machine.at(timer.timeMs - shift, () => {
      timers.delete(timer);
      timer.run();
    });
  };
  return {
    now: () => machine.now() + shift,
    at(timeMs, run) {
      const timer = { timeMs, run, cancel: (): void => undefined };
      timers.add(timer);
      arm(timer);
      return () => {
        timers.delete(timer);
        timer.cancel();
      };
    },
    get shiftMs() {
      return shift;
    },
    moveOn(ms) {
      shift += ms;
      for (const timer of timers) {
        timer.cancel();
        arm(timer);
      }
    },
  };
};
