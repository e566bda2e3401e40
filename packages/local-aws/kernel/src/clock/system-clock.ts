import type { Clock } from './clock.ts';

/** `setTimeout` counts in a signed 32-bit integer; a longer wait consists of several steps. */
const TIMEOUT_MS_MAX = 2 ** 31 - 1;

/** The machine's clock. Its timers do not keep the process alive. */
export const systemClock = (): Clock => ({
  now: () => Date.now(),
  at(timeMs, run) {
    let timer: NodeJS.Timeout;
    const wait = (): void => {
      const leftMs = Math.max(0, timeMs - Date.now());
      timer = setTimeout(leftMs > TIMEOUT_MS_MAX ? wait : run, Math.min(leftMs, TIMEOUT_MS_MAX));
      timer.unref();
    };
    wait();
    return () => clearTimeout(timer);
  },
});
