import type { AwsService, Kernel, Ports } from '@plumbline/local-aws-kernel';
import { SCHEDULER } from '@plumbline/local-aws-kernel';
import { checkName, checkSchedule } from './check-schedule.ts';
import { openDueSchedules } from './due-schedules.ts';
import { roleNotAssumable } from './errors.ts';
import { openInvocations } from './invocations.ts';
import type { ScheduleDefinition } from './schedule.ts';
import { definitionFrom, type ScheduleShape } from './schedule-shape.ts';
import { schedulerService } from './scheduler-service.ts';
import { openSchedules, type Schedules } from './schedules.ts';

/** The local EventBridge Scheduler. */
export interface Scheduler {
  readonly service: AwsService;
  readonly schedules: Schedules;
  /** Deploys a group or schedule from Terraform. Throws AwsError when AWS would reject it. */
  readonly declare: {
    group(name: string): void;
    /** Its role, and its group if it names one, must exist. */
    schedule(shape: ScheduleShape): void;
  };
  /** Drops schedules that are no longer declared, and watches the clock. Call it when all resources are deployed, before jobs start. */
  start(): void;
  drain(): void;
}

export const openScheduler = (kernel: Kernel, ports: Ports): Scheduler => {
  const { store, clock, account, iam } = kernel;
  const schedules = openSchedules({ store, clock, account, changed: (key) => due.arm(key) });
  const invocations = openInvocations({ ...kernel, ports, schedules });
  const due = openDueSchedules({ store, clock, schedules: () => schedules, due: invocations.add });

  /** Throws AwsError when AWS would reject it. */
  const accept = (shape: ScheduleShape): ScheduleDefinition => {
    checkSchedule(shape);
    const definition = definitionFrom(shape);
    const groupArn = schedules.groups.arn(schedules.groups.get(definition.groupName).name);
    if (!iam.trusts(definition.target.roleArn, SCHEDULER, groupArn)) throw roleNotAssumable();
    return definition;
  };

  return {
    schedules,
    service: schedulerService({ account, clock, schedules, accept }),
    declare: {
      group(name) {
        checkName(name);
        schedules.groups.put(name, { declared: true });
      },
      schedule: (shape) => void schedules.put(accept(shape), { declared: true }),
    },
    start() {
      schedules.dropUndeclared();
      due.start();
    },
    drain: due.stop,
  };
};
