import type { JsonObject } from '../json.ts';
import { childResult } from '../tasks/child-execution.ts';
import type { Engine } from './engine.ts';
import type { ExecutionEnd } from './execution-table.ts';
import type { EventDetails } from './history.ts';
import type { Execution } from './records.ts';
import { statusEvent } from './status-event.ts';
import { failTask, isTask, succeedTask } from './task-end.ts';

const EVENTS: Readonly<Record<ExecutionEnd['status'], string>> = {
  SUCCEEDED: 'ExecutionSucceeded',
  FAILED: 'ExecutionFailed',
  TIMED_OUT: 'ExecutionTimedOut',
  ABORTED: 'ExecutionAborted',
};

/** Ends an execution and the executions that its tasks wait for, and notifies its waiters. Inside a write. */
export const endExecution = (engine: Engine, execution: Execution, end: Omit<ExecutionEnd, 'stopMs'>, previousEvent: number): void => {
  const { executions, frames, history, clock } = engine;
  for (const frame of frames.all(execution.id)) abortAwaited(engine, frame.id);
  history.add(execution, EVENTS[end.status], previousEvent, endDetails(end));
  const stopMs = clock.now();
  executions.end(execution.id, { ...end, stopMs });
  frames.removeAll(execution.id);
  engine.due.changed();
  const ended: Execution = { ...execution, output: undefined, error: undefined, cause: undefined, ...end, stopMs };
  engine.tracing.executionEnded(ended);
  // Express executions leave no rows.
  if (execution.express) executions.remove(execution.id);
  else engine.emitEvent(statusEvent(ended));
  tellWaiting(engine, ended);
  engine.ended(ended);
};

/** Ends the executions that the task of a frame no longer waits for. Inside a write. */
export const abortAwaited = (engine: Engine, frameId: number): void => {
  for (const awaited of engine.executions.awaitedBy(frameId)) endExecution(engine, awaited, { status: 'ABORTED' }, 0);
};

const endDetails = ({ status, output, error, cause }: Omit<ExecutionEnd, 'stopMs'>): EventDetails => {
  const details: JsonObject = {
    ...(output === undefined ? {} : { output, outputDetails: { truncated: false } }),
    ...(error === undefined ? {} : { error }),
    ...(cause === undefined ? {} : { cause }),
  };
  const member = EVENTS[status];
  return [`${member.charAt(0).toLowerCase()}${member.slice(1)}EventDetails`, details];
};

/** A Task state with `.sync` continues. */
const tellWaiting = (engine: Engine, execution: Execution): void => {
  const { waiting } = execution;
  const frame = waiting === undefined ? undefined : engine.frames.find(waiting.frameId);
  const turn = frame === undefined || frame.epoch !== waiting?.epoch ? undefined : engine.turns.load(frame);
  if (turn === undefined || !isTask(turn) || turn.state.resource.kind !== 'service') return;
  const result = childResult(execution, turn.state.resource.pattern);
  if (execution.status === 'SUCCEEDED') succeedTask(engine, turn, result);
  else failTask(engine, turn, { error: 'States.TaskFailed', cause: JSON.stringify(result) });
};
