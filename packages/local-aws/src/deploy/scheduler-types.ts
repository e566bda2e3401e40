import { blocksOf, type Fields, type Resource } from '@plumbline/topology';
import type { ScheduleShape, TargetShape } from '../scheduler/schedule-shape.ts';
import type { ResourceTypes } from './deploy.ts';
import { naming } from './naming.ts';
import type { Values } from './values.ts';

/** Schedule groups and schedules. Arguments that local-aws does not know stop the start: leaving one out would change what happens. */
export const SCHEDULER_TYPES: ResourceTypes = {
  aws_scheduler_schedule_group: ({ resource, values, services }) => {
    refuseOthers(resource, resource.values, ['name', 'tags']);
    naming(resource, () => services.scheduler.declare.group(values.text('name')));
  },

  aws_scheduler_schedule: ({ resource, values, services }) => {
    refuseOthers(resource, resource.values, ARGUMENTS);
    for (const target of blocksOf(resource.values['target'])) refuseOthers(resource, target, TARGET_ARGUMENTS);
    naming(resource, () => services.scheduler.declare.schedule(shapeFrom(values)));
  },
};

const ARGUMENTS = [
  ...['name', 'group_name', 'description', 'schedule_expression', 'schedule_expression_timezone', 'start_date', 'end_date', 'state'],
  ...['action_after_completion', 'flexible_time_window', 'target'],
];
const TARGET_ARGUMENTS = ['arn', 'role_arn', 'input', 'eventbridge_parameters', 'sqs_parameters', 'dead_letter_config', 'retry_policy'];
/** What every resource has: the ARN and the id are the resolver's. */
const COMPUTED = ['arn', 'id'];

const refuseOthers = ({ address }: Resource, fields: Fields, names: readonly string[]): void => {
  const unknown = Object.keys(fields).filter(
    (name) => (fields[name] ?? undefined) !== undefined && ![...names, ...COMPUTED].includes(name),
  );
  if (unknown.length > 0) throw new Error(`${address}: local-aws does not know the schedule argument ${unknown.join(', ')}.`);
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
