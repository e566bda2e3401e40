import type { Defect } from '../planted.ts';
import { adding, all, allowing, policyText, set, statements, unset, without } from '../planting.ts';

const SCHEDULE = 'aws_scheduler_schedule';
const GROUP = 'aws_scheduler_schedule_group';
const ROLE = 'aws_iam_role';
const ROLE_POLICY = 'aws_iam_role_policy';
const QUEUE = 'aws_sqs_queue';
const ALARM = 'aws_cloudwatch_metric_alarm';

const ACCOUNT = 'eu-west-1:123456789012';
const NAME = 'plumbline-dev-nightly';
const FUNCTION_ARN = `arn:aws:lambda:${ACCOUNT}:function:plumbline-dev-arrange-delivery`;
const TARGET = {
  arn: FUNCTION_ARN,
  role_arn: '${aws_iam_role.nightly.arn}',
  input: '{}',
  retry_policy: { maximum_event_age_in_seconds: 86_400, maximum_retry_attempts: 185 },
  dead_letter_config: { arn: '${aws_sqs_queue.nightly.arn}' },
};
const AT = `${SCHEDULE}.nightly`;

/** Adds a schedule of a function as our construct writes it, with its group, role and dead-letter queue. */
export const scheduled =
  (stack = 'delivery', functionName = 'plumbline-dev-arrange-delivery'): Defect['plant'] =>
  (stacks) => {
    const [name] = Object.entries(stacks.blocks(stack, 'aws_lambda_function')).find(([, fn]) => fn.function_name === functionName) ?? [];
    const arn = `\${aws_lambda_function.${name}.arn}`;
    const plant = all(
      adding(stack, GROUP, 'nightly', { name: NAME }),
      adding(stack, QUEUE, 'nightly', { name: `${NAME}-undelivered`, sqs_managed_sse_enabled: true }),
      adding(stack, ALARM, 'nightly', {
        alarm_name: `${NAME}-undelivered-not-empty`,
        ...{
          namespace: 'AWS/SQS',
          metric_name: 'ApproximateNumberOfMessagesVisible',
          dimensions: { QueueName: '${aws_sqs_queue.nightly.name}' },
        },
        ...{ comparison_operator: 'GreaterThanThreshold', threshold: 0, evaluation_periods: 1, period: 300, statistic: 'Maximum' },
      }),
      adding(stack, ROLE, 'nightly', {
        name: `${NAME}-schedule-role`,
        assume_role_policy: policyText({
          ...{ Action: 'sts:AssumeRole', Principal: { Service: 'scheduler.amazonaws.com' } },
          Condition: { ArnEquals: { 'aws:SourceArn': '${aws_scheduler_schedule_group.nightly.arn}' } },
        }),
      }),
      adding(stack, ROLE_POLICY, 'nightly', {
        ...{ name: `${NAME}-schedule-policy`, role: '${aws_iam_role.nightly.id}' },
        policy: policyText(
          { Action: 'lambda:InvokeFunction', Resource: arn },
          { Action: 'sqs:SendMessage', Resource: '${aws_sqs_queue.nightly.arn}' },
        ),
      }),
      adding(stack, SCHEDULE, 'nightly', {
        ...{ name: NAME, group_name: '${aws_scheduler_schedule_group.nightly.name}', schedule_expression: 'rate(1 day)' },
        ...{ state: 'ENABLED', flexible_time_window: { mode: 'OFF' } },
        target: { ...TARGET, arn },
      }),
    );
    plant(stacks);
  };

const target = (change: object): Defect['plant'] => set(SCHEDULE, 'nightly', { target: { ...TARGET, ...change } });
const trust = (change: object): Defect['plant'] =>
  statements(ROLE, 'nightly', 'sts:AssumeRole', (statement) => Object.assign(statement, change), 'assume_role_policy');
const may = (action: string, change: object): Defect['plant'] =>
  statements(ROLE_POLICY, 'nightly', action, (statement) => Object.assign(statement, change));
const onBehalfOf = (arn: string): object => ({ Condition: { ArnEquals: { 'aws:SourceArn': arn } } });

const PLANTED: readonly Defect[] = [
  {
    name: 'a schedule invokes a function that is not there',
    finds: ['TARGET_MISSING', 'PERMISSION_UNUSED'],
    plant: target({ arn: `arn:aws:lambda:${ACCOUNT}:function:plumbline-dev-arrange` }),
  },
  {
    name: 'a schedule sends to a queue that is not there',
    finds: 'TARGET_MISSING',
    at: AT,
    plant: all(
      target({ arn: `arn:aws:sqs:${ACCOUNT}:nowhere` }),
      may('lambda:InvokeFunction', { Action: 'sqs:SendMessage', Resource: `arn:aws:sqs:${ACCOUNT}:nowhere` }),
    ),
  },
  {
    name: 'a schedule’s role may not invoke its target',
    finds: ['INVOKE_FORBIDDEN', 'PERMISSION_UNUSED'],
    plant: may('lambda:InvokeFunction', { Resource: `arn:aws:lambda:${ACCOUNT}:function:plumbline-dev-new-order` }),
  },
  {
    name: 'a schedule’s role is denied what it is allowed',
    finds: 'INVOKE_FORBIDDEN',
    at: AT,
    plant: allowing(ROLE_POLICY, 'nightly', { Effect: 'Deny', Action: 'lambda:InvokeFunction', Resource: FUNCTION_ARN }),
  },
  {
    name: 'a schedule’s role trusts EventBridge’s rules',
    finds: 'INVOKE_FORBIDDEN',
    at: AT,
    plant: trust({ Principal: { Service: 'events.amazonaws.com' } }),
  },
  {
    name: 'a schedule’s role may be assumed on behalf of the schedule, and Scheduler names the group',
    finds: 'INVOKE_FORBIDDEN',
    at: AT,
    plant: trust(onBehalfOf(`arn:aws:scheduler:${ACCOUNT}:schedule/${NAME}/${NAME}`)),
  },
  {
    name: 'a schedule’s role may be assumed on behalf of another group',
    finds: 'INVOKE_FORBIDDEN',
    at: AT,
    plant: trust(onBehalfOf(`arn:aws:scheduler:${ACCOUNT}:schedule-group/default`)),
  },
  {
    name: 'a schedule is in the default group, and its role is for another',
    finds: 'INVOKE_FORBIDDEN',
    at: AT,
    plant: unset(SCHEDULE, 'nightly', 'group_name'),
  },
  {
    name: 'a schedule has no dead-letter queue',
    finds: 'TARGET_WITHOUT_DLQ',
    at: AT,
    plant: target({ dead_letter_config: null }),
  },
  {
    name: 'a schedule’s dead-letter queue is not there',
    finds: ['DLQ_MISSING', 'PERMISSION_UNUSED'],
    plant: target({ dead_letter_config: { arn: `arn:aws:sqs:${ACCOUNT}:nowhere` } }),
  },
  {
    name: 'a schedule’s dead-letter queue is in another region',
    finds: ['DLQ_ELSEWHERE', 'PERMISSION_UNUSED'],
    plant: target({ dead_letter_config: { arn: `arn:aws:sqs:us-east-1:123456789012:${NAME}-undelivered` } }),
  },
  {
    name: 'a schedule’s dead-letter queue is FIFO',
    finds: 'DLQ_OTHER_KIND',
    at: AT,
    plant: all(
      set(QUEUE, 'nightly', { name: `${NAME}-undelivered.fifo`, fifo_queue: true }),
      set(ALARM, 'nightly', { dimensions: { QueueName: `${NAME}-undelivered.fifo` } }),
    ),
  },
  {
    name: 'a schedule’s role may not send to its dead-letter queue',
    finds: 'DLQ_REFUSES',
    at: AT,
    plant: (stacks) =>
      stacks.edit(ROLE_POLICY, 'nightly', 'policy', (policy: { Statement: { Action: unknown }[] }) => {
        policy.Statement = policy.Statement.filter(({ Action }) => Action !== 'sqs:SendMessage');
      }),
  },
  {
    name: 'a schedule’s dead-letter queue has no alarm',
    finds: 'DLQ_WITHOUT_ALARM',
    at: `${QUEUE}.nightly`,
    plant: without(ALARM, 'nightly'),
  },
  {
    name: 'a schedule’s role may do more than the schedule does',
    finds: 'PERMISSION_UNUSED',
    at: `${ROLE_POLICY}.nightly`,
    plant: allowing(ROLE_POLICY, 'nightly', { Action: 'states:StartExecution', Resource: `arn:aws:states:${ACCOUNT}:stateMachine:m` }),
  },
  {
    name: 'a schedule has a name that AWS does not take',
    finds: 'NAME_INVALID',
    at: AT,
    plant: set(SCHEDULE, 'nightly', { name: 'every night' }),
  },
];

/** What a schedule gets wrong. */
export const SCHEDULE_DEFECTS: readonly Defect[] = PLANTED.map((defect) => ({ ...defect, plant: all(scheduled(), defect.plant) }));

/** Schedules in which nothing may be found. */
export const RIGHT_SCHEDULES: readonly Omit<Defect, 'finds'>[] = [
  { name: 'a schedule invokes a function', plant: scheduled() },
  { name: 'a schedule is off', plant: all(scheduled(), set(SCHEDULE, 'nightly', { state: 'DISABLED' })) },
  {
    name: 'a schedule’s role is for every group of the account',
    plant: all(scheduled(), trust({ Condition: { StringEquals: { 'aws:SourceAccount': '123456789012' } } })),
  },
  {
    name: 'a schedule is in the default group, and so says its role',
    plant: all(
      scheduled(),
      unset(SCHEDULE, 'nightly', 'group_name'),
      trust(onBehalfOf(`arn:aws:scheduler:${ACCOUNT}:schedule-group/default`)),
    ),
  },
  {
    name: 'a schedule calls what no role’s needs are known of',
    plant: all(scheduled(), target({ arn: 'arn:aws:scheduler:::aws-sdk:lambda:invoke' })),
  },
  {
    name: 'the target of a schedule is unknown',
    plant: all(scheduled(), target({ arn: '${var.unknown}' })),
  },
  {
    name: 'another service also assumes a schedule’s role',
    plant: all(
      scheduled(),
      trust({ Principal: { Service: ['scheduler.amazonaws.com', 'events.amazonaws.com'] } }),
      allowing(ROLE_POLICY, 'nightly', { Action: 'states:StartExecution', Resource: `arn:aws:states:${ACCOUNT}:stateMachine:m` }),
    ),
  },
];
