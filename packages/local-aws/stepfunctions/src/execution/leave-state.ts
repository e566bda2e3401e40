import type { Json, JsonObject } from '../json.ts';
import { RUNTIME } from '../state-failure.ts';
import { branchEnded } from './branches.ts';
import type { Engine } from './engine.ts';
import { enterState } from './enter-state.ts';
import { endExecution } from './execution-end.ts';
import type { Turn } from './turn.ts';

/** https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html: the rest is reserved for the end. */
const EVENTS_MAX = 25_000;
const EVENTS_LEFT_FOR_THE_END = 10;

export interface Departure {
  readonly output: Json;
  readonly assigned: JsonObject | undefined;
  /** `undefined`: the scope ends. */
  readonly next: string | undefined;
}

/** Leaves a state with its output. Inside a write. */
export const leaveState = (engine: Engine, turn: Turn, departure: Departure): void => {
  engine.tracing.stateEnded(turn);
  const { execution, frame, machine, state } = turn;
  const { output, assigned, next } = departure;
  if (state.type === 'Parallel' || state.type === 'Map') engine.frames.removeBelow(frame.id);
  const exited = engine.history.add(execution, `${state.type}StateExited`, frame.lastEvent, [
    'stateExitedEventDetails',
    exitDetails(state.name, departure),
  ]);
  if (!execution.express && exited > EVENTS_MAX - EVENTS_LEFT_FOR_THE_END) {
    const cause = `The execution reached the maximum number of history events (${EVENTS_MAX}).`;
    endExecution(engine, execution, { status: 'FAILED', error: RUNTIME, cause }, exited);
  } else if (next === undefined) endScope(engine, turn, output, exited);
  else enterState(engine, frame, next, { ...frame.variables, ...assigned }, { execution, machine, input: output, previousEvent: exited });
};

const exitDetails = (name: string, { output, assigned }: Departure): JsonObject => ({
  name,
  output: JSON.stringify(output),
  outputDetails: { truncated: false },
  ...(assigned === undefined
    ? {}
    : {
        assignedVariables: Object.fromEntries(Object.entries(assigned).map(([variable, value]) => [variable, JSON.stringify(value)])),
        assignedVariablesDetails: { truncated: false },
      }),
});

const endScope = (engine: Engine, { execution, frame, parent }: Turn, output: Json, lastEvent: number): void => {
  if (parent === undefined) {
    endExecution(engine, execution, { status: 'SUCCEEDED', output: JSON.stringify(output) }, lastEvent);
    return;
  }
  engine.frames.change(frame, { phase: 'done', output, lastEvent });
  const details = { name: parent.state.name, index: frame.position };
  const last =
    parent.state.type === 'Map'
      ? engine.history.add(execution, 'MapIterationSucceeded', lastEvent, ['mapIterationSucceededEventDetails', details])
      : lastEvent;
  branchEnded(engine, parent, last, lastEvent);
};
