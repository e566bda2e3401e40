import type { Resources } from './resource.ts';
import { isUnresolved } from './template.ts';
import { blockOf } from './terraform-json.ts';
import type { Schedule } from './topology.ts';
import { declared, retryOf, textOf } from './values.ts';

/** The group that every account has. */
const DEFAULT_GROUP = 'default';

/** The schedules of EventBridge Scheduler. A group that no stack declares has the ARN that AWS would give it. */
export const readSchedules = (find: Resources): Schedule[] =>
  find('aws_scheduler_schedule').map((resource) => {
    const { values } = resource;
    const target = blockOf(values, 'target');
    const own = declared(resource, 'name');
    return {
      ...own,
      groupArn: groupArnOf(own.arn, values.group_name ?? DEFAULT_GROUP),
      expression: String(values.schedule_expression),
      timeZone: textOf(values.schedule_expression_timezone) ?? 'UTC',
      enabled: values.state !== 'DISABLED',
      targetArn: String(target.arn),
      roleArn: String(target.role_arn),
      deadLetterQueueArn: textOf(blockOf(target, 'dead_letter_config').arn),
      retry: retryOf(target),
    };
  });

/** `arn:aws:scheduler:<region>:<account>:schedule/<group>/<name>` */
const groupArnOf = (scheduleArn: string, groupName: unknown): string =>
  isUnresolved(groupName) ? String(groupName) : scheduleArn.replace(/:schedule\/.*$/s, `:schedule-group/${String(groupName)}`);
