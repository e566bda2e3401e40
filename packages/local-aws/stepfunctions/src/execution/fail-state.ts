import { RUNTIME } from '../state-failure.ts';
import { type Engine, stepSoon } from './engine.ts';
import { abortAwaited, endExecution } from './execution-end.ts';
import type { Frame, StoredFailure } from './records.ts';
import { machineBelow, type Turn } from './turn.ts';

/** The states whose abortion the history records. */
const ABORTABLE = new Set(['Task', 'Wait', 'Parallel', 'Map']);

/** A failure that the state does not handle: it goes to the enclosing state, or ends the execution. Inside a write. */
export const failState = (engine: Engine, turn: Turn, failure: StoredFailure): void => {
  engine.tracing.stateEnded(turn, failure);
  const { execution, frame, state, parent } = turn;
  const branching = state.type === 'Parallel' || state.type === 'Map';
  const lastEvent =
    branching && failure.error !== RUNTIME ? engine.history.add(execution, `${state.type}StateFailed`, frame.lastEvent) : frame.lastEvent;
  // An enclosing state can't recover from a mistake in the definition.
  if (parent === undefined || failure.error === RUNTIME) {
    const { error, cause } = failure;
    endExecution(
      engine,
      execution,
      { status: 'FAILED', ...(error === '' ? {} : { error }), ...(cause === undefined ? {} : { cause }) },
      lastEvent,
    );
    return;
  }
  if (state.type === 'Task') engine.history.add(execution, 'TaskStateAborted', lastEvent);
  if (parent.state.type === 'Map') addIterationEvent(engine, parent, frame.position, 'Failed', lastEvent);
  abortBelow(engine, parent, lastEvent, frame);
  engine.frames.removeBelow(parent.frame.id);
  const { location: _, ...shown } = failure;
  const progress = { ...parent.frame.progress, failure: { ...shown, branch: true } };
  stepSoon(engine, parent.frame.id, engine.frames.change(parent.frame, { phase: 'failed', progress, lastEvent }));
};

/** Records the abortion of all states that still run below a frame. */
const abortBelow = (engine: Engine, turn: Turn, lastEvent: number, except?: Frame): void => {
  for (const frame of engine.frames.children(turn.frame.id)) {
    const machine = machineBelow(turn.state, frame.position);
    const state = machine?.states.get(frame.state);
    if (frame.id === except?.id || frame.phase === 'done' || machine === undefined || state === undefined) continue;
    abortBelow(engine, { execution: turn.execution, frame, machine, state, parent: turn }, lastEvent);
    abortAwaited(engine, frame.id);
    if (ABORTABLE.has(state.type)) engine.history.add(turn.execution, `${state.type}StateAborted`, lastEvent);
    if (turn.state.type === 'Map') addIterationEvent(engine, turn, frame.position, 'Aborted', lastEvent);
  }
};

const addIterationEvent = ({ history }: Engine, map: Turn, index: number, end: 'Failed' | 'Aborted', previousEvent: number): void => {
  history.add(map.execution, `MapIteration${end}`, previousEvent, [`mapIteration${end}EventDetails`, { name: map.state.name, index }]);
};
