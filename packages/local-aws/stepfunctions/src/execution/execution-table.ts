import type { Store } from '@plumbline/local-aws-kernel';
import type { Execution, ExecutionStatus } from './records.ts';

export type NewExecution = Pick<
  Execution,
  'arn' | 'name' | 'machineArn' | 'express' | 'roleArn' | 'definition' | 'input' | 'startMs' | 'traceHeader'
> & { readonly deadlineMs: number };

export interface ExecutionEnd {
  readonly status: Exclude<ExecutionStatus, 'RUNNING'>;
  readonly output?: string;
  readonly error?: string;
  readonly cause?: string;
  readonly stopMs: number;
}

/** The executions. Writes belong in a `store.write`. */
export interface ExecutionTable {
  insert(execution: NewExecution): Execution;
  find(id: number): Execution | undefined;
  byArn(arn: string): Execution | undefined;
  /** Newest first, after the one with the id `before`. */
  list(machineArn: string, filter: { readonly status?: string; readonly before?: number; readonly max: number }): readonly Execution[];
  /** The executions that the task of a frame waits for. */
  awaitedBy(frameId: number): readonly Execution[];
  setWaiting(id: number, frameId: number, epoch: number): void;
  end(id: number, end: ExecutionEnd): void;
  remove(id: number): void;
  /** The ids of the running executions that have timed out; clears their deadlines. */
  takeExpired(nowMs: number): readonly number[];
  nextDeadlineMs(): number | undefined;
  /** Counts one more event. @returns its id. */
  nextEventId(id: number): number;
}

export const openExecutionTable = (store: Store): ExecutionTable => {
  store.define(`
    create table if not exists sfn_execution (
      id integer primary key, arn text not null unique, name text not null, machine_arn text not null, express integer not null,
      role_arn text not null, definition text not null, input text not null, status text not null, output text, error text, cause text,
      start_ms integer not null, stop_ms integer, deadline_ms integer, trace_header text, event_count integer not null default 0,
      waiting_frame integer, waiting_epoch integer) strict;
    create index if not exists sfn_execution_machine on sfn_execution (machine_arn, id);
    create index if not exists sfn_execution_deadline on sfn_execution (deadline_ms) where deadline_ms is not null;
    create index if not exists sfn_execution_waiting on sfn_execution (waiting_frame) where waiting_frame is not null;
  `);
  const find: ExecutionTable['find'] = (id) => executionOf(store.prepare('select * from sfn_execution where id = ?').get(id));
  return {
    find,
    ...writesOf(store, find),
    byArn: (arn) => executionOf(store.prepare('select * from sfn_execution where arn = ?').get(arn)),
    list: (machineArn, { status, before, max }) =>
      store
        .prepare(
          `select * from sfn_execution where machine_arn = ? and (? is null or status = ?) and id < coalesce(?, ${Number.MAX_SAFE_INTEGER}) order by id desc limit ?`,
        )
        .all(machineArn, status ?? null, status ?? null, before ?? null, max)
        .flatMap((row) => executionOf(row) ?? []),
    awaitedBy: (frameId) =>
      store
        .prepare("select * from sfn_execution where status = 'RUNNING' and waiting_frame = ?")
        .all(frameId)
        .flatMap((row) => executionOf(row) ?? []),
    nextDeadlineMs() {
      const next = store.prepare('select min(deadline_ms) as at_ms from sfn_execution where deadline_ms is not null').get()?.['at_ms'];
      return typeof next === 'number' ? next : undefined;
    },
  };
};

const writesOf = (
  store: Store,
  find: ExecutionTable['find'],
): Pick<ExecutionTable, 'insert' | 'setWaiting' | 'end' | 'remove' | 'takeExpired' | 'nextEventId'> => ({
  insert(one) {
    const { lastInsertRowid } = store
      .prepare(
        "insert into sfn_execution (arn, name, machine_arn, express, role_arn, definition, input, status, start_ms, deadline_ms, trace_header) values (?, ?, ?, ?, ?, ?, ?, 'RUNNING', ?, ?, ?)",
      )
      .run(
        ...[one.arn, one.name, one.machineArn, one.express ? 1 : 0, one.roleArn, one.definition, one.input],
        ...[one.startMs, one.deadlineMs, one.traceHeader ?? null],
      );
    const inserted = find(Number(lastInsertRowid));
    if (inserted === undefined) throw new Error(`The execution ${one.arn} was not stored.`);
    return inserted;
  },
  setWaiting: (id, frameId, epoch) =>
    void store.prepare('update sfn_execution set waiting_frame = ?, waiting_epoch = ? where id = ?').run(frameId, epoch, id),
  end: (id, { status, output, error, cause, stopMs }) =>
    void store
      .prepare('update sfn_execution set status = ?, output = ?, error = ?, cause = ?, stop_ms = ?, deadline_ms = null where id = ?')
      .run(status, output ?? null, error ?? null, cause ?? null, stopMs, id),
  remove: (id) => void store.prepare('delete from sfn_execution where id = ?').run(id),
  takeExpired: (nowMs) =>
    store
      .prepare('update sfn_execution set deadline_ms = null where deadline_ms <= ? returning id')
      .all(nowMs)
      .map(({ id }) => Number(id)),
  nextEventId: (id) =>
    Number(
      store.prepare('update sfn_execution set event_count = event_count + 1 where id = ? returning event_count').get(id)?.['event_count'],
    ),
});

type Row = Readonly<Record<string, unknown>>;

const executionOf = (row: Row | undefined): Execution | undefined => {
  if (row === undefined) return undefined;
  const waitingFrame = row['waiting_frame'];
  return {
    id: Number(row['id']),
    arn: String(row['arn']),
    name: String(row['name']),
    machineArn: String(row['machine_arn']),
    express: row['express'] === 1,
    roleArn: String(row['role_arn']),
    definition: String(row['definition']),
    input: String(row['input']),
    status: String(row['status']) as ExecutionStatus,
    output: textOf(row['output']),
    error: textOf(row['error']),
    cause: textOf(row['cause']),
    startMs: Number(row['start_ms']),
    stopMs: row['stop_ms'] === null ? undefined : Number(row['stop_ms']),
    traceHeader: textOf(row['trace_header']),
    waiting: waitingFrame === null ? undefined : { frameId: Number(waitingFrame), epoch: Number(row['waiting_epoch']) },
  };
};

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
