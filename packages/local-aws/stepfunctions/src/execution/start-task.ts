import { randomUUID } from 'node:crypto';
import { taskScheduled, taskStarted } from '../tasks/task-events.ts';
import { newTaskToken } from '../tasks/task-token.ts';
import type { Commit } from './departure.ts';
import { CALL, type Engine, type FrameJob } from './engine.ts';
import type { TaskProgress } from './records.ts';
import { checkSize } from './state-size.ts';
import { addTaskEvent, type TaskTurn } from './task-end.ts';

/** Starts a Task: stores its arguments and its deadline, then calls it. Throws StateFailure. */
export const startTask = async (engine: Engine, turn: TaskTurn): Promise<Commit> => {
  const { state, execution } = turn;
  const { resource } = state;
  const token = resource.kind === 'service' && resource.pattern === 'waitForTaskToken' ? newTaskToken(execution.arn) : undefined;
  const scope = engine.turns.scopeOf(turn, token === undefined ? {} : { token });
  const parameters = await state.flow.work(scope);
  checkSize(parameters, state.name);
  const timeoutSeconds = await state.timeoutSeconds?.(scope);
  const heartbeatSeconds = await state.heartbeatSeconds?.(scope);
  const timeoutAtMs = timeoutSeconds === undefined ? undefined : scope.nowMs + timeoutSeconds * 1_000;
  const heartbeatAtMs = heartbeatSeconds === undefined ? undefined : scope.nowMs + heartbeatSeconds * 1_000;
  const task: TaskProgress = {
    id: randomUUID(),
    parameters,
    ...(token === undefined ? {} : { token }),
    ...(timeoutAtMs === undefined ? {} : { timeoutAtMs }),
    ...(heartbeatSeconds === undefined || heartbeatAtMs === undefined ? {} : { heartbeatSeconds, heartbeatAtMs }),
  };
  return (now) => {
    const { frame } = now;
    const scheduled = addTaskEvent(engine, now, taskScheduled(resource, task, timeoutSeconds, engine.region));
    const lastEvent = addTaskEvent(engine, now, taskStarted(resource), scheduled);
    const dueMs = Math.min(timeoutAtMs ?? Number.POSITIVE_INFINITY, heartbeatAtMs ?? Number.POSITIVE_INFINITY);
    const epoch = engine.frames.change(frame, {
      ...{ phase: 'task', progress: { ...frame.progress, task }, lastEvent },
      ...(Number.isFinite(dueMs) ? { dueMs } : {}),
      ...(token === undefined ? {} : { token }),
    });
    engine.jobs.add<FrameJob>(CALL, { frameId: frame.id, epoch });
    engine.due.changed();
  };
};
