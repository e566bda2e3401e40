import type { TaskState } from '../asl/state-machine.ts';
import type { Json } from '../json.ts';
import { StateFailure } from '../state-failure.ts';
import { type NamedEvent, resourceNames, taskFailed, taskSucceeded } from '../tasks/task-events.ts';
import { type Engine, stepSoon } from './engine.ts';
import type { StoredFailure } from './records.ts';
import { storedFailure } from './recovery.ts';
import { checkSize } from './state-size.ts';
import type { Turn } from './turn.ts';

export type TaskTurn = Turn & { readonly state: TaskState };

export const isTask = (turn: Turn): turn is TaskTurn => turn.state.type === 'Task';

/** Adds an event of a task to the history, after the frame's last event. Inside a write. */
export const addTaskEvent = (
  { history }: Engine,
  turn: Turn,
  { type, details }: NamedEvent,
  previousEvent = turn.frame.lastEvent,
): number => history.add(turn.execution, type, previousEvent, details);

/** The task has succeeded. Inside a write. */
export const succeedTask = (engine: Engine, turn: TaskTurn, result: Json): void => {
  const { frame, state } = turn;
  const { resource, resourceType } = resourceNames(state.resource);
  try {
    checkSize(result, state.resource.kind === 'function' ? resource : resourceType);
  } catch (error) {
    if (!(error instanceof StateFailure)) throw error;
    failTask(engine, turn, storedFailure(error, frame));
    return;
  }
  const lastEvent = addTaskEvent(engine, turn, taskSucceeded(state.resource, result));
  const { task: _, ...progress } = frame.progress;
  stepSoon(engine, frame.id, engine.frames.change(frame, { phase: 'succeeded', progress: { ...progress, result }, lastEvent }));
  engine.due.changed();
};

/** The task has failed or timed out. Inside a write. */
export const failTask = (engine: Engine, turn: TaskTurn, failure: StoredFailure, end: 'Failed' | 'TimedOut' = 'Failed'): void => {
  const { frame, state } = turn;
  const lastEvent = addTaskEvent(engine, turn, taskFailed(state.resource, failure, end));
  const { task: _, ...progress } = frame.progress;
  stepSoon(engine, frame.id, engine.frames.change(frame, { phase: 'failed', progress: { ...progress, failure }, lastEvent }));
  engine.due.changed();
};
