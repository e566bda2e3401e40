import type { Clock, Store } from '@plumbline/local-aws-kernel';
import { type Schedule, scheduleKey } from './schedule.ts';
import type { Schedules } from './schedules.ts';
import { timetableOf } from './timetable.ts';

interface Props {
  readonly store: Store;
  readonly clock: Clock;
  readonly schedules: () => Schedules;
  /** A schedule is due; called inside the write that records it. */
  readonly due: (schedule: Schedule, scheduledMs: number) => void;
}

/** "All schedule types on EventBridge Scheduler invoke their targets with 60 second precision." */
const PRECISION_MS = 60_000;

/**
 * Watches the clock for every enabled schedule. If invocations were due more than a minute ago, because local-aws was down or the laptop
 * was asleep, one invocation replaces all of them. AWS is never down, so it does not document this case.
 */
export const openDueSchedules = ({ store, clock, schedules, due }: Props) => {
  const timers = new Map<string, () => void>();
  let started = false;

  const arm = (key: string): void => {
    timers.get(key)?.();
    timers.delete(key);
    const schedule = schedules().find(key);
    if (!started || schedule === undefined || !schedule.definition.enabled) return;
    const nextMs = timetableOf(schedule.definition, schedule.anchorMs).next(schedule.handledMs);
    if (nextMs === undefined) return;
    if (nextMs > clock.now()) {
      const cancel = clock.at(nextMs, () => ring(schedule, nextMs));
      timers.set(key, cancel);
    } else ring(schedule, nextMs);
  };

  const ring = (schedule: Schedule, nextMs: number): void => {
    const nowMs = clock.now();
    const late = nextMs < nowMs - PRECISION_MS;
    const latestMs = late ? timetableOf(schedule.definition, schedule.anchorMs).latest(schedule.handledMs, nowMs) : undefined;
    const scheduledMs = latestMs ?? nextMs;
    store.write(() => {
      schedules().handled(schedule, scheduledMs);
      due(schedule, scheduledMs);
    });
    arm(scheduleKey(schedule.definition));
  };

  return {
    /** Call it after a change of a schedule. */
    arm,
    start(): void {
      started = true;
      for (const { definition } of schedules().all()) arm(scheduleKey(definition));
    },
    stop(): void {
      started = false;
      for (const cancel of timers.values()) cancel();
      timers.clear();
    },
  };
};
