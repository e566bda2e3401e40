import type { PolicyDocument } from '@plumbline/iam-policy';
import type { Account, AwsService, Kernel, Offers, Store } from '@plumbline/local-aws-kernel';
import { AwsError, arnOf, type JsonOperation, jsonService } from '@plumbline/local-aws-kernel';
import { type FilterInput, filterLogEvents } from './filter-log-events.ts';
import { getLogEvents } from './get-log-events.ts';
import { logGroupTarget } from './log-group-target.ts';

export interface LogGroup {
  readonly name: string;
  /** @default for ever */
  readonly retentionDays?: number;
}

/** The local CloudWatch Logs. */
export interface Logs {
  readonly service: AwsService;
  readonly offers: Offers;
  putLogGroup(group: LogGroup): void;
  exists(group: string): boolean;
  /** Adds a policy that allows other services to write, or replaces the one with the same name. */
  putResourcePolicy(name: string, policy: PolicyDocument): void;
  resourcePolicies(): Iterable<PolicyDocument>;
  /** Appends lines; creates the group and the stream if they are missing. Times in ms since 1970. */
  append(group: string, stream: string, lines: readonly { readonly timeMs: number; readonly message: string }[]): void;
}

const MS_PER_DAY = 86_400_000;

interface LogsInput extends FilterInput {
  readonly logGroupName?: string;
  readonly logGroupNamePrefix?: string;
  readonly logStreamName?: string;
  readonly startFromHead?: boolean;
  readonly logEvents?: readonly { readonly timestamp: number; readonly message: string }[];
}

export const openLogs = ({ store, clock, account }: Pick<Kernel, 'store' | 'clock' | 'account'>): Logs => {
  store.define(`
    create table if not exists log_group (name text primary key, retention_days integer) strict;
    create table if not exists log_event (id integer primary key, log_group text not null, stream text not null, time_ms integer not null, message text not null) strict;
    create index if not exists log_event_group on log_event (log_group, time_ms);
  `);

  const resourcePolicies = new Map<string, PolicyDocument>();
  const exists = (group: string): boolean => store.prepare('select 1 from log_group where name = ?').get(group) !== undefined;

  const append: Logs['append'] = (group, stream, lines) => {
    store.write(() => {
      store.prepare('insert or ignore into log_group (name) values (?)').run(group);
      const insert = store.prepare('insert into log_event (log_group, stream, time_ms, message) values (?, ?, ?, ?)');
      for (const { timeMs, message } of lines) insert.run(group, stream, timeMs, message);
    });
  };

  return {
    service: jsonService({
      signingName: 'logs',
      targetPrefix: 'Logs_20140328',
      jsonVersion: '1.1',
      errorNamespace: 'com.amazonaws.logs',
      operations: operationsOf(store, account, append),
    }),
    offers: { log: append, target: logGroupTarget({ exists, append, resourcePolicies: () => resourcePolicies.values() }, clock) },
    append,
    exists,
    putResourcePolicy: (name, policy) => void resourcePolicies.set(name, policy),
    resourcePolicies: () => resourcePolicies.values(),
    putLogGroup({ name, retentionDays }) {
      store.write(() => {
        store.prepare('insert or replace into log_group (name, retention_days) values (?, ?)').run(name, retentionDays ?? null);
        if (retentionDays === undefined) return;
        store.prepare('delete from log_event where log_group = ? and time_ms < ?').run(name, clock.now() - retentionDays * MS_PER_DAY);
      });
    },
  };
};

const operationsOf = (store: Store, account: Account, append: Logs['append']): Record<string, JsonOperation<LogsInput>> => {
  const groupArn = (name: string): string => arnOf(account, 'logs', `log-group:${name}`);

  /** The group's name, after a check that the group exists. */
  const groupOf = ({ logGroupName }: LogsInput): string => {
    const group = required(logGroupName, 'logGroupName');
    if (store.prepare('select 1 from log_group where name = ?').get(group) !== undefined) return group;
    throw new AwsError('ResourceNotFoundException', 'The specified log group does not exist.');
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

  return {
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
    DescribeLogStreams: operation('DescribeLogStreams', (input) => ({
      logStreams: store
        .prepare(
          'select stream, min(time_ms) as first, max(time_ms) as last from log_event where log_group = ? group by stream order by stream',
        )
        .all(groupOf(input))
        .filter(({ stream }) => String(stream).startsWith(input.logStreamNamePrefix ?? ''))
        .map(({ stream, first, last }) => ({ logStreamName: stream, firstEventTimestamp: first, lastEventTimestamp: last })),
    })),
    GetLogEvents: operation('GetLogEvents', (input) =>
      getLogEvents(store, groupOf(input), required(input.logStreamName, 'logStreamName'), input),
    ),
    FilterLogEvents: operation('FilterLogEvents', (input) => filterLogEvents(store, groupOf(input), input)),
    CreateLogStream: operation('CreateLogStream', (input) => void groupOf(input)),
    PutLogEvents: operation('PutLogEvents', (input) => {
      append(
        groupOf(input),
        required(input.logStreamName, 'logStreamName'),
        (input.logEvents ?? []).map(({ timestamp, message }) => ({ timeMs: timestamp, message })),
      );
      return {};
    }),
  };
};

const required = (value: string | undefined, name: string): string => {
  if (value !== undefined && value !== '') return value;
  throw new AwsError('InvalidParameterException', `The parameter ${name} is required.`);
};
