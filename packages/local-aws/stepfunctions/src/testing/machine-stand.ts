import { DescribeExecutionCommand, GetExecutionHistoryCommand, type HistoryEvent, SFNClient } from '@aws-sdk/client-sfn';
import type { Statement } from '@plumbline/iam-policy';
import { dynamodb } from '@plumbline/local-aws-dynamodb';
import type { Opened, ServiceModules } from '@plumbline/local-aws-kernel';
import { type FunctionStand, type FunctionStandProps, startFunctionStand } from '@plumbline/local-aws-lambda/testing';
import { stepfunctions } from '../index.ts';
import { type Json, parseJson } from '../json.ts';
import type { StateMachineDefinition } from '../state-machine-definition.ts';
import { aslErrors } from './asl-errors.ts';

/** The outcome or progress of an execution. */
export interface Ran {
  readonly status: string | undefined;
  readonly output?: Json | undefined;
  readonly error?: string | undefined;
  readonly cause?: string | undefined;
}

export interface MachineOptions extends Partial<StateMachineDefinition> {
  /** The statements of its role's policy. @default full access */
  readonly statements?: readonly Statement[];
  /** Whether the community's validator accepts the definition. @default true, and the stand checks it */
  readonly valid?: boolean;
}

const services = { dynamodb, stepfunctions };
export type MachineServices = typeof services;

interface Machines {
  readonly sfn: SFNClient;
  /** Deploys a machine with its own role. @returns its ARN. */
  putMachine(definition: object, more?: MachineOptions): string;
  /** Starts an execution. @returns its ARN. */
  begin(machineArn: string, input?: Json): string;
  describe(executionArn: string): Promise<Ran>;
  /** Deploys and starts a machine, and runs all work that needs no time. */
  run(definition: object, input?: Json, ...statements: readonly Statement[]): Promise<Ran>;
  history(executionArn: string): Promise<readonly HistoryEvent[]>;
}

/** A stand with state machines, and with the services in `M`. */
export type MachineStand<M extends ServiceModules = Record<never, never>> = FunctionStand<MachineServices> & Opened<M> & Machines;

/** Machines that end at once, wait for a minute, and fail. */
export const PASS = { StartAt: 'S', States: { S: { Type: 'Pass', End: true } } };
export const WAIT = { StartAt: 'S', States: { S: { Type: 'Wait', Seconds: 60, End: true } } };
export const FAIL = { StartAt: 'S', States: { S: { Type: 'Fail', Error: 'Mine', Cause: 'because' } } };

/** For tests: a stand with a client for Step Functions. */
export const startMachineStand = async <M extends ServiceModules = Record<never, never>>(
  props: FunctionStandProps<MachineServices & M> = {},
  more: M = {} as M,
): Promise<MachineStand<M>> => {
  const stand = (await startFunctionStand(props, { ...services, ...more })) as FunctionStand<MachineServices> & Opened<M>;
  const sfn = new SFNClient({ ...stand.clientConfig, disableHostPrefix: true });
  let machines = 0;
  const putMachine: Machines['putMachine'] = (definition, { statements = [], valid = true, ...more } = {}) => {
    machines += 1;
    const problems = valid ? aslErrors(definition) : '';
    if (problems !== '') throw new Error(`The definition of the test is not valid ASL: ${problems}`);
    const name = more.name ?? `machine-${machines}`;
    const arn = `arn:aws:states:eu-west-1:000000000000:stateMachine:${name}`;
    const roleArn = stand.putRole(`${name}-role`, ...statements);
    stand.stepfunctions.putStateMachine({ name, arn, roleArn, definition: JSON.stringify(definition), type: 'STANDARD', ...more });
    return arn;
  };
  const begin: Machines['begin'] = (machineArn, input = {}) =>
    stand.stepfunctions.startExecution(machineArn, JSON.stringify(input)).executionArn;
  const describe: Machines['describe'] = async (executionArn) => {
    const { status, output, error, cause } = await sfn.send(new DescribeExecutionCommand({ executionArn }));
    return {
      status,
      ...(output === undefined ? {} : { output: parseJson(output) }),
      ...(error === undefined ? {} : { error }),
      ...(cause === undefined ? {} : { cause }),
    };
  };
  return {
    ...stand,
    ...{ sfn, putMachine, begin, describe },
    async run(definition, input = {}, ...statements) {
      const executionArn = begin(putMachine(definition, { statements }), input);
      await stand.settled();
      return describe(executionArn);
    },
    async history(executionArn) {
      const { events = [] } = await sfn.send(new GetExecutionHistoryCommand({ executionArn, maxResults: 1_000 }));
      return events;
    },
    async stop() {
      sfn.destroy();
      await stand.stop();
    },
  };
};
