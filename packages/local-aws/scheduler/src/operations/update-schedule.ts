import { json, type Route } from '@plumbline/local-aws-kernel';
import { DEFAULT_GROUP } from '../schedule.ts';
import { readSchedule } from './read-schedule.ts';
import { authorizeSchedule, SCHEDULE_PATH, type SchedulerContext } from './scheduler-context.ts';

/** An omitted member gets its default again: https://docs.aws.amazon.com/scheduler/latest/APIReference/API_UpdateSchedule.html */
export const updateSchedule = ({ account, schedules, accept }: SchedulerContext): Route => ({
  operation: 'UpdateSchedule',
  method: 'PUT',
  path: SCHEDULE_PATH,
  run(request, [name = '']) {
    const { ClientToken: _, ...shape } = readSchedule(request, name);
    const groupName = shape.GroupName ?? DEFAULT_GROUP;
    authorizeSchedule(request, account, 'UpdateSchedule', groupName, name);
    schedules.get(groupName, name);
    const definition = accept(shape);
    if (shape.Target?.RoleArn !== undefined) request.authorize({ action: 'iam:PassRole', resource: shape.Target.RoleArn });
    return json(200, { ScheduleArn: schedules.put(definition, { declared: false }).arn });
  },
});
