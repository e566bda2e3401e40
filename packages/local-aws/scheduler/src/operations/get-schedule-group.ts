import { json, type Route } from '@plumbline/local-aws-kernel';
import { groupShape } from './group-shape.ts';
import { authorizeGroup, GROUP_PATH, type SchedulerContext } from './scheduler-context.ts';

/** https://docs.aws.amazon.com/scheduler/latest/APIReference/API_GetScheduleGroup.html */
export const getScheduleGroup = ({ account, schedules: { groups } }: SchedulerContext): Route => ({
  operation: 'GetScheduleGroup',
  method: 'GET',
  path: GROUP_PATH,
  run(request, [name = '']) {
    authorizeGroup(request, account, 'GetScheduleGroup', name);
    return json(200, groupShape(groups.get(name), groups.arn(name)));
  },
});
