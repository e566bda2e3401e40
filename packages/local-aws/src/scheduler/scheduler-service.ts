import { AwsError, notImplemented } from '../aws-error.ts';
import type { AwsRequest, AwsResponse, AwsService } from '../endpoint/aws-service.ts';
import { json, type Route } from '../endpoint/rest-json.ts';
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
  const call = (request: AwsRequest): AwsResponse | Promise<AwsResponse> => {
    for (const route of routes) {
      const found = route.method === request.method ? route.path.exec(request.path) : null;
      if (found !== null) return route.run(request, found.slice(1).map(decodeURIComponent));
    }
    throw notImplemented('scheduler', `${request.method} ${request.path}`);
  };
  return {
    signingName: 'scheduler',
    async handle(request) {
      try {
        return await call(request);
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        const status = error.code === 'AccessDeniedException' ? 403 : error.status;
        return {
          ...json(status, { Message: error.message }),
          headers: { 'content-type': 'application/json', 'x-amzn-errortype': error.code },
        };
      }
    },
  };
};
