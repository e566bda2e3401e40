import { json, type Route } from '@plumbline/local-aws-kernel';
import { scheduleExists, validation } from '../errors.ts';
import { DEFAULT_GROUP, scheduleKey } from '../schedule.ts';
import { readSchedule } from './read-schedule.ts';
import { authorizeSchedule, SCHEDULE_PATH, type SchedulerContext } from './scheduler-context.ts';

/** "The StartDate you specify cannot be earlier than 5 minutes ago." */
const START_AGE_SECONDS_MAX = 300;

/** https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html */
export const createSchedule = ({ account, clock, schedules, accept }: SchedulerContext): Route => ({
  operation: 'CreateSchedule',
  method: 'POST',
  path: SCHEDULE_PATH,
  run(request, [name = '']) {
    const { ClientToken, ...shape } = readSchedule(request, name);
    authorizeSchedule(request, account, 'CreateSchedule', shape.GroupName ?? DEFAULT_GROUP, name);
    const definition = accept(shape);
    if (shape.Target?.RoleArn !== undefined) request.authorize({ action: 'iam:PassRole', resource: shape.Target.RoleArn });
    const before = schedules.find(scheduleKey(definition));
    if (before !== undefined && (ClientToken === undefined || before.clientToken !== ClientToken)) throw scheduleExists(name);
    if (before !== undefined) return json(200, { ScheduleArn: before.arn });
    if (shape.StartDate !== undefined && shape.StartDate < clock.now() / 1_000 - START_AGE_SECONDS_MAX)
      throw validation('The StartDate you specify cannot be earlier than 5 minutes ago.');
    return json(200, { ScheduleArn: schedules.put(definition, { declared: false, clientToken: ClientToken }).arn });
  },
});
