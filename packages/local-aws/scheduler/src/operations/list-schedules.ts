import { json, page, type Route } from '@plumbline/local-aws-kernel';
import { shapeOf, stateOf } from '../schedule-shape.ts';
import { pagingOf, type SchedulerContext } from './scheduler-context.ts';

/** https://docs.aws.amazon.com/scheduler/latest/APIReference/API_ListSchedules.html */
export const listSchedules = ({ schedules }: SchedulerContext): Route => ({
  operation: 'ListSchedules',
  method: 'GET',
  path: /^\/schedules\/?$/,
  run(request) {
    request.authorize({ action: 'scheduler:ListSchedules', resource: '*' });
    const group = request.query.get('ScheduleGroup');
    const state = request.query.get('State');
    const { NamePrefix = '', ...paging } = pagingOf(request);
    const wanted = schedules
      .all()
      .filter(({ definition }) => group === null || definition.groupName === group)
      .filter(({ definition }) => (state === null || stateOf(definition) === state) && definition.name.startsWith(NamePrefix));
    const { items, ...more } = page(wanted, ({ arn }) => arn, paging);
    const Schedules = items.map(shapeOf).map(({ Arn, GroupName, Name, State, CreationDate, LastModificationDate, Target }) => ({
      ...{ Arn, GroupName, Name, State, CreationDate, LastModificationDate },
      Target: { Arn: Target.Arn },
    }));
    return json(200, { Schedules, ...more });
  },
});
