import type { Clock, Ports, Store } from '@plumbline/local-aws-kernel';
import type { JsonObject } from '../json.ts';
import type { ExecutionTable } from './execution-table.ts';
import type { Execution } from './records.ts';

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_HistoryEvent.html */
export interface HistoryEvent {
  readonly id: number;
  readonly previousEventId: number;
  readonly type: string;
  /** Milliseconds since 1970. */
  readonly timeMs: number;
  /** The one member of the event that its type has, such as `stateEnteredEventDetails`. */
  readonly member?: string;
  readonly details?: JsonObject;
}

/** The logging of a machine's executions. https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html */
export interface Logging {
  readonly logGroup: string;
  readonly level: 'ALL' | 'ERROR' | 'FATAL' | 'OFF';
  readonly includeData: boolean;
}

/** The events of executions. Express executions store none, but count them, because messages name events by number. */
export interface History {
  /** Adds an event. Call it inside a `store.write`. @returns its id. */
  add(execution: Execution, type: string, previousEventId: number, details?: EventDetails): number;
  list(executionId: number, page: { readonly after: number; readonly max: number; readonly reverse: boolean }): readonly HistoryEvent[];
}

export type EventDetails = readonly [member: string, details: JsonObject];

interface Props {
  readonly store: Store;
  readonly clock: Clock;
  readonly executions: ExecutionTable;
  readonly log: Ports['log'];
  readonly loggingOf: (machineArn: string) => Logging | undefined;
}

/** https://docs.aws.amazon.com/step-functions/latest/dg/cloudwatch-log-level.html */
const FATAL = new Set(['ExecutionAborted', 'ExecutionFailed', 'ExecutionTimedOut']);
const ERROR = /Failed$|TimedOut$|Aborted$/;
/** The members that `include_execution_data = false` and `includeExecutionData: false` omit. */
const DATA_MEMBERS = new Set([
  'input',
  'output',
  'parameters',
  'inputDetails',
  'outputDetails',
  'assignedVariables',
  'assignedVariablesDetails',
]);

export const openHistory = ({ store, clock, executions, log, loggingOf }: Props): History => {
  store.define(`
    create table if not exists sfn_event (execution integer not null references sfn_execution (id) on delete cascade, id integer not null,
      previous integer not null, type text not null, time_ms integer not null, member text, details text, primary key (execution, id)) strict, without rowid;
  `);
  const writeLog = (execution: Execution, event: HistoryEvent): void => {
    const logging = loggingOf(execution.machineArn);
    if (logging === undefined || !isLogged(event.type, logging.level)) return;
    const details = logging.includeData ? event.details : withoutData(event.details ?? {});
    const message = {
      id: String(event.id),
      type: event.type,
      details: details ?? {},
      ...(execution.express ? {} : { redrive_count: '0' }),
      previous_event_id: String(event.previousEventId),
      event_timestamp: String(event.timeMs),
      execution_arn: execution.arn,
    };
    log(logging.logGroup, `states/${execution.name}`, [{ timeMs: event.timeMs, message: JSON.stringify(message) }]);
  };
  return {
    add(execution, type, previousEventId, [member, details] = ['', {}]) {
      const id = executions.nextEventId(execution.id);
      const event: HistoryEvent = { id, previousEventId, type, timeMs: clock.now(), ...(member === '' ? {} : { member, details }) };
      if (!execution.express) {
        store
          .prepare('insert into sfn_event (execution, id, previous, type, time_ms, member, details) values (?, ?, ?, ?, ?, ?, ?)')
          .run(execution.id, id, previousEventId, type, event.timeMs, member === '' ? null : member, JSON.stringify(details));
      }
      writeLog(execution, event);
      return id;
    },
    list: (executionId, { after, max, reverse }) =>
      store
        .prepare(
          reverse
            ? 'select * from sfn_event where execution = ? and id < ? order by id desc limit ?'
            : 'select * from sfn_event where execution = ? and id > ? order by id limit ?',
        )
        .all(executionId, after, max)
        .map((row) => ({
          id: Number(row['id']),
          previousEventId: Number(row['previous']),
          type: String(row['type']),
          timeMs: Number(row['time_ms']),
          ...(row['member'] === null ? {} : { member: String(row['member']), details: JSON.parse(String(row['details'])) as JsonObject }),
        })),
  };
};

const isLogged = (type: string, level: Logging['level']): boolean =>
  level === 'ALL' || (level === 'ERROR' && ERROR.test(type)) || (level === 'FATAL' && FATAL.has(type));

export const withoutData = (details: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(details).filter(([name]) => !DATA_MEMBERS.has(name)));
