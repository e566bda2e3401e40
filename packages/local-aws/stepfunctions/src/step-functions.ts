import type { Account, AwsService, Iam, Kernel, Offers, Ports } from '@plumbline/local-aws-kernel';
import { AwsError, STEP_FUNCTIONS } from '@plumbline/local-aws-kernel';
import { DefinitionError } from './asl/definition-error.ts';
import { readStateMachine } from './asl/read-state-machine.ts';
import { stateMachineDoesNotExist } from './errors.ts';
import { dueWatch } from './execution/due-watch.ts';
import { type Engine, EXPIRE, stepSoon } from './execution/engine.ts';
import { openExecutionTable } from './execution/execution-table.ts';
import { openFrameTable } from './execution/frame-table.ts';
import { openHistory } from './execution/history.ts';
import { runExecutions } from './execution/interpreter.ts';
import { openTracing } from './execution/tracing.ts';
import { openTurns } from './execution/turn.ts';
import type { DeployedMachine } from './operations/operation-context.ts';
import { type StartOptions, startExecution } from './start-execution.ts';
import type { StateMachineDefinition } from './state-machine-definition.ts';
import { stateMachineTarget } from './state-machine-target.ts';
import { stepFunctionsService } from './step-functions-service.ts';
import { syncExecutions } from './sync-executions.ts';

/** The local Step Functions. */
export interface StepFunctions {
  readonly service: AwsService;
  readonly offers: Offers;
  /** Deploys a machine or changes it; running executions keep the definition that they started with. Throws AwsError InvalidDefinition. */
  putStateMachine(definition: StateMachineDefinition): void;
  exists(arn: string): boolean;
  /**
   * Starts an execution, in the caller's `store.write` if there is one: then it is on disk together with its cause. A running standard
   * execution with the same name and input is not started again. Throws AwsError: StateMachineDoesNotExist, ExecutionAlreadyExists,
   * InvalidExecutionInput, InvalidName. Checks no permissions. `startDate` is in ms since 1970.
   */
  startExecution(
    stateMachineArn: string,
    input: string,
    options?: StartOptions,
  ): { readonly executionArn: string; readonly startDate: number };
  /** Starts to watch the clock. Executions themselves are jobs. */
  start(): void;
  /** Releases the callers that wait for executions; call it before the services that tasks call end. */
  drain(): void;
}

/** Part of the kernel and the ports that machines run with. */
export type StepFunctionsKernel = Pick<Kernel, 'store' | 'clock' | 'jobs' | 'account' | 'iam' | 'random'>;

export const openStepFunctions = (
  { store, clock, jobs, account, iam, random }: StepFunctionsKernel,
  ports: Pick<Ports, 'emit' | 'log' | 'trace' | 'callService' | 'callTarget'>,
): StepFunctions => {
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
    history: openHistory({ store, clock, executions, log: ports.log, loggingOf: (arn) => machines.get(arn)?.logging }),
    turns: openTurns({ clock, executions, frames, random }),
    tracing: openTracing({ clock, trace: ports.trace, isTraced: (arn) => machines.get(arn)?.tracing === true }),
    emitEvent: ports.emit,
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
    callService: ports.callService,
    stopping: () => stopping,
  });

  const start: StepFunctions['startExecution'] = (stateMachineArn, input, options) => {
    const { arn, startMs } = startExecution(engine, machineOf(stateMachineArn), input, options);
    return { executionArn: arn, startDate: startMs };
  };
  const exists = (arn: string): boolean => machines.has(arn);

  return {
    service,
    offers: { target: stateMachineTarget({ exists, startExecution: start }) },
    putStateMachine(definition) {
      checkMachine(definition, account, iam);
      machines.set(definition.arn, { ...definition, createdMs: machines.get(definition.arn)?.createdMs ?? clock.now() });
    },
    exists,
    startExecution: start,
    start: () => due.start(),
    drain() {
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

/** AWS's checks at the creation of a machine. */
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
