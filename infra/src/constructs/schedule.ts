import type { Schedule as ScheduleManifest } from '@plumbline/event-kit';
import { Construct, IamRole, IamRolePolicy, SchedulerSchedule, SchedulerScheduleGroup } from '../terraform.ts';
import { Alarm } from './alarm.ts';
import { policy, trust } from './policy.ts';
import { Queue } from './queue.ts';
import { RETRY_POLICY } from './retry-policy.ts';
import type { ServiceFunction } from './service-function.ts';

/**
 * A trigger by time. The schedule has its own group, because AWS lets Scheduler assume a role on behalf of a group, not of a schedule, and
 * counts failed deliveries by group.
 *
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html
 */
export class Schedule extends Construct {
  private readonly name: string;

  constructor(scope: Construct, id: string, props: { readonly consumer: ServiceFunction; readonly schedule: ScheduleManifest }) {
    super(scope, id);
    const { consumer, schedule } = props;
    this.name = consumer.name;
    const group = new SchedulerScheduleGroup(this, 'group', { name: this.name });
    const undelivered = this.keepUndelivered(consumer, group);
    const role = new IamRole(this, 'role', {
      name: `${this.name}-schedule-role`,
      assumeRolePolicy: trust('scheduler.amazonaws.com', group.arn),
    });
    const rolePolicy = new IamRolePolicy(this, 'policy', {
      name: `${this.name}-schedule-policy`,
      role: role.id,
      // Scheduler dead-letters with the same role; the queue needs no policy.
      policy: policy(
        { Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: consumer.resource.arn },
        { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: undelivered.arn },
      ),
    });
    new SchedulerSchedule(this, 'schedule', {
      name: this.name,
      groupName: group.name,
      description: consumer.manifest.summary,
      scheduleExpression: schedule.expression,
      scheduleExpressionTimezone: schedule.timeZone ?? 'UTC',
      state: (schedule.enabled ?? true) ? 'ENABLED' : 'DISABLED',
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: consumer.resource.arn,
        roleArn: role.arn,
        input: JSON.stringify(schedule.input ?? {}),
        retryPolicy: RETRY_POLICY,
        deadLetterConfig: { arn: undelivered.arn },
      },
      // Without this dependency, the first invocations could precede the role's permissions.
      dependsOn: [rolePolicy],
    });
  }

  private keepUndelivered({ manifest }: ServiceFunction, group: SchedulerScheduleGroup): Queue {
    const undelivered = new Queue(this, 'undelivered', {
      name: `${manifest.name}-undelivered`,
      alarm: `EventBridge Scheduler could not invoke ${this.name}. The message attributes have the reason. Fix it, then redrive.`,
    });
    // Also fires when the dead-letter queue rejects the message: https://docs.aws.amazon.com/scheduler/latest/UserGuide/monitoring-cloudwatch.html
    new Alarm(this, 'not-invoked', {
      name: `${manifest.name}-not-invoked`,
      description: `EventBridge Scheduler gave up invoking ${this.name}. The dead-letter queue has the input with the reason.`,
      namespace: 'AWS/Scheduler',
      metric: 'InvocationDroppedCount',
      dimensions: { ScheduleGroup: group.name },
    });
    return undelivered;
  }
}
