import type { Store } from '@plumbline/local-aws-kernel';
import type { Json, JsonObject } from '../json.ts';
import type { Frame, Phase, Progress } from './records.ts';

export type NewFrame = Pick<Frame, 'executionId' | 'parentId' | 'position' | 'state' | 'input' | 'progress' | 'lastEvent'>;

/** The columns that a change of phase may set; omitted ones stay. Every change clears the timer and the token. */
export interface FrameChange {
  readonly phase: Phase;
  readonly state?: string;
  readonly input?: Json;
  readonly variables?: JsonObject;
  readonly progress?: Progress;
  readonly lastEvent?: number;
  /** The time at which the frame's timer fires. */
  readonly dueMs?: number;
  readonly token?: string;
  /** The output that a completed frame leaves to its parent. */
  readonly output?: Json;
}

/** An item of a Map state, and the input of its iteration. */
export interface StoredItem {
  readonly value: Json;
  readonly input: Json;
}

/** The threads of control of the running executions. Writes belong in a `store.write`. */
export interface FrameTable {
  insert(frame: NewFrame): Frame;
  find(id: number): Frame | undefined;
  byToken(token: string): Frame | undefined;
  /** By position. */
  children(id: number): readonly Frame[];
  /** The number of child frames that are not done. */
  unfinished(id: number): number;
  /** The outputs of the child frames, by position. */
  outputs(id: number): readonly Json[];
  /** The items of a Map state. */
  putItems(id: number, items: readonly StoredItem[]): void;
  item(id: number, position: number): StoredItem;
  /** Every frame of an execution. */
  all(executionId: number): readonly Frame[];
  /** @returns the new epoch */
  change(frame: Frame, change: FrameChange): number;
  /** Postpones a frame's timer, without a new epoch. */
  setTimer(frame: Frame, progress: Progress, dueMs: number | undefined): void;
  setLastEvent(id: number, lastEvent: number): void;
  /** Removes the branches or iterations of a frame, and the items. */
  removeBelow(id: number): void;
  removeAll(executionId: number): void;
  /** The frames whose timer is due; clears their timers. */
  takeDue(nowMs: number): readonly { readonly frameId: number; readonly epoch: number }[];
  nextDueMs(): number | undefined;
}

export const openFrameTable = (store: Store): FrameTable => {
  store.define(`
    create table if not exists sfn_frame (
      id integer primary key autoincrement, execution integer not null references sfn_execution (id) on delete cascade,
      parent integer references sfn_frame (id) on delete cascade, position integer not null, state text not null, phase text not null,
      epoch integer not null default 0, input text not null, variables text not null default '{}', progress text not null,
      output text, last_event integer not null, due_ms integer, token text) strict;
    create index if not exists sfn_frame_execution on sfn_frame (execution);
    create index if not exists sfn_frame_parent on sfn_frame (parent, position);
    create index if not exists sfn_frame_due on sfn_frame (due_ms) where due_ms is not null;
    create unique index if not exists sfn_frame_token on sfn_frame (token) where token is not null;
    create table if not exists sfn_item (frame integer not null references sfn_frame (id) on delete cascade, position integer not null,
      value text not null, input text not null, primary key (frame, position)) strict, without rowid;
  `);
  const find: FrameTable['find'] = (id) => frameOf(store, store.prepare(`select ${COLUMNS} from sfn_frame where id = ?`).get(id));
  return {
    find,
    ...writesOf(store, find),
    byToken: (token) => frameOf(store, store.prepare(`select ${COLUMNS} from sfn_frame where token = ?`).get(token)),
    children: (id) =>
      store
        .prepare(`select ${COLUMNS} from sfn_frame where parent = ? order by position`)
        .all(id)
        .flatMap((row) => frameOf(store, row) ?? []),
    all: (executionId) =>
      store
        .prepare(`select ${COLUMNS} from sfn_frame where execution = ? order by id`)
        .all(executionId)
        .flatMap((row) => frameOf(store, row) ?? []),
    unfinished: (id) =>
      Number(store.prepare("select count(*) as count from sfn_frame where parent = ? and phase <> 'done'").get(id)?.['count']),
    outputs: (id) =>
      store
        .prepare('select output from sfn_frame where parent = ? order by position')
        .all(id)
        .map(({ output }) => JSON.parse(String(output)) as Json),
    item(id, position) {
      const row = store.prepare('select value, input from sfn_item where frame = ? and position = ?').get(id, position);
      return { value: JSON.parse(String(row?.['value'])) as Json, input: JSON.parse(String(row?.['input'])) as Json };
    },
    nextDueMs() {
      const next = store.prepare('select min(due_ms) as at_ms from sfn_frame where due_ms is not null').get()?.['at_ms'];
      return typeof next === 'number' ? next : undefined;
    },
  };
};

const writesOf = (
  store: Store,
  find: FrameTable['find'],
): Pick<FrameTable, 'insert' | 'putItems' | 'change' | 'setTimer' | 'setLastEvent' | 'removeBelow' | 'removeAll' | 'takeDue'> => ({
  insert({ executionId, parentId, position, state, input, progress, lastEvent }) {
    const { lastInsertRowid } = store
      .prepare(
        "insert into sfn_frame (execution, parent, position, state, phase, input, progress, last_event) values (?, ?, ?, ?, 'work', ?, ?, ?)",
      )
      .run(executionId, parentId ?? null, position, state, JSON.stringify(input), JSON.stringify(progress), lastEvent);
    const inserted = find(Number(lastInsertRowid));
    if (inserted === undefined) throw new Error(`The frame of execution ${executionId} in ${state} was not stored.`);
    return inserted;
  },
  change(frame, change) {
    store
      .prepare(
        `update sfn_frame set phase = ?, epoch = epoch + 1, due_ms = ?, token = ?, state = coalesce(?, state), input = coalesce(?, input),
           variables = coalesce(?, variables), progress = coalesce(?, progress), last_event = coalesce(?, last_event),
           output = coalesce(?, output) where id = ?`,
      )
      .run(
        ...[change.phase, change.dueMs ?? null, change.token ?? null, change.state ?? null, jsonOrNull(change.input)],
        ...[jsonOrNull(change.variables), change.progress === undefined ? null : JSON.stringify(change.progress), change.lastEvent ?? null],
        ...[jsonOrNull(change.output), frame.id],
      );
    return frame.epoch + 1;
  },
  setTimer: (frame, progress, dueMs) =>
    void store.prepare('update sfn_frame set progress = ?, due_ms = ? where id = ?').run(JSON.stringify(progress), dueMs ?? null, frame.id),
  setLastEvent: (id, lastEvent) => void store.prepare('update sfn_frame set last_event = ? where id = ?').run(lastEvent, id),
  putItems(id, items) {
    const insert = store.prepare('insert into sfn_item (frame, position, value, input) values (?, ?, ?, ?)');
    items.forEach(({ value, input }, position) => void insert.run(id, position, JSON.stringify(value), JSON.stringify(input)));
  },
  removeBelow(id) {
    store.prepare('delete from sfn_frame where parent = ?').run(id);
    store.prepare('delete from sfn_item where frame = ?').run(id);
  },
  removeAll: (executionId) => void store.prepare('delete from sfn_frame where execution = ?').run(executionId),
  takeDue: (nowMs) =>
    store
      .prepare('update sfn_frame set due_ms = null where due_ms <= ? returning id, epoch')
      .all(nowMs)
      .map(({ id, epoch }) => ({ frameId: Number(id), epoch: Number(epoch) })),
});

const jsonOrNull = (value: Json | undefined): string | null => (value === undefined ? null : JSON.stringify(value));

/** All but the data that is large and seldom needed. */
const COLUMNS = 'id, execution, parent, position, state, phase, epoch, variables, progress, last_event';

type Row = Readonly<Record<string, unknown>>;

const frameOf = (store: Store, row: Row | undefined): Frame | undefined => {
  if (row === undefined) return undefined;
  const id = Number(row['id']);
  let input: Json | undefined;
  return {
    id,
    executionId: Number(row['execution']),
    parentId: row['parent'] === null ? undefined : Number(row['parent']),
    position: Number(row['position']),
    state: String(row['state']),
    phase: String(row['phase']) as Phase,
    epoch: Number(row['epoch']),
    // A Map's list is the input of a frame that is read for each of its iterations, but seldom used there.
    get input() {
      input ??= JSON.parse(String(store.prepare('select input from sfn_frame where id = ?').get(id)?.['input'])) as Json;
      return input;
    },
    variables: JSON.parse(String(row['variables'])) as JsonObject,
    progress: JSON.parse(String(row['progress'])) as Progress,
    lastEvent: Number(row['last_event']),
  };
};
