import type { Account } from '../account.ts';
import { AwsError } from '../aws-error.ts';
import type { AwsService } from '../endpoint/aws-service.ts';
import { type JsonOperation, jsonService } from '../endpoint/json-service.ts';
import type { Permission } from '../iam/permission.ts';
import type { Archives } from './archives.ts';
import { DEFAULT_BUS, type EventBus, type EventBuses, type Rule, type Target } from './event-buses.ts';
import type { Events } from './events.ts';
import { checkRequest, isJsonObject, type PutEventsEntry } from './put-events.ts';
import { matchesPattern, validatePattern } from './rule-index.ts';

interface Props extends Pick<Events, 'accept'> {
  readonly account: Account;
  readonly buses: EventBuses;
  readonly archives: Archives;
}

interface Input {
  readonly Entries?: readonly PutEventsEntry[];
  readonly EventBusName?: string;
  readonly Name?: string;
  readonly NamePrefix?: string;
  readonly Rule?: string;
  readonly TargetArn?: string;
  readonly ArchiveName?: string;
  readonly Event?: string;
  readonly EventPattern?: string;
}

/** EventBridge's API, as far as a deployed system is looked at and fed. */
export const eventsService = ({ account, buses, archives, accept }: Props): AwsService => {
  const busArn = (nameOrArn: string): string =>
    nameOrArn.startsWith('arn:')
      ? nameOrArn
      : `arn:${account.partition}:events:${account.region}:${account.accountId}:event-bus/${nameOrArn}`;

  const operations: Record<string, JsonOperation<Input>> = {
    PutEvents: {
      permissions: ({ Entries = [] }) => putEventsPermissions(Entries, busArn),
      run: ({ Entries = [] }, { traceHeader }) => {
        checkRequest(Entries);
        const answers = Entries.map((entry) => accept(entry, traceHeader));
        return { FailedEntryCount: answers.filter((answer) => 'ErrorCode' in answer).length, Entries: answers };
      },
    },
    TestEventPattern: on('TestEventPattern', everything, ({ Event = '', EventPattern = '' }) => {
      validatePattern(EventPattern);
      if (!isJsonObject(Event)) throw new AwsError('ValidationException', 'Parameter Event is not valid.');
      return { Result: matchesPattern(EventPattern, Event) };
    }),
    ...readOperations(buses, archives, busArn),
  };

  return jsonService({
    signingName: 'events',
    targetPrefix: 'AWSEvents',
    jsonVersion: '1.1',
    errorNamespace: 'com.amazonaws.events',
    operations,
  });
};

const on = (action: string, resource: (input: Input) => string, run: (input: Input) => unknown): JsonOperation<Input> => ({
  permissions: (input) => [{ action: `events:${action}`, resource: resource(input) }],
  run,
});
const everything = (): string => '*';
const startsWithPrefix = (input: Input, name: string): boolean => name.startsWith(input.NamePrefix ?? '');

/** What looks at a deployed system and changes nothing. */
const readOperations = (buses: EventBuses, archives: Archives, busArn: (name: string) => string): Record<string, JsonOperation<Input>> => {
  const ofBus = (input: Input): EventBus => buses.get(input.EventBusName ?? DEFAULT_BUS);
  return {
    ListEventBuses: on('ListEventBuses', everything, (input) => ({
      EventBuses: buses
        .all()
        .filter(({ name }) => startsWithPrefix(input, name))
        .map(({ name, arn }) => ({ Name: name, Arn: arn })),
    })),
    DescribeEventBus: on(
      'DescribeEventBus',
      ({ Name = DEFAULT_BUS }) => busArn(Name),
      ({ Name = DEFAULT_BUS }) => {
        const { name, arn } = buses.get(Name);
        return { Name: name, Arn: arn };
      },
    ),
    ListRules: on('ListRules', everything, (input) => ({
      Rules: [...ofBus(input).rules.values()].filter(({ name }) => startsWithPrefix(input, name)).map(ruleAnswer),
    })),
    DescribeRule: on('DescribeRule', everything, (input) => ruleAnswer(buses.rule(input.EventBusName ?? DEFAULT_BUS, input.Name ?? ''))),
    ListTargetsByRule: on('ListTargetsByRule', everything, (input) => ({
      Targets: [...buses.rule(input.EventBusName ?? DEFAULT_BUS, input.Rule ?? '').targets.values()].map(targetAnswer),
    })),
    ListRuleNamesByTarget: on('ListRuleNamesByTarget', everything, (input) => ({
      RuleNames: [...ofBus(input).rules.values()]
        .filter(({ targets }) => [...targets.values()].some(({ arn }) => arn === input.TargetArn))
        .map(({ name }) => name),
    })),
    ListArchives: on('ListArchives', everything, (input) => ({
      Archives: archives
        .all()
        .filter(({ name }) => startsWithPrefix(input, name))
        .map(({ name, busArn: source }) => ({ ArchiveName: name, EventSourceArn: source, State: 'ENABLED' })),
    })),
    DescribeArchive: on('DescribeArchive', everything, ({ ArchiveName = '' }) => {
      const archive = archives.get(ArchiveName);
      if (archive === undefined) throw new AwsError('ResourceNotFoundException', `Archive ${ArchiveName} does not exist.`);
      const { events, bytes } = archives.size(ArchiveName);
      return {
        ArchiveName,
        EventSourceArn: archive.busArn,
        State: 'ENABLED',
        RetentionDays: archive.retentionDays,
        EventCount: events,
        SizeBytes: bytes,
      };
    }),
  };
};

/** One permission a bus, with the sources and detail-types of its entries as multi-valued condition keys. */
const putEventsPermissions = (entries: readonly PutEventsEntry[], busArn: (name: string) => string): readonly Permission[] => {
  const names = [...new Set(entries.map(({ EventBusName }) => EventBusName ?? DEFAULT_BUS))];
  return names.map((name) => {
    const own = entries.filter(({ EventBusName }) => (EventBusName ?? DEFAULT_BUS) === name);
    const conditionKeys = {
      'events:source': own.flatMap(({ Source }) => Source ?? []),
      'events:detail-type': own.flatMap(({ DetailType }) => DetailType ?? []),
    };
    return { action: 'events:PutEvents', resource: busArn(name), conditionKeys };
  });
};

const ruleAnswer = (rule: Rule) => ({
  Name: rule.name,
  Arn: rule.arn,
  EventBusName: rule.busName,
  EventPattern: rule.pattern,
  State: rule.enabled ? 'ENABLED' : 'DISABLED',
  ...(rule.description === undefined ? {} : { Description: rule.description }),
});

const targetAnswer = (target: Target) => ({
  Id: target.id,
  Arn: target.arn,
  ...(target.roleArn === undefined ? {} : { RoleArn: target.roleArn }),
  ...(target.deadLetterQueueArn === undefined ? {} : { DeadLetterConfig: { Arn: target.deadLetterQueueArn } }),
  RetryPolicy: { MaximumEventAgeInSeconds: target.retryPolicy.eventAgeSecondsMax, MaximumRetryAttempts: target.retryPolicy.attemptsMax },
});
