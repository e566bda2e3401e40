import { isJson } from '@plumbline/eventbridge';
import { brokenConstraint, constraintError, memberOf, memberPattern, memberRange, missingMember } from '@plumbline/local-aws-kernel';
import { validation } from './errors.ts';
import { type ScheduleShape, type TargetShape, unknownMember } from './schedule-shape.ts';
import { timetableOf } from './timetable.ts';

const NAME = /^[0-9a-zA-Z-_.]{1,64}$/;
const ROLE = /^arn:aws(-[a-z]+)?:iam::\d{12}:role\/[\w+=,.@/-]+$/;
const QUEUE = /^arn:aws(-[a-z]+)?:sqs:[a-z0-9-]+:\d{12}:[a-zA-Z0-9\-_]+$/;

/** Rejects an invalid name, as AWS does. */
export const checkName = (name: string, place = 'name'): void => {
  const broken = memberPattern(place, name, NAME);
  if (broken.length > 0) throw constraintError(...broken);
};

/**
 * Rejects the schedules that CreateSchedule and UpdateSchedule reject. The bounds are those of the API reference; AWS's messages for
 * conflicts between members are not known.
 *
 * @throws AwsError ValidationException
 * @see https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html
 */
export const checkSchedule = (shape: ScheduleShape): void => {
  checkName(shape.Name);
  if (shape.GroupName !== undefined) checkName(shape.GroupName, 'groupName');
  const broken = [...brokenMembers(shape), ...brokenTargetMembers(shape.Target)];
  if (broken.length > 0) throw constraintError(...broken);
  const { FlexibleTimeWindow: window, StartDate, EndDate } = shape;
  if ((window?.Mode === 'FLEXIBLE') !== (window?.MaximumWindowInMinutes !== undefined))
    throw validation('A flexible time window has MaximumWindowInMinutes if, and only if, its mode is FLEXIBLE.');
  if (StartDate !== undefined && EndDate !== undefined && EndDate <= StartDate)
    throw validation('The EndDate you specify must come after the StartDate.');
  timetableOf({ expression: shape.ScheduleExpression ?? '', timeZone: shape.ScheduleExpressionTimezone ?? 'UTC' }, 0);
  checkTarget(shape.Target ?? {});
};

const brokenMembers = (shape: ScheduleShape): readonly string[] => [
  ...length('description', shape.Description, 0, 512),
  ...missingMember('scheduleExpression', shape.ScheduleExpression),
  ...length('scheduleExpression', shape.ScheduleExpression, 1, 256),
  ...length('scheduleExpressionTimezone', shape.ScheduleExpressionTimezone, 1, 50),
  ...memberOf('state', shape.State, ['ENABLED', 'DISABLED']),
  ...memberOf('actionAfterCompletion', shape.ActionAfterCompletion, ['NONE', 'DELETE']),
  ...missingMember('flexibleTimeWindow', shape.FlexibleTimeWindow),
  ...(shape.FlexibleTimeWindow === undefined ? [] : missingMember('flexibleTimeWindow.mode', shape.FlexibleTimeWindow.Mode)),
  ...memberOf('flexibleTimeWindow.mode', shape.FlexibleTimeWindow?.Mode, ['OFF', 'FLEXIBLE']),
  ...memberRange('flexibleTimeWindow.maximumWindowInMinutes', shape.FlexibleTimeWindow?.MaximumWindowInMinutes, 1, 1_440),
  ...missingMember('target', shape.Target),
];

const brokenTargetMembers = (target: TargetShape | undefined): readonly string[] =>
  target === undefined
    ? []
    : [
        ...missingMember('target.arn', target.Arn),
        ...length('target.arn', target.Arn, 1, 1_600),
        ...missingMember('target.roleArn', target.RoleArn),
        ...memberPattern('target.roleArn', target.RoleArn, ROLE),
        ...length('target.input', target.Input, 1, Number.POSITIVE_INFINITY),
        ...memberPattern('target.deadLetterConfig.arn', target.DeadLetterConfig?.Arn, QUEUE),
        ...memberRange('target.retryPolicy.maximumEventAgeInSeconds', target.RetryPolicy?.MaximumEventAgeInSeconds, 60, 86_400),
        ...memberRange('target.retryPolicy.maximumRetryAttempts', target.RetryPolicy?.MaximumRetryAttempts, 0, 185),
        ...length('target.eventBridgeParameters.detailType', target.EventBridgeParameters?.DetailType, 1, 128),
        ...length('target.eventBridgeParameters.source', target.EventBridgeParameters?.Source, 1, 256),
        ...length('target.sqsParameters.messageGroupId', target.SqsParameters?.MessageGroupId, 1, 128),
      ];

const checkTarget = ({ Arn = '', Input, EventBridgeParameters, SqsParameters }: TargetShape): void => {
  const [, , service, , , resource = ''] = Arn.split(':');
  const bus = service === 'events' && resource.startsWith('event-bus/');
  const known = service === 'lambda' || service === 'sqs' || service === 'sns' || service === 'states' || bus;
  if (!known) throw unknownMember(`the target ${Arn}`);
  if (bus !== (EventBridgeParameters?.Source !== undefined && EventBridgeParameters.DetailType !== undefined))
    throw validation(`A target has EventBridgeParameters with a Source and a DetailType if, and only if, it is an event bus: ${Arn}.`);
  if ((service === 'sqs' && Arn.endsWith('.fifo')) !== (SqsParameters?.MessageGroupId !== undefined))
    throw validation(`A target has SqsParameters with a MessageGroupId if, and only if, it is a FIFO queue: ${Arn}.`);
  if (service !== 'sqs' && service !== 'sns' && Input !== undefined && !isJson(Input))
    throw validation(`The Input for the target ${Arn} must be well-formed JSON.`);
};

const length = (place: string, value: string | undefined, min: number, max: number): readonly string[] => {
  if (value === undefined || (value.length >= min && value.length <= max)) return [];
  const bound = value.length < min ? `greater than or equal to ${min}` : `less than or equal to ${max}`;
  return [brokenConstraint(value, place, `have length ${bound}`)];
};
