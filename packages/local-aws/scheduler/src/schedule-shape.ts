import { AwsError, RETRY_DEFAULTS } from '@plumbline/local-aws-kernel';
import { DEFAULT_GROUP, type Schedule, type ScheduleDefinition, type ScheduleTarget } from './schedule.ts';

/** https://docs.aws.amazon.com/scheduler/latest/APIReference/API_Target.html */
export interface TargetShape {
  readonly Arn?: string | undefined;
  readonly RoleArn?: string | undefined;
  readonly Input?: string | undefined;
  readonly EventBridgeParameters?: { readonly DetailType?: string | undefined; readonly Source?: string | undefined } | undefined;
  readonly SqsParameters?: { readonly MessageGroupId?: string | undefined } | undefined;
  readonly DeadLetterConfig?: { readonly Arn?: string | undefined } | undefined;
  readonly RetryPolicy?:
    | { readonly MaximumEventAgeInSeconds?: number | undefined; readonly MaximumRetryAttempts?: number | undefined }
    | undefined;
}

/** https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html, with times in seconds since 1970. */
export interface ScheduleShape {
  readonly Name: string;
  readonly GroupName?: string | undefined;
  readonly Description?: string | undefined;
  readonly ScheduleExpression?: string | undefined;
  readonly ScheduleExpressionTimezone?: string | undefined;
  readonly StartDate?: number | undefined;
  readonly EndDate?: number | undefined;
  readonly State?: string | undefined;
  readonly ActionAfterCompletion?: string | undefined;
  readonly FlexibleTimeWindow?: { readonly Mode?: string | undefined; readonly MaximumWindowInMinutes?: number | undefined } | undefined;
  readonly Target?: TargetShape | undefined;
}

/** Converts AWS's shape, which has been checked. */
export const definitionFrom = (shape: ScheduleShape): ScheduleDefinition => {
  const windowMinutes = shape.FlexibleTimeWindow?.Mode === 'FLEXIBLE' ? shape.FlexibleTimeWindow.MaximumWindowInMinutes : undefined;
  return {
    name: shape.Name,
    groupName: shape.GroupName ?? DEFAULT_GROUP,
    ...(shape.Description !== undefined && { description: shape.Description }),
    expression: shape.ScheduleExpression ?? '',
    timeZone: shape.ScheduleExpressionTimezone ?? 'UTC',
    ...(shape.StartDate !== undefined && { startMs: shape.StartDate * 1_000 }),
    ...(shape.EndDate !== undefined && { endMs: shape.EndDate * 1_000 }),
    enabled: shape.State !== 'DISABLED',
    ...(windowMinutes !== undefined && { windowMinutes }),
    deletedAfterwards: shape.ActionAfterCompletion === 'DELETE',
    target: targetFrom(shape.Target ?? {}),
  };
};

const targetFrom = ({ Arn = '', RoleArn = '', Input, ...shape }: TargetShape): ScheduleTarget => {
  const { EventBridgeParameters: event, SqsParameters, DeadLetterConfig, RetryPolicy } = shape;
  return {
    arn: Arn,
    roleArn: RoleArn,
    ...(Input !== undefined && { input: Input }),
    ...(event !== undefined && { event: { source: event.Source ?? '', detailType: event.DetailType ?? '' } }),
    ...(SqsParameters?.MessageGroupId !== undefined && { messageGroupId: SqsParameters.MessageGroupId }),
    ...(DeadLetterConfig?.Arn !== undefined && { deadLetterQueueArn: DeadLetterConfig.Arn }),
    retryPolicy: {
      eventAgeSecondsMax: RetryPolicy?.MaximumEventAgeInSeconds ?? RETRY_DEFAULTS.eventAgeSecondsMax,
      attemptsMax: RetryPolicy?.MaximumRetryAttempts ?? RETRY_DEFAULTS.attemptsMax,
    },
  };
};

/** In the form of GetSchedule. */
export const shapeOf = ({ arn, definition, createdMs, modifiedMs }: Schedule) => ({
  Arn: arn,
  GroupName: definition.groupName,
  Name: definition.name,
  Description: definition.description,
  ScheduleExpression: definition.expression,
  ScheduleExpressionTimezone: definition.timeZone,
  StartDate: definition.startMs === undefined ? undefined : definition.startMs / 1_000,
  EndDate: definition.endMs === undefined ? undefined : definition.endMs / 1_000,
  State: stateOf(definition),
  ActionAfterCompletion: definition.deletedAfterwards ? 'DELETE' : 'NONE',
  CreationDate: createdMs / 1_000,
  LastModificationDate: modifiedMs / 1_000,
  FlexibleTimeWindow:
    definition.windowMinutes === undefined ? { Mode: 'OFF' } : { Mode: 'FLEXIBLE', MaximumWindowInMinutes: definition.windowMinutes },
  Target: targetShapeOf(definition.target),
});

export const stateOf = ({ enabled }: ScheduleDefinition): string => (enabled ? 'ENABLED' : 'DISABLED');

const targetShapeOf = (target: ScheduleTarget): TargetShape => ({
  Arn: target.arn,
  RoleArn: target.roleArn,
  Input: target.input,
  EventBridgeParameters: target.event && { DetailType: target.event.detailType, Source: target.event.source },
  SqsParameters: target.messageGroupId === undefined ? undefined : { MessageGroupId: target.messageGroupId },
  DeadLetterConfig: target.deadLetterQueueArn === undefined ? undefined : { Arn: target.deadLetterQueueArn },
  RetryPolicy: { MaximumEventAgeInSeconds: target.retryPolicy.eventAgeSecondsMax, MaximumRetryAttempts: target.retryPolicy.attemptsMax },
});

/** The error for a member that local-aws does not support: reported, never ignored. */
export const unknownMember = (name: string): AwsError =>
  new AwsError(
    'ValidationException',
    `local-aws does not support ${name} of schedules. packages/local-aws/README.md lists the features that it supports.`,
  );
