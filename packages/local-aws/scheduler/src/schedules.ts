import type { Clock, Store } from '@plumbline/local-aws-kernel';
import { type Account, arnOf } from '@plumbline/local-aws-kernel';
import { noSuchGroup, noSuchSchedule } from './errors.ts';
import { DEFAULT_GROUP, type Schedule, type ScheduleDefinition, type ScheduleGroup, scheduleKey } from './schedule.ts';
import { openGroupTable, openScheduleTable, type ScheduleTable, type Stored } from './schedule-table.ts';

export interface Schedules {
  all(): readonly Schedule[];
  find(key: string): Schedule | undefined;
  /** Throws ResourceNotFoundException. */
  get(groupName: string, name: string): Schedule;
  /** Creates or changes a schedule. An unchanged schedule keeps its state. Throws ResourceNotFoundException when its group does not exist. */
  put(definition: ScheduleDefinition, made: { readonly declared: boolean; readonly clientToken?: string | undefined }): Schedule;
  /** Records that invocations up to this time are handled. Call it in the write that handles them. */
  handled(schedule: Schedule, untilMs: number): void;
  remove(key: string): void;
  readonly groups: {
    all(): readonly ScheduleGroup[];
    find(name: string): ScheduleGroup | undefined;
    /** Throws ResourceNotFoundException. */
    get(name: string): ScheduleGroup;
    put(name: string, made: { readonly declared: boolean }): void;
    /** Deletes its schedules, too. */
    remove(name: string): void;
    arn(name: string): string;
  };
  /** Drops groups and schedules that Terraform no longer declares. */
  dropUndeclared(): void;
}

interface Props {
  readonly store: Store;
  readonly clock: Clock;
  readonly account: Account;
  /** Called when a schedule is created, changed or deleted. */
  readonly changed: (key: string) => void;
}

export const openSchedules = ({ store, clock, account, changed }: Props): Schedules => {
  const schedules = openRows(openScheduleTable(store));
  const groups = openRows(openGroupTable(store));
  const groupOf = (name: string): ScheduleGroup | undefined => groups.get(name) ?? (name === DEFAULT_GROUP ? defaultGroup : undefined);
  const defaultGroup: ScheduleGroup = { name: DEFAULT_GROUP, createdMs: clock.now() };
  const getGroup = (name: string): ScheduleGroup => {
    const group = groupOf(name);
    if (group === undefined) throw noSuchGroup(name);
    return group;
  };
  const remove = (key: string): void => {
    schedules.remove(key);
    changed(key);
  };
  const removeGroup = (name: string): void =>
    store.write(() => {
      for (const { definition } of schedules.values()) if (definition.groupName === name) remove(scheduleKey(definition));
      groups.remove(name);
    });

  return {
    all: () => schedules.values(),
    find: (key) => schedules.get(key),
    get(groupName, name) {
      const schedule = schedules.get(scheduleKey({ groupName, name }));
      if (schedule === undefined) throw noSuchSchedule(name);
      return schedule;
    },
    put(definition, { declared, clientToken }) {
      getGroup(definition.groupName);
      const key = scheduleKey(definition);
      const schedule = renewed(schedules.get(key), {
        arn: arnOf(account, 'scheduler', `schedule/${key}`),
        definition,
        nowMs: clock.now(),
        clientToken,
      });
      schedules.put({ key, value: schedule, declared });
      changed(key);
      return schedule;
    },
    handled: (schedule, handledMs) => schedules.update(scheduleKey(schedule.definition), { ...schedule, handledMs }),
    remove,
    groups: {
      all: () => (groups.get(DEFAULT_GROUP) === undefined ? [defaultGroup, ...groups.values()] : groups.values()),
      find: groupOf,
      get: getGroup,
      put: (name, { declared }) => groups.put({ key: name, value: groupOf(name) ?? { name, createdMs: clock.now() }, declared }),
      remove: removeGroup,
      arn: (name) => arnOf(account, 'scheduler', `schedule-group/${name}`),
    },
    dropUndeclared() {
      for (const key of schedules.undeclared()) remove(key);
      for (const name of groups.undeclared()) removeGroup(name);
    },
  };
};

interface Renewal {
  readonly arn: string;
  readonly definition: ScheduleDefinition;
  readonly nowMs: number;
  readonly clientToken: string | undefined;
}

/**
 * A new schedule begins now. A changed schedule does not repeat earlier invocations; its rate continues, unless its times
 * change: AWS documents neither.
 */
const renewed = (before: Schedule | undefined, { arn, definition, nowMs, clientToken }: Renewal): Schedule => {
  const token = clientToken === undefined ? {} : { clientToken };
  const justNowMs = nowMs - 1;
  if (before === undefined)
    return { arn, definition, createdMs: nowMs, modifiedMs: nowMs, anchorMs: nowMs, handledMs: justNowMs, ...token };
  if (JSON.stringify(before.definition) === JSON.stringify(definition)) return before;
  const times = ({ expression, timeZone, startMs, endMs }: ScheduleDefinition): string =>
    JSON.stringify([expression, timeZone, startMs, endMs]);
  const begun =
    times(before.definition) === times(definition)
      ? { anchorMs: before.anchorMs, handledMs: Math.max(before.handledMs, justNowMs) }
      : { anchorMs: nowMs, handledMs: justNowMs };
  return { arn, definition, createdMs: before.createdMs, modifiedMs: nowMs, ...begun, ...token };
};

/** The rows of a table, held in memory. */
const openRows = <T>(table: ScheduleTable<T>) => {
  const rows = new Map(table.all().map((row) => [row.key, row]));
  /** The rows that were declared at an earlier start and have not been declared again. */
  const undeclared = new Set([...rows.values()].filter(({ declared }) => declared).map(({ key }) => key));
  const put = (row: Stored<T>): void => {
    // A declared row stays declared when the API changes it.
    const declared = row.declared || (rows.get(row.key)?.declared ?? false);
    if (row.declared) undeclared.delete(row.key);
    rows.set(row.key, { ...row, declared });
    table.put({ ...row, declared });
  };
  return {
    get: (key: string): T | undefined => rows.get(key)?.value,
    values: (): readonly T[] => [...rows.values()].map(({ value }) => value),
    undeclared: (): readonly string[] => [...undeclared],
    put,
    update(key: string, value: T): void {
      if (rows.has(key)) put({ key, value, declared: false });
    },
    remove(key: string): void {
      rows.delete(key);
      undeclared.delete(key);
      table.remove(key);
    },
  };
};
