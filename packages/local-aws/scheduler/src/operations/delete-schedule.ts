import { json, type Route } from '@plumbline/local-aws-kernel';
import { scheduleKey } from '../schedule.ts';
import { authorizeSchedule, groupNameOf, SCHEDULE_PATH, type SchedulerContext } from './scheduler-context.ts';

/** https://docs.aws.amazon.com/scheduler/latest/APIReference/API_DeleteSchedule.html */
export const deleteSchedule = ({ account, schedules }: SchedulerContext): Route => ({
  operation: 'DeleteSchedule',
  method: 'DELETE',
  path: SCHEDULE_PATH,
  run(request, [name = '']) {
    const groupName = groupNameOf(request);
    authorizeSchedule(request, account, 'DeleteSchedule', groupName, name);
    schedules.remove(scheduleKey(schedules.get(groupName, name).definition));
    return json(200, {});
  },
});
