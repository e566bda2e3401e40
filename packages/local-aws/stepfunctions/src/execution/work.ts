import type { ChoiceState, FailState, MapState, PassState, WaitState } from '../asl/state-machine.ts';
import { runtimeFailure } from '../state-failure.ts';
import { openMap, openParallel } from './branches.ts';
import type { Commit, Leaving } from './departure.ts';
import type { Engine } from './engine.ts';
import { failState } from './fail-state.ts';
import type { StoredItem } from './frame-table.ts';
import type { StoredFailure } from './records.ts';
import { startTask } from './start-task.ts';
import type { Turn } from './turn.ts';

type Depart = (leaving: Leaving) => Promise<Commit>;

/** The work of a state at its start, and again at every retry. Throws StateFailure. */
export const work = async (engine: Engine, turn: Turn, depart: Depart): Promise<Commit> => {
  const { state } = turn;
  const input = () => state.flow.work(engine.turns.scopeOf(turn));
  switch (state.type) {
    case 'Pass':
      return depart({ result: passResult(state) ?? (await input()) });
    case 'Choice':
      return choose(engine, turn, state, depart);
    case 'Wait':
      return wait(engine, turn, state, depart);
    case 'Succeed':
      return depart({ result: await input() });
    case 'Fail':
      return fail(engine, turn, state);
    case 'Parallel': {
      const branchInput = await input();
      return (now) => openParallel(engine, now, state, branchInput);
    }
    case 'Map':
      return map(engine, turn, state);
    case 'Task':
      return startTask(engine, { ...turn, state });
  }
};

const passResult = ({ result }: PassState) => result;

const choose = async (engine: Engine, turn: Turn, state: ChoiceState, depart: Depart): Promise<Commit> => {
  const result = await state.flow.work(engine.turns.scopeOf(turn));
  const scope = engine.turns.scopeOf(turn, { result });
  for (const rule of state.rules) {
    if (await rule.matches(scope)) return depart({ result, next: rule.next, output: rule.output, assign: rule.assign ?? 'none' });
  }
  if (state.defaultNext !== undefined) return depart({ result, next: state.defaultNext });
  // AWS keeps States.NoChoiceMatched for future use.
  throw runtimeFailure('Failed to transition out of the state. The state does not point to a next state.');
};

const wait = async (engine: Engine, turn: Turn, state: WaitState, depart: Depart): Promise<Commit> => {
  const scope = engine.turns.scopeOf(turn);
  const dueMs = Math.ceil(await state.untilMs(scope));
  if (dueMs <= scope.nowMs) return depart({ result: await state.flow.work(scope) });
  return ({ frame }) => {
    engine.frames.change(frame, { phase: 'wait', dueMs });
    engine.due.changed();
  };
};

const fail = async (engine: Engine, turn: Turn, { error, cause }: FailState): Promise<Commit> => {
  const scope = engine.turns.scopeOf(turn);
  const explanation = await cause?.(scope);
  const failure: StoredFailure = { error: (await error?.(scope)) ?? '', ...(explanation === undefined ? {} : { cause: explanation }) };
  return (now) => failState(engine, now, failure);
};

const map = async (engine: Engine, turn: Turn, state: MapState): Promise<Commit> => {
  const scope = engine.turns.scopeOf(turn);
  const concurrency = await state.maxConcurrency(scope);
  const items: StoredItem[] = [];
  for (const [index, value] of (await state.items(scope)).entries()) {
    const input = (await state.selectItem?.(engine.turns.scopeOf(turn, { item: { Index: index, Value: value } }))) ?? value;
    items.push({ value, input });
  }
  return (now) => openMap(engine, now, state, items, concurrency);
};
