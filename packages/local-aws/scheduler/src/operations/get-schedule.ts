import { json, type Route } from '@plumbline/local-aws-kernel';
import { shapeOf } from '../schedule-shape.ts';
import { authorizeSchedule, groupNameOf, SCHEDULE_PATH, type SchedulerContext } from './scheduler-context.ts';

/** https://docs.aws.amazon.com/scheduler/latest/APIReference/API_GetSchedule.html */
export const getSchedule = ({ account, schedules }: SchedulerContext): Route => ({
  operation: 'GetSchedule',
  method: 'GET',
  path: SCHEDULE_PATH,
  run(request, [name = '']) {
    const groupName = groupNameOf(request);
    authorizeSchedule(request, account, 'GetSchedule', groupName, name);
    return json(200, shapeOf(schedules.get(groupName, name)));
  },
});
