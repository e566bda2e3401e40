import { afterEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from './system-clock.ts';
import { virtualClock } from './virtual-clock.ts';

describe('the virtual clock', () => {
  it('when time moves on, then timers run in order of time, each seeing its own', async () => {
    const clock = virtualClock(1_000);
    const ran: [string, number][] = [];
    for (const [name, timeMs] of [
      ['c', 9_000],
      ['a', 2_000],
      ['b', 2_000],
      ['never', 11_001],
      ['overdue', 0],
    ] as const) {
      clock.at(timeMs, () => ran.push([name, clock.now()]));
    }
    await clock.advance({ seconds: 10 });
    expect(ran).toEqual([
      ['overdue', 1_000],
      ['a', 2_000],
      ['b', 2_000],
      ['c', 9_000],
    ]);
    expect(clock.now()).toBe(11_000);
  });

  it('when a timer sets another one, then that one runs too if it falls due in the same advance', async () => {
    const clock = virtualClock(0);
    const ran: number[] = [];
    const again = (): void => {
      ran.push(clock.now());
      clock.at(clock.now() + 60_000, again);
    };
    clock.at(60_000, again);
    await clock.advance({ hours: 1 });
    expect(ran).toHaveLength(60);
    expect(ran.at(-1)).toBe(3_600_000);
  });

  it('when a timer sets off asynchronous work, then time stands still until it has settled', async () => {
    let work: Promise<void> = Promise.resolve();
    const clock = virtualClock(0, () => work);
    const seen: number[] = [];
    clock.at(1_000, () => {
      work = (async () => {
        for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
        seen.push(clock.now());
      })();
    });
    clock.at(2_000, () => seen.push(clock.now()));
    await clock.advance({ minutes: 1 });
    expect(seen).toEqual([1_000, 2_000]);
  });

  it('when timers may run together, then those that are close do, each seeing its own time, before the work of the first ends', async () => {
    let ended = 0;
    let started = 0;
    const clock = virtualClock(0, async () => {
      await new Promise((resolve) => setImmediate(resolve));
      ended = started;
    });
    const seen: [timeMs: number, endedBefore: number][] = [];
    for (const timeMs of [1_000, 1_400, 1_500, 1_501, 9_000]) {
      clock.at(timeMs, () => {
        started += 1;
        seen.push([clock.now(), ended]);
      });
    }
    await clock.advance({ seconds: 5 }, { togetherMs: 500 });
    expect(seen).toEqual([
      [1_000, 0],
      [1_400, 0],
      [1_500, 0],
      [1_501, 3],
    ]);
    expect(clock.now()).toBe(5_000);
  });

  it('when a timer is cancelled, then it does not run', async () => {
    const clock = virtualClock(0);
    const ran: string[] = [];
    clock.at(10, () => ran.push('a'))();
    const cancel = clock.at(30, () => ran.push('b'));
    clock.at(20, cancel);
    await clock.advance({ seconds: 1 });
    expect(ran).toEqual([]);
  });
});

describe('the system clock', () => {
  afterEach(() => void vi.useRealTimers());

  it('when a wait is longer than setTimeout can count, then it is taken in steps', () => {
    vi.useFakeTimers({ now: 0 });
    const ran: number[] = [];
    const days60 = 60 * 86_400_000;
    systemClock().at(days60, () => ran.push(Date.now()));
    vi.advanceTimersByTime(days60 - 1);
    expect(ran).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(ran).toEqual([days60]);
  });

  it('when a long wait is cancelled between its steps, then it never runs', () => {
    vi.useFakeTimers({ now: 0 });
    const ran: number[] = [];
    const cancel = systemClock().at(60 * 86_400_000, () => ran.push(Date.now()));
    vi.advanceTimersByTime(30 * 86_400_000);
    cancel();
    vi.advanceTimersByTime(60 * 86_400_000);
    expect(ran).toEqual([]);
  });

  it('when the time has passed already, then it runs at the next opportunity, not at once', () => {
    vi.useFakeTimers({ now: 1_000 });
    const ran: number[] = [];
    systemClock().at(0, () => ran.push(Date.now()));
    expect(ran).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(ran).toHaveLength(1);
  });
});
