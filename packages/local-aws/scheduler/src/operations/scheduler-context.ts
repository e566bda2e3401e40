import type { AwsRequest, Clock } from '@plumbline/local-aws-kernel';
import { type Account, arnOf } from '@plumbline/local-aws-kernel';
import { DEFAULT_GROUP, type ScheduleDefinition, scheduleKey } from '../schedule.ts';
import type { ScheduleShape } from '../schedule-shape.ts';
import type { Schedules } from '../schedules.ts';

/** The context of the operations of Scheduler's API. */
export interface SchedulerContext {
  readonly account: Account;
  readonly clock: Clock;
  readonly schedules: Schedules;
  /** Throws AwsError when AWS would reject it. */
  readonly accept: (shape: ScheduleShape) => ScheduleDefinition;
}

export const SCHEDULE_PATH = /^\/schedules\/([^/]+)$/;
export const GROUP_PATH = /^\/schedule-groups\/([^/]+)$/;

export const groupNameOf = ({ query }: AwsRequest): string => query.get('groupName') ?? DEFAULT_GROUP;

export const authorizeSchedule = (request: AwsRequest, account: Account, action: string, groupName: string, name: string): void =>
  request.authorize({
    action: `scheduler:${action}`,
    resource: arnOf(account, 'scheduler', `schedule/${scheduleKey({ groupName, name })}`),
  });

export const authorizeGroup = (request: AwsRequest, account: Account, action: string, name: string): void =>
  request.authorize({ action: `scheduler:${action}`, resource: arnOf(account, 'scheduler', `schedule-group/${name}`) });

/** The parameters of a list. */
export const pagingOf = ({ query }: AwsRequest) => {
  const limit = query.get('MaxResults');
  return {
    NamePrefix: query.get('NamePrefix') ?? undefined,
    NextToken: query.get('NextToken') ?? undefined,
    Limit: limit === null ? undefined : Number(limit),
  };
};
