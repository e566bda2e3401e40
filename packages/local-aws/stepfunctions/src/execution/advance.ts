import type { JsonObject } from '../json.ts';
import type { Field, Scope } from '../scope.ts';
import { RUNTIME, StateFailure, TIMEOUT } from '../state-failure.ts';
import type { Commit, Leaving } from './departure.ts';
import { type Engine, stepSoon } from './engine.ts';
import { abortAwaited } from './execution-end.ts';
import { failState } from './fail-state.ts';
import { leaveState } from './leave-state.ts';
import type { Frame, StoredFailure } from './records.ts';
import { errorMatches, retrierFor, retryDelay, storedFailure } from './recovery.ts';
import { checkSize } from './state-size.ts';
import { failTask, isTask } from './task-end.ts';
import type { Turn } from './turn.ts';
import { work } from './work.ts';

/** Computes the next step of a frame: all work that may take time, or fail, is done before any change. */
export const advance = async (engine: Engine, turn: Turn): Promise<Commit> => {
  try {
    return await step(engine, turn);
  } catch (error) {
    if (!(error instanceof StateFailure)) throw error;
    return recover(engine, turn, storedFailure(error, turn.frame));
  }
};

const step = async (engine: Engine, turn: Turn): Promise<Commit> => {
  const { frame, state } = turn;
  const { result, failure } = frame.progress;
  switch (frame.phase) {
    case 'work':
      return work(engine, turn, (departure) => depart(engine, turn, departure));
    case 'wait':
      return depart(engine, turn, { result: await state.flow.work(engine.turns.scopeOf(turn)) });
    case 'task':
      return (now) => checkTimers(engine, now);
    case 'succeeded':
      return depart(engine, turn, {
        result: 'branches' in state || 'processor' in state ? engine.frames.outputs(frame.id) : (result ?? null),
      });
    case 'failed':
      return recover(engine, turn, failure ?? { error: RUNTIME });
    default:
      return () => undefined;
  }
};

/** Output and Assign see the same scope: neither sees what the other one does. */
const depart = async (engine: Engine, turn: Turn, leaving: Leaving): Promise<Commit> => {
  const { state } = turn;
  const scope = engine.turns.scopeOf(turn, { result: leaving.result });
  const assign = leaving.assign === 'none' ? undefined : (leaving.assign ?? state.flow.assign);
  const output = await (leaving.output ?? state.flow.output)(scope);
  const assigned = await evaluateAssign(assign, scope, state.name);
  checkSize(output, state.name);
  return (now) => leaveState(engine, now, { output, assigned, next: leaving.next ?? state.next });
};

const evaluateAssign = async (assign: Field<JsonObject> | undefined, scope: Scope, name: string): Promise<JsonObject | undefined> => {
  const assigned = await assign?.(scope);
  if (assigned !== undefined) checkSize(assigned, name);
  return assigned;
};

/** A task's timer has fired: the task has timed out, has missed its heartbeat, or has sent a heartbeat meanwhile. */
const checkTimers = (engine: Engine, turn: Turn): void => {
  const { frame } = turn;
  const { task } = frame.progress;
  if (task === undefined || !isTask(turn)) return;
  const nowMs = engine.clock.now();
  const { timeoutAtMs = Number.POSITIVE_INFINITY, heartbeatAtMs = Number.POSITIVE_INFINITY } = task;
  if (timeoutAtMs <= nowMs || heartbeatAtMs <= nowMs) {
    failTask(engine, turn, { error: TIMEOUT, ...(timeoutAtMs <= nowMs ? {} : { heartbeat: true }) }, 'TimedOut');
    abortAwaited(engine, frame.id);
  } else {
    const dueMs = Math.min(timeoutAtMs, heartbeatAtMs);
    engine.frames.setTimer(frame, frame.progress, Number.isFinite(dueMs) ? dueMs : undefined);
    engine.due.changed();
  }
};

/** Retry, then Catch, then the enclosing state. */
const recover = async (engine: Engine, turn: Turn, failure: StoredFailure): Promise<Commit> => {
  const { frame, state } = turn;
  const before = (now: Turn): Turn => {
    if (state.type === 'Parallel' || state.type === 'Map') engine.frames.removeBelow(frame.id);
    return evaluationFailed(engine, withLastEvent(now, frame.progress.succeededEvent ?? now.frame.lastEvent), failure);
  };
  if (failure.error === RUNTIME || !('catchers' in state)) return (now) => failState(engine, before(now), failure);
  const retrier = retrierFor(state, frame, failure);
  if (retrier !== undefined) return (now) => retry(engine, before(now), retrier);
  const index = state.catchers.findIndex(({ errors }) => errorMatches(errors, failure));
  const catcher = state.catchers[index];
  if (catcher === undefined) return (now) => failState(engine, before(now), failure);

  const scope = engine.turns.scopeOf(turn, { errorOutput: { Error: failure.error, Cause: failure.cause ?? '' } });
  try {
    const output = await catcher.output(scope);
    const assigned = await evaluateAssign(catcher.assign, scope, state.name);
    checkSize(output, state.name);
    return (now) => leaveState(engine, stateFailed(engine, before(now)), { output, assigned, next: catcher.next });
  } catch (error) {
    if (!(error instanceof StateFailure)) throw error;
    const second = storedFailure(error, frame);
    return (now) => {
      const failed = before(now);
      stateFailed(engine, failed);
      failState(engine, evaluationFailed(engine, failed, second), second);
    };
  }
};

const retry = (engine: Engine, { frame, state }: Turn, { index, attempts }: { index: number; attempts: number }): void => {
  const retrier = 'retriers' in state ? state.retriers[index] : undefined;
  const delayMs = retrier === undefined ? 0 : retryDelay(retrier, attempts, engine.random);
  const { enteredMs, enteredEvent, retryCount } = frame.progress;
  const counts = Array.from({ length: Math.max(frame.progress.attempts.length, index + 1) }, (_, at) => frame.progress.attempts[at] ?? 0);
  const progress = { enteredMs, enteredEvent, attempts: counts.with(index, attempts + 1), retryCount: retryCount + 1 };
  const timer = delayMs === 0 ? {} : { dueMs: engine.clock.now() + delayMs };
  const epoch = engine.frames.change(frame, { phase: 'work', progress, lastEvent: frame.lastEvent, ...timer });
  if (delayMs === 0) stepSoon(engine, frame.id, epoch);
  else engine.due.changed();
};

/** A JSONata expression that fails has an event of its own. */
const evaluationFailed = (engine: Engine, turn: Turn, { error, cause = '', location }: StoredFailure): Turn => {
  if (location === undefined) return turn;
  const details = { error, cause, location, state: turn.state.name };
  return withLastEvent(
    turn,
    engine.history.add(turn.execution, 'EvaluationFailed', turn.frame.lastEvent, ['evaluationFailedEventDetails', details]),
  );
};

const stateFailed = (engine: Engine, turn: Turn): Turn => {
  const { state } = turn;
  if (state.type !== 'Parallel' && state.type !== 'Map') return turn;
  return withLastEvent(turn, engine.history.add(turn.execution, `${state.type}StateFailed`, turn.frame.lastEvent));
};

const withLastEvent = (turn: Turn, lastEvent: number): Turn => {
  const frame: Frame = { ...turn.frame, lastEvent };
  return { ...turn, frame };
};
