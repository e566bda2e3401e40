import type { State, StateMachine } from '../asl/state-machine.ts';
import type { Json, JsonObject } from '../json.ts';
import { type Engine, stepSoon } from './engine.ts';
import type { Execution, Frame, Progress } from './records.ts';

interface Entry {
  readonly execution: Execution;
  readonly machine: StateMachine;
  readonly input: Json;
  readonly previousEvent: number;
}

/** Begins a machine, a branch or an iteration. Inside a write. */
export const openScope = (
  engine: Engine,
  entry: Entry,
  { parentId, position }: { readonly parentId?: number; readonly position: number },
): Frame => {
  const state = entry.machine.startAt;
  const progress = enteredProgress(engine, entry, state);
  const { execution, input } = entry;
  const frame = engine.frames.insert({
    ...{ executionId: execution.id, parentId, position, state, input, progress },
    lastEvent: progress.enteredEvent,
  });
  stepSoon(engine, frame.id, frame.epoch);
  return frame;
};

/** Enters the next state. Inside a write. */
export const enterState = (engine: Engine, frame: Frame, state: string, variables: JsonObject, entry: Entry): void => {
  const progress = enteredProgress(engine, entry, state);
  const change = { phase: 'work', state, input: entry.input, variables, progress, lastEvent: progress.enteredEvent } as const;
  stepSoon(engine, frame.id, engine.frames.change(frame, change));
};

const enteredProgress = ({ history, clock }: Engine, { execution, machine, input, previousEvent }: Entry, name: string): Progress => {
  const details = { name, input: JSON.stringify(input), inputDetails: { truncated: false } };
  const type: State['type'] = machine.states.get(name)?.type ?? 'Pass';
  const enteredEvent = history.add(execution, `${type}StateEntered`, previousEvent, ['stateEnteredEventDetails', details]);
  return { enteredMs: clock.now(), enteredEvent, attempts: [], retryCount: 0 };
};
