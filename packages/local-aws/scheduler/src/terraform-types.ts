import { naming, type TerraformTypes, type Values } from '@plumbline/local-aws-kernel';
import type { ScheduleShape, TargetShape } from './schedule-shape.ts';
import type { Scheduler } from './scheduler.ts';

const TARGET_ARGUMENTS = [
  ...['arn', 'role_arn', 'input', 'eventbridge_parameters.detail_type', 'eventbridge_parameters.source', 'sqs_parameters.message_group_id'],
  ...['dead_letter_config.arn', 'retry_policy.maximum_event_age_in_seconds', 'retry_policy.maximum_retry_attempts'],
].map((name) => `target.${name}`);

/** Schedule groups and schedules. */
export const SCHEDULER_TYPES: TerraformTypes<Scheduler> = {
  aws_scheduler_schedule_group: {
    honours: ['name'],
    deploy: (scheduler, { resource, values }) => naming(resource, () => scheduler.declare.group(values.text('name'))),
  },

  aws_scheduler_schedule: {
    honours: [
      ...['name', 'group_name', 'description', 'schedule_expression', 'schedule_expression_timezone', 'start_date', 'end_date', 'state'],
      ...['action_after_completion', 'flexible_time_window.mode', 'flexible_time_window.maximum_window_in_minutes'],
      ...TARGET_ARGUMENTS,
    ],
    harmless: { kms_key_arn: 'nothing is encrypted' },
    deploy: (scheduler, { resource, values }) => naming(resource, () => scheduler.declare.schedule(shapeFrom(values))),
  },
};

const shapeFrom = (values: Values): ScheduleShape => {
  const window = values.block('flexible_time_window');
  const target = values.block('target');
  return {
    Name: values.text('name'),
    GroupName: values.optionalText('group_name'),
    Description: values.optionalText('description'),
    ScheduleExpression: values.text('schedule_expression'),
    ScheduleExpressionTimezone: values.optionalText('schedule_expression_timezone'),
    StartDate: seconds(values.optionalText('start_date')),
    EndDate: seconds(values.optionalText('end_date')),
    State: values.optionalText('state'),
    ActionAfterCompletion: values.optionalText('action_after_completion'),
    FlexibleTimeWindow: window && {
      Mode: window.text('mode'),
      MaximumWindowInMinutes: window.optionalNumber('maximum_window_in_minutes'),
    },
    Target: target && targetShapeFrom(target),
  };
};

const targetShapeFrom = (values: Values): TargetShape => {
  const event = values.block('eventbridge_parameters');
  const sqs = values.block('sqs_parameters');
  const deadLetter = values.block('dead_letter_config');
  const retry = values.block('retry_policy');
  return {
    Arn: values.text('arn'),
    RoleArn: values.text('role_arn'),
    Input: values.optionalText('input'),
    EventBridgeParameters: event && { DetailType: event.text('detail_type'), Source: event.text('source') },
    SqsParameters: sqs && { MessageGroupId: sqs.optionalText('message_group_id') },
    DeadLetterConfig: deadLetter && { Arn: deadLetter.text('arn') },
    RetryPolicy: retry && {
      MaximumEventAgeInSeconds: retry.optionalNumber('maximum_event_age_in_seconds'),
      MaximumRetryAttempts: retry.optionalNumber('maximum_retry_attempts'),
    },
  };
};

const seconds = (time: string | undefined): number | undefined => (time === undefined ? undefined : Date.parse(time) / 1_000);
