import type { Account } from '../account.ts';
import { arnOf } from '../account.ts';
import { AwsError } from '../aws-error.ts';
import type { Clock } from '../clock/clock.ts';
import type { AwsService } from '../endpoint/aws-service.ts';
import { type JsonOperation, jsonService } from '../endpoint/json-service.ts';
import type { Store } from '../store/store.ts';

export interface LogGroup {
  readonly name: string;
  /** @default for ever */
  readonly retentionDays?: number;
}

/** The local CloudWatch Logs. */
export interface Logs {
  readonly service: AwsService;
  putLogGroup(group: LogGroup): void;
  /** Appends lines; the group and stream come into being when they are not there. Times in ms since 1970. */
  append(group: string, stream: string, lines: readonly { readonly timeMs: number; readonly message: string }[]): void;
}

const MS_PER_DAY = 86_400_000;
/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetLogEvents.html */
const EVENTS_MAX = 10_000;

interface LogsInput {
  readonly logGroupName?: string;
  readonly logGroupNamePrefix?: string;
  readonly logStreamName?: string;
  readonly logStreamNamePrefix?: string;
  readonly filterPattern?: string;
  readonly startTime?: number;
  readonly endTime?: number;
  readonly limit?: number;
  readonly nextToken?: string;
  readonly logEvents?: readonly { readonly timestamp: number; readonly message: string }[];
}

export const openLogs = ({ store, clock, account }: { store: Store; clock: Clock; account: Account }): Logs => {
  store.define(`
    create table if not exists log_group (name text primary key, retention_days integer) strict;
    create table if not exists log_event (id integer primary key, log_group text not null, stream text not null, time_ms integer not null, message text not null) strict;
    create index if not exists log_event_group on log_event (log_group, time_ms);
  `);
  const groupArn = (name: string): string => arnOf(account, 'logs', `log-group:${name}`);

  const append: Logs['append'] = (group, stream, lines) => {
    store.write(() => {
      const insert = store.prepare('insert into log_event (log_group, stream, time_ms, message) values (?, ?, ?, ?)');
      for (const { timeMs, message } of lines) insert.run(group, stream, timeMs, message);
    });
  };

  const events = (input: LogsInput): readonly Record<string, unknown>[] => {
    const group = required(input.logGroupName, 'logGroupName');
    if (store.prepare('select 1 from log_group where name = ?').get(group) === undefined) {
      throw new AwsError('ResourceNotFoundException', 'The specified log group does not exist.');
    }
    const rows = store
      .prepare(
        'select id, stream, time_ms, message from log_event where log_group = ? and time_ms >= ? and time_ms < ? and id > ? order by id limit ?',
      )
      .all(
        group,
        input.startTime ?? 0,
        input.endTime ?? Number.MAX_SAFE_INTEGER,
        Number(input.nextToken ?? 0),
        Math.min(input.limit ?? EVENTS_MAX, EVENTS_MAX),
      );
    return rows.filter(({ stream }) => input.logStreamName === undefined || stream === input.logStreamName);
  };

  const operation = (action: string, run: (input: LogsInput) => unknown): JsonOperation<LogsInput> => ({
    permissions: ({ logGroupName, logStreamName }) => [
      {
        action: `logs:${action}`,
        resource:
          logGroupName === undefined
            ? '*'
            : `${groupArn(logGroupName)}:${logStreamName === undefined ? '*' : `log-stream:${logStreamName}`}`,
      },
    ],
    run,
  });

  const operations: Record<string, JsonOperation<LogsInput>> = {
    DescribeLogGroups: operation('DescribeLogGroups', ({ logGroupNamePrefix = '' }) => ({
      logGroups: store
        .prepare('select name, retention_days from log_group order by name')
        .all()
        .filter(({ name }) => String(name).startsWith(logGroupNamePrefix))
        .map(({ name, retention_days }) => ({
          logGroupName: name,
          arn: `${groupArn(String(name))}:*`,
          ...(retention_days === null ? {} : { retentionInDays: retention_days }),
        })),
    })),
    DescribeLogStreams: operation('DescribeLogStreams', ({ logGroupName, logStreamNamePrefix = '' }) => ({
      logStreams: store
        .prepare(
          'select stream, min(time_ms) as first, max(time_ms) as last from log_event where log_group = ? group by stream order by stream',
        )
        .all(required(logGroupName, 'logGroupName'))
        .filter(({ stream }) => String(stream).startsWith(logStreamNamePrefix))
        .map(({ stream, first, last }) => ({ logStreamName: stream, firstEventTimestamp: first, lastEventTimestamp: last })),
    })),
    GetLogEvents: operation('GetLogEvents', (input) => ({
      events: events(input).map(({ time_ms, message }) => ({ timestamp: time_ms, message, ingestionTime: time_ms })),
    })),
    FilterLogEvents: operation('FilterLogEvents', (input) => {
      const found = events(input);
      const last = found.length === Math.min(input.limit ?? EVENTS_MAX, EVENTS_MAX) ? found.at(-1)?.id : undefined;
      return {
        events: found
          .filter(({ message }) => matchesTerms(String(message), input.filterPattern ?? ''))
          .map(({ id, stream, time_ms, message }) => ({
            eventId: String(id),
            logStreamName: stream,
            timestamp: time_ms,
            message,
            ingestionTime: time_ms,
          })),
        ...(last === undefined ? {} : { nextToken: String(last) }),
      };
    }),
    CreateLogStream: operation('CreateLogStream', () => ({})),
    PutLogEvents: operation('PutLogEvents', ({ logGroupName, logStreamName, logEvents = [] }) => {
      append(
        required(logGroupName, 'logGroupName'),
        required(logStreamName, 'logStreamName'),
        logEvents.map(({ timestamp, message }) => ({ timeMs: timestamp, message })),
      );
      return {};
    }),
  };

  return {
    service: jsonService({
      signingName: 'logs',
      targetPrefix: 'Logs_20140328',
      jsonVersion: '1.1',
      errorNamespace: 'com.amazonaws.logs',
      operations,
    }),
    append,
    putLogGroup({ name, retentionDays }) {
      store.write(() => {
        store.prepare('insert or replace into log_group (name, retention_days) values (?, ?)').run(name, retentionDays ?? null);
        if (retentionDays === undefined) return;
        store.prepare('delete from log_event where log_group = ? and time_ms < ?').run(name, clock.now() - retentionDays * MS_PER_DAY);
      });
    },
  };
};

const required = (value: string | undefined, name: string): string => {
  if (value !== undefined && value !== '') return value;
  throw new AwsError('InvalidParameterException', `The parameter ${name} is required.`);
};

/** Unstructured filter patterns: every term must occur, a quoted one as a phrase; other pattern syntaxes are refused by name. */
const matchesTerms = (message: string, pattern: string): boolean => {
  if (/^[[{]/.test(pattern.trim()))
    throw new AwsError('InvalidParameterException', 'local-aws understands filter patterns of plain terms only, not { } or [ ].');
  const terms = [...pattern.matchAll(/"([^"]*)"|(\S+)/g)].map(([, phrase, word]) => phrase ?? word ?? '');
  return terms.every((term) => message.includes(term));
};
