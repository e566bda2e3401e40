import type { AwsRequest } from '@plumbline/local-aws-kernel';
import { bodyOf, type Members } from '@plumbline/local-aws-kernel';
import { type ScheduleShape, type TargetShape, unknownMember } from '../schedule-shape.ts';

/** The schedule in a request. */
export const readSchedule = (request: AwsRequest, Name: string): ScheduleShape & { readonly ClientToken: string | undefined } => {
  const body = bodyOf(request);
  refuseOthers(body, MEMBERS);
  const window = body.members('FlexibleTimeWindow');
  const target = body.members('Target');
  return {
    Name,
    GroupName: body.text('GroupName'),
    Description: body.text('Description'),
    ScheduleExpression: body.text('ScheduleExpression'),
    ScheduleExpressionTimezone: body.text('ScheduleExpressionTimezone'),
    StartDate: body.number('StartDate'),
    EndDate: body.number('EndDate'),
    State: body.text('State'),
    ActionAfterCompletion: body.text('ActionAfterCompletion'),
    FlexibleTimeWindow: window && { Mode: window.text('Mode'), MaximumWindowInMinutes: window.number('MaximumWindowInMinutes') },
    Target: target && readTarget(target),
    ClientToken: body.text('ClientToken'),
  };
};

const MEMBERS = [
  ...['Name', 'GroupName', 'Description', 'ScheduleExpression', 'ScheduleExpressionTimezone', 'StartDate', 'EndDate', 'State'],
  ...['ActionAfterCompletion', 'FlexibleTimeWindow', 'Target', 'ClientToken'],
];
const TARGET_MEMBERS = ['Arn', 'RoleArn', 'Input', 'EventBridgeParameters', 'SqsParameters', 'DeadLetterConfig', 'RetryPolicy'];

const readTarget = (target: Members): TargetShape => {
  refuseOthers(target, TARGET_MEMBERS);
  const event = target.members('EventBridgeParameters');
  const sqs = target.members('SqsParameters');
  const deadLetter = target.members('DeadLetterConfig');
  const retry = target.members('RetryPolicy');
  return {
    Arn: target.text('Arn'),
    RoleArn: target.text('RoleArn'),
    Input: target.text('Input'),
    EventBridgeParameters: event && { DetailType: event.text('DetailType'), Source: event.text('Source') },
    SqsParameters: sqs && { MessageGroupId: sqs.text('MessageGroupId') },
    DeadLetterConfig: deadLetter && { Arn: deadLetter.text('Arn') },
    RetryPolicy: retry && {
      MaximumEventAgeInSeconds: retry.number('MaximumEventAgeInSeconds'),
      MaximumRetryAttempts: retry.number('MaximumRetryAttempts'),
    },
  };
};

const refuseOthers = (members: Members, names: readonly string[]): void => {
  const [unknown] = members.others(...names);
  if (unknown !== undefined) throw unknownMember(unknown);
};
