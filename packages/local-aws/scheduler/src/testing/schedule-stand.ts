import type { CreateScheduleCommandInput } from '@aws-sdk/client-scheduler';
import type { PolicyDocument, Statement } from '@plumbline/iam-policy';
import { events } from '@plumbline/local-aws-events';
import {
  type DeployingFunctions,
  type FunctionStand,
  type FunctionStandProps,
  startFunctionStand,
} from '@plumbline/local-aws-lambda/testing';
import { stepfunctions } from '@plumbline/local-aws-stepfunctions';
import { scheduler } from '../index.ts';

export const ACCOUNT = 'eu-west-1:000000000000';
export const GROUP_ARN = `arn:aws:scheduler:${ACCOUNT}:schedule-group/default`;
export const FUNCTION_ARN = `arn:aws:lambda:${ACCOUNT}:function:f`;
export const ROLE_ARN = 'arn:aws:iam::000000000000:role/caller';

/** For tests: a stand with the function `f`, the queues `q` and `dead`, and a role with which Scheduler may call them. */
const services = { stepfunctions, events, scheduler };
type ScheduleServices = typeof services;
/** The services before they start. */
export type ScheduleDeploying = DeployingFunctions<ScheduleServices>;

export interface ScheduleStand extends FunctionStand<ScheduleServices> {
  /** The ARN of a queue. */
  readonly queue: string;
  readonly dead: string;
  /** Gives the role other permissions, and another trust policy. */
  putCaller(statements: readonly Statement[], trust?: Partial<Statement>): void;
  /** A request that creates a schedule for the function, with the given changes. */
  request(more: Partial<CreateScheduleCommandInput>, target?: Partial<CreateScheduleCommandInput['Target']>): CreateScheduleCommandInput;
  /** The outcome of every attempt to invoke a target. */
  outcomes(): readonly string[];
  /** Receives the messages of a queue, as plain strings with their attributes. */
  messages(queueArn: string): readonly Readonly<Record<string, unknown>>[];
}

const FUNCTION = 'export const handler = (event) => console.log(JSON.stringify(event));';

export const startScheduleStand = async (props: FunctionStandProps<ScheduleServices> = {}): Promise<ScheduleStand> => {
  const stand = await startFunctionStand<ScheduleServices>(
    {
      ...props,
      async deploy(core) {
        await core.putFunction('f', FUNCTION);
        const queues = ['q', 'dead'].map((name) => core.sqs.putQueue({ name }));
        putCaller(core, [
          { Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: FUNCTION_ARN },
          { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: queues },
        ]);
        await props.deploy?.(core);
      },
    },
    services,
  );
  return {
    ...stand,
    queue: `arn:aws:sqs:${ACCOUNT}:q`,
    dead: `arn:aws:sqs:${ACCOUNT}:dead`,
    putCaller: (statements, trust) => putCaller(stand, statements, trust),
    request: (more, target = {}) => ({
      Name: 's',
      ScheduleExpression: 'rate(5 minutes)',
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: { Arn: FUNCTION_ARN, RoleArn: ROLE_ARN, ...target },
      ...more,
    }),
    outcomes: () => stand.occurrences.flatMap((one) => (one.kind === 'schedule' ? [one.outcome] : [])),
    messages: (queueArn) =>
      stand.take(queueArn).map(({ body, messageAttributes, receiptHandle }) => {
        stand.sqs.remove(queueArn, receiptHandle);
        return { body, ...Object.fromEntries(Object.entries(messageAttributes).map(([name, { stringValue }]) => [name, stringValue])) };
      }),
  };
};

const putCaller = ({ iam }: Pick<ScheduleStand, 'iam'>, statements: readonly Statement[], trust: Partial<Statement> = {}): void => {
  const document: PolicyDocument = {
    Statement: {
      Effect: 'Allow',
      Principal: { Service: 'scheduler.amazonaws.com' },
      Action: 'sts:AssumeRole',
      Condition: { ArnEquals: { 'aws:SourceArn': GROUP_ARN }, StringEquals: { 'aws:SourceAccount': '000000000000' } },
      ...trust,
    },
  };
  iam.putRole(ROLE_ARN, document);
  iam.putRolePolicy(ROLE_ARN, 'test', { Statement: statements });
};
