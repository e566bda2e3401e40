import { matchesPattern } from '@plumbline/eventbridge';
import type { Permission } from '@plumbline/iam-policy';
import type { JsonOperation } from '@plumbline/local-aws-kernel';
import { AwsError, arnOf, checkPattern } from '@plumbline/local-aws-kernel';
import { DEFAULT_BUS } from '../event-buses.ts';
import type { AcceptEntry } from '../put-events.ts';
import { checkRequest, isJsonObject, type PutEventsEntry } from '../put-events.ts';
import { type EventsContext, everything, operation } from './operation.ts';

interface Input {
  readonly Entries?: readonly PutEventsEntry[];
  readonly Event?: string;
  readonly EventPattern?: string;
}

export const putEventsOperations = ({ account }: EventsContext, accept: AcceptEntry) => {
  const busArn = (nameOrArn: string): string =>
    nameOrArn.startsWith('arn:') ? nameOrArn : arnOf(account, 'events', `event-bus/${nameOrArn}`);
  const putEvents: JsonOperation<Input> = {
    permissions: ({ Entries = [] }) => putEventsPermissions(Entries, busArn),
    run: ({ Entries = [] }, { traceHeader, caller }) => {
      checkRequest(Entries);
      const answers = Entries.map((entry) => accept(entry, traceHeader, { byRole: caller.kind === 'role' }));
      return { FailedEntryCount: answers.filter((answer) => 'ErrorCode' in answer).length, Entries: answers };
    },
  };
  return {
    PutEvents: putEvents,
    ...operation<Input>('TestEventPattern', everything, ({ Event = '', EventPattern = '' }) => {
      checkPattern(EventPattern);
      if (!isJsonObject(Event)) throw new AwsError('ValidationException', 'Parameter Event is not valid.');
      return { Result: matchesPattern(EventPattern, Event) };
    }),
  };
};

/** One permission for each bus, with the sources and detail-types of its entries as multi-valued condition keys. */
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
