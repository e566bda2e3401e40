import type { Account } from '../account.ts';
import { AwsError } from '../aws-error.ts';
import type { Clock } from '../clock/clock.ts';
import type { AwsService } from '../endpoint/aws-service.ts';
import type { ServiceEvent } from '../events/events.ts';
import type { Iam } from '../iam/iam.ts';
import { STEP_FUNCTIONS } from '../iam/service-principal.ts';
import type { Logs } from '../logs/logs.ts';
import type { Jobs } from '../store/jobs.ts';
import type { Store } from '../store/store.ts';
import { DefinitionError } from './asl/definition-error.ts';
import { readStateMachine } from './asl/read-state-machine.ts';
import { stateMachineDoesNotExist } from './errors.ts';
import { dueWatch } from './execution/due-watch.ts';
import { type Engine, EXPIRE, stepSoon } from './execution/engine.ts';
import { openExecutionTable } from './execution/execution-table.ts';
import { openFrameTable } from './execution/frame-table.ts';
import { openHistory } from './execution/history.ts';
import { runExecutions } from './execution/interpreter.ts';
import { openTurns } from './execution/turn.ts';
import type { DeployedMachine } from './operations/operation-context.ts';
import { type StartOptions, startExecution } from './start-execution.ts';
import type { StateMachineDefinition } from './state-machine-definition.ts';
import { stepFunctionsService } from './step-functions-service.ts';
import { syncExecutions } from './sync-executions.ts';

/** The local Step Functions. */
export interface StepFunctions {
  readonly service: AwsService;
  /** Deploys a machine or changes it; executions that run go on with the definition they began with. Throws AwsError InvalidDefinition. */
  putStateMachine(definition: StateMachineDefinition): void;
  exists(arn: string): boolean;
  /**
   * Begins an execution, in the caller's `store.write` if there is one: then it is on disk with its cause. A standard execution
   * of the same name and input that runs is not begun again. Throws AwsError: StateMachineDoesNotExist, ExecutionAlreadyExists,
   * InvalidExecutionInput, InvalidName. Checks no permissions. `startDate` is in ms since 1970.
   */
  startExecution(
    stateMachineArn: string,
    input: string,
    options?: StartOptions,
  ): { readonly executionArn: string; readonly startDate: number };
  /** Begins to look at the clock. Executions themselves are jobs. */
  start(): void;
  /** Lets go of those who wait for executions; call it before what tasks call is ended. */
  stop(): void;
}

export interface StepFunctionsProps {
  readonly store: Store;
  readonly clock: Clock;
  readonly jobs: Jobs;
  readonly account: Account;
  readonly iam: Iam;
  readonly logs: Pick<Logs, 'append'>;
  /** The services that tasks call, by the names in their resources. Asked for late: they may be opened afterwards. */
  readonly services: () => Readonly<Record<'lambda' | 'sqs' | 'dynamodb' | 'events', AwsService>>;
  readonly emitEvent: (event: ServiceEvent) => void;
  /** Between 0 and 1: jitter and random functions. */
  readonly random: () => number;
}

export const openStepFunctions = (props: StepFunctionsProps): StepFunctions => {
  const { store, clock, jobs, account, iam, random } = props;
  const machines = new Map<string, DeployedMachine>();
  const executions = openExecutionTable(store);
  const frames = openFrameTable(store);
  const sync = syncExecutions(store);
  let stopping = false;

  const due = dueWatch({
    ...{ store, clock },
    nextMs: () => earliest(frames.nextDueMs(), executions.nextDeadlineMs()),
    ring(nowMs) {
      for (const { frameId, epoch } of frames.takeDue(nowMs)) stepSoon(engine, frameId, epoch);
      for (const executionId of executions.takeExpired(nowMs)) jobs.add(EXPIRE, { executionId });
    },
  });
  const engine: Engine = {
    ...{ store, clock, jobs, random, executions, frames, due },
    region: account.region,
    history: openHistory({ store, clock, executions, logs: props.logs, loggingOf: (arn) => machines.get(arn)?.logging }),
    turns: openTurns({ clock, executions, frames, random }),
    emitEvent: props.emitEvent,
    ended: sync.ended,
  };

  const machineOf = (arn: string): DeployedMachine => {
    const machine = machines.get(arn);
    if (machine === undefined) throw stateMachineDoesNotExist(arn);
    return machine;
  };
  const service = stepFunctionsService({ engine, sync, machineOf, machines: () => [...machines.values()] });
  runExecutions({
    ...{ engine, iam },
    services: () => ({ ...props.services(), states: service }),
    stopping: () => stopping,
  });

  return {
    service,
    putStateMachine(definition) {
      checkMachine(definition, account, iam);
      machines.set(definition.arn, { ...definition, createdMs: machines.get(definition.arn)?.createdMs ?? clock.now() });
    },
    exists: (arn) => machines.has(arn),
    startExecution(stateMachineArn, input, options) {
      const { arn, startMs } = startExecution(engine, machineOf(stateMachineArn), input, options);
      return { executionArn: arn, startDate: startMs };
    },
    start: () => due.start(),
    stop() {
      stopping = true;
      due.stop();
      sync.stop();
    },
  };
};

const earliest = (...timesMs: readonly (number | undefined)[]): number | undefined => {
  const known = timesMs.filter((timeMs) => timeMs !== undefined);
  return known.length === 0 ? undefined : Math.min(...known);
};

/** What AWS checks when a machine is created. */
const checkMachine = ({ name, arn, roleArn, definition, type }: StateMachineDefinition, { region }: Account, iam: Iam): void => {
  const refuse = (code: string, why: string): AwsError => new AwsError(code, `The state machine ${name} cannot be deployed. ${why}`);
  try {
    readStateMachine(definition, type);
  } catch (error) {
    if (!(error instanceof DefinitionError)) throw error;
    throw refuse('InvalidDefinition', `Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: ${error.message}'`);
  }
  const principals = [STEP_FUNCTIONS, `states.${region}.amazonaws.com`];
  if (!principals.some((principal) => iam.trusts(roleArn, principal, arn))) {
    throw refuse(
      'AccessDeniedException',
      `Neither the global service principal ${STEP_FUNCTIONS}, nor the regional one is authorized to assume the provided role ${roleArn}.`,
    );
  }
};
