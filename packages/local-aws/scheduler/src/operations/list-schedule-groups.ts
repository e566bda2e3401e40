import { json, page, type Route } from '@plumbline/local-aws-kernel';
import { groupShape } from './group-shape.ts';
import { pagingOf, type SchedulerContext } from './scheduler-context.ts';

/** https://docs.aws.amazon.com/scheduler/latest/APIReference/API_ListScheduleGroups.html */
export const listScheduleGroups = ({ schedules: { groups } }: SchedulerContext): Route => ({
  operation: 'ListScheduleGroups',
  method: 'GET',
  path: /^\/schedule-groups\/?$/,
  run(request) {
    request.authorize({ action: 'scheduler:ListScheduleGroups', resource: '*' });
    const { items, ...more } = page(groups.all(), ({ name }) => name, pagingOf(request));
    return json(200, { ScheduleGroups: items.map((group) => groupShape(group, groups.arn(group.name))), ...more });
  },
});
