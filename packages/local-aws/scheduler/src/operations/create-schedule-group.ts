import { bodyOf, json, type Route } from '@plumbline/local-aws-kernel';
import { checkName } from '../check-schedule.ts';
import { groupExists } from '../errors.ts';
import { unknownMember } from '../schedule-shape.ts';
import { authorizeGroup, GROUP_PATH, type SchedulerContext } from './scheduler-context.ts';

/** Tags have no effect. https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateScheduleGroup.html */
export const createScheduleGroup = ({ account, schedules: { groups } }: SchedulerContext): Route => ({
  operation: 'CreateScheduleGroup',
  method: 'POST',
  path: GROUP_PATH,
  run(request, [name = '']) {
    const [unknown] = bodyOf(request).others('Name', 'Tags', 'ClientToken');
    if (unknown !== undefined) throw unknownMember(unknown);
    checkName(name);
    authorizeGroup(request, account, 'CreateScheduleGroup', name);
    if (groups.find(name) !== undefined) throw groupExists(name);
    groups.put(name, { declared: false });
    return json(200, { ScheduleGroupArn: groups.arn(name) });
  },
});
