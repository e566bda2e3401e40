import type { MapState, ParallelState } from '../asl/state-machine.ts';
import type { Json } from '../json.ts';
import { type Engine, stepSoon } from './engine.ts';
import { openScope } from './enter-state.ts';
import type { StoredItem } from './frame-table.ts';
import type { Frame } from './records.ts';
import type { Turn } from './turn.ts';

/** The maximum number of concurrent iterations of an inline Map, https://docs.aws.amazon.com/step-functions/latest/dg/state-map-inline.html */
const CONCURRENCY_MAX = 40;

/** Begins every branch of a Parallel state. Inside a write. */
export const openParallel = (engine: Engine, { execution, frame }: Turn, { branches }: ParallelState, input: Json): void => {
  const started = engine.history.add(execution, 'ParallelStateStarted', frame.lastEvent);
  engine.frames.change(frame, { phase: 'branches', lastEvent: started });
  branches.forEach((machine, position) => {
    openScope(engine, { execution, machine, input, previousEvent: started }, { parentId: frame.id, position });
  });
};

/** Begins the first iterations of a Map state. Inside a write. */
export const openMap = (engine: Engine, turn: Turn, state: MapState, items: readonly StoredItem[], concurrencyWanted: number): void => {
  const { execution, frame } = turn;
  const started = engine.history.add(execution, 'MapStateStarted', frame.lastEvent, [
    'mapStateStartedEventDetails',
    { length: items.length },
  ]);
  const concurrency = concurrencyWanted === 0 ? CONCURRENCY_MAX : Math.min(concurrencyWanted, CONCURRENCY_MAX);
  const begun = Math.min(items.length, concurrency);
  const progress = { ...frame.progress, begun, total: items.length };
  const epoch = engine.frames.change(frame, { phase: 'branches', lastEvent: started, progress });
  engine.frames.putItems(frame.id, items);
  if (items.length === 0) {
    endBranches(engine, turn, { ...frame, epoch, progress }, started);
    return;
  }
  const began = items.slice(0, begun).map((item, position) => [item, addIterationStarted(engine, turn, position, started)] as const);
  began.forEach(([item, previousEvent], position) => {
    openScope(engine, { execution, machine: state.processor, input: item.input, previousEvent }, { parentId: frame.id, position });
  });
};

/** A branch or an iteration has ended: starts the next iteration, or continues after the last one. Inside a write. */
export const branchEnded = (engine: Engine, turn: Turn, lastEventOfBranch: number, lastEventInside: number): void => {
  const { execution, frame, state } = turn;
  const { begun = 0, total = 0 } = frame.progress;
  if (state.type === 'Map' && begun < total) {
    engine.frames.setTimer(frame, { ...frame.progress, begun: begun + 1 }, undefined);
    const previousEvent = addIterationStarted(engine, turn, begun, lastEventInside);
    const { input } = engine.frames.item(frame.id, begun);
    openScope(engine, { execution, machine: state.processor, input, previousEvent }, { parentId: frame.id, position: begun });
  } else if (engine.frames.unfinished(frame.id) === 0) endBranches(engine, turn, frame, lastEventOfBranch);
};

const endBranches = (engine: Engine, { execution, state }: Turn, frame: Frame, lastEvent: number): void => {
  // This event is not part of the chain: later events point at the last event of a branch.
  const succeededEvent = engine.history.add(execution, `${state.type}StateSucceeded`, lastEvent);
  const progress = { ...frame.progress, succeededEvent };
  stepSoon(engine, frame.id, engine.frames.change(frame, { phase: 'succeeded', lastEvent, progress }));
};

const addIterationStarted = ({ history }: Engine, { execution, frame }: Turn, index: number, previousEvent: number): number =>
  history.add(execution, 'MapIterationStarted', previousEvent, ['mapIterationStartedEventDetails', { name: frame.state, index }]);
