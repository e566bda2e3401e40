import type { JobOutcome } from '@plumbline/local-aws-kernel';
import type { Json } from '../json.ts';
import { StateFailure } from '../state-failure.ts';
import { type CallTaskProps, callTask } from '../tasks/call-task.ts';
import { taskSubmitted } from '../tasks/task-events.ts';
import { advance } from './advance.ts';
import { CALL, type Engine, EXPIRE, type FrameJob, STEP } from './engine.ts';
import { endExecution } from './execution-end.ts';
import type { Frame } from './records.ts';
import { storedFailure } from './recovery.ts';
import { addTaskEvent, failTask, isTask, succeedTask, type TaskTurn } from './task-end.ts';
import type { Turn } from './turn.ts';

interface Props extends CallTaskProps {
  readonly engine: Engine;
  /** Functions are being stopped, so their outcomes have no meaning. */
  readonly stopping: () => boolean;
}

/**
 * Runs executions: every step is a job, and its outcome is stored in one write with the jobs of the next one. A job of an
 * earlier epoch is dropped, so a step that is run again after a crash changes nothing twice; a call may be made twice.
 */
export const runExecutions = (props: Props): void => {
  const { engine, stopping } = props;
  const { jobs, store, clock } = engine;

  jobs.handle<FrameJob>(STEP, async (job) => {
    const turn = turnOf(engine, job);
    if (turn === undefined) return undefined;
    const commit = await advance(engine, turn);
    store.write(() => {
      const now = turnOf(engine, job);
      if (now !== undefined) commit(now);
    });
    return undefined;
  });

  jobs.handle<FrameJob>(CALL, async (job): Promise<JobOutcome<FrameJob>> => {
    const turn = taskOf(engine, job);
    const task = turn?.frame.progress.task;
    if (turn === undefined || task === undefined) return undefined;
    const outcome = await outcomeOf(
      callTask(props, { resource: turn.state.resource, execution: turn.execution, task, traceHeader: engine.tracing.headerFor(turn) }),
    );
    if (stopping() && callsFunction(turn)) return { retryAtMs: clock.now(), payload: job };
    store.write(() => {
      // A heartbeat may have changed the frame while the call was made.
      const now = taskOf(engine, job);
      if (now === undefined) return;
      if ('failure' in outcome) failTask(engine, now, storedFailure(outcome.failure, now.frame));
      else answered(engine, now, outcome.result);
    });
    return undefined;
  });

  jobs.handle<{ readonly executionId: number }>(EXPIRE, async ({ executionId }) => {
    store.write(() => {
      const execution = engine.executions.find(executionId);
      if (execution?.status === 'RUNNING') endExecution(engine, execution, { status: 'TIMED_OUT' }, lastEventOf(engine, executionId));
    });
    return undefined;
  });
};

/** local-aws interrupts functions when it stops; the other services respond immediately. */
const callsFunction = ({ state: { resource } }: TaskTurn): boolean => resource.kind === 'function' || resource.service === 'lambda';

const turnOf = (engine: Engine, { frameId, epoch }: FrameJob): Turn | undefined => {
  const frame = engine.frames.find(frameId);
  return frame === undefined || frame.epoch !== epoch ? undefined : engine.turns.load(frame);
};

const taskOf = (engine: Engine, job: FrameJob): TaskTurn | undefined => {
  const turn = turnOf(engine, job);
  return turn !== undefined && isTask(turn) ? turn : undefined;
};

/** The last event of the machine's own thread. */
const lastEventOf = ({ frames }: Engine, executionId: number): number =>
  frames.all(executionId).find((frame: Frame) => frame.parentId === undefined)?.lastEvent ?? 0;

type Outcome = { readonly result: Json } | { readonly failure: StateFailure };

const outcomeOf = async (call: Promise<Json>): Promise<Outcome> => {
  try {
    return { result: await call };
  } catch (failure) {
    if (failure instanceof StateFailure) return { failure };
    throw failure;
  }
};

/** The call returned: its response is the task's result, unless the task ends later. */
const answered = (engine: Engine, turn: TaskTurn, result: Json): void => {
  const { frame, state } = turn;
  const pattern = state.resource.kind === 'function' ? 'requestResponse' : state.resource.pattern;
  if (pattern === 'requestResponse') {
    succeedTask(engine, turn, result);
    return;
  }
  const lastEvent = addTaskEvent(engine, turn, taskSubmitted(state.resource, result));
  engine.frames.setLastEvent(frame.id, lastEvent);
  if (pattern !== 'waitForTaskToken') awaitExecution(engine, { ...turn, frame: { ...frame, lastEvent } }, result);
};

/** `.sync`: the started execution notifies this task of its end. */
const awaitExecution = (engine: Engine, turn: TaskTurn, result: Json): void => {
  const arn = typeof result === 'object' && result !== null && 'ExecutionArn' in result ? String(result.ExecutionArn) : '';
  const child = engine.executions.byArn(arn);
  if (child?.status === 'RUNNING') engine.executions.setWaiting(child.id, turn.frame.id, turn.frame.epoch);
  else failTask(engine, turn, { error: 'States.TaskFailed', cause: `The execution '${arn}' is not running.` });
};
