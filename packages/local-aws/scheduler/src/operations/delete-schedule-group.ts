import { json, type Route } from '@plumbline/local-aws-kernel';
import { validation } from '../errors.ts';
import { DEFAULT_GROUP } from '../schedule.ts';
import { authorizeGroup, GROUP_PATH, type SchedulerContext } from './scheduler-context.ts';

/** Deletes its schedules too, immediately: https://docs.aws.amazon.com/scheduler/latest/APIReference/API_DeleteScheduleGroup.html */
export const deleteScheduleGroup = ({ account, schedules: { groups } }: SchedulerContext): Route => ({
  operation: 'DeleteScheduleGroup',
  method: 'DELETE',
  path: GROUP_PATH,
  run(request, [name = '']) {
    authorizeGroup(request, account, 'DeleteScheduleGroup', name);
    if (name === DEFAULT_GROUP) throw validation('The default schedule group cannot be deleted.');
    groups.remove(groups.get(name).name);
    return json(200, {});
  },
});
