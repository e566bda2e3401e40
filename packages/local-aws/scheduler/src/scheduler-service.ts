import { type AwsService, type Route, restError, restService } from '@plumbline/local-aws-kernel';
import { createSchedule } from './operations/create-schedule.ts';
import { createScheduleGroup } from './operations/create-schedule-group.ts';
import { deleteSchedule } from './operations/delete-schedule.ts';
import { deleteScheduleGroup } from './operations/delete-schedule-group.ts';
import { getSchedule } from './operations/get-schedule.ts';
import { getScheduleGroup } from './operations/get-schedule-group.ts';
import { listScheduleGroups } from './operations/list-schedule-groups.ts';
import { listSchedules } from './operations/list-schedules.ts';
import type { SchedulerContext } from './operations/scheduler-context.ts';
import { updateSchedule } from './operations/update-schedule.ts';

/** Scheduler's REST API. */
export const schedulerService = (context: SchedulerContext): AwsService => {
  const routes: readonly Route[] = [
    createSchedule(context),
    getSchedule(context),
    updateSchedule(context),
    deleteSchedule(context),
    listSchedules(context),
    createScheduleGroup(context),
    getScheduleGroup(context),
    deleteScheduleGroup(context),
    listScheduleGroups(context),
  ];
  return restService({ signingName: 'scheduler', routes, errorAnswer: (error) => restError(error, { Message: error.message }) });
};
