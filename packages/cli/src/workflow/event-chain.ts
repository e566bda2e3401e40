import type { HistoryEvent } from '@aws-sdk/client-sfn';

/** The events of an execution, each with the one before it. */
export interface EventChain {
  /** The events before an event, the nearest first. A state that has been left is skipped to the event that entered it. */
  back(event: HistoryEvent): Iterable<HistoryEvent>;
  /** The id of the event that entered the state of an event. */
  enteredOf(event: HistoryEvent): number | undefined;
  /** The same for the Parallel or Map state around an event. */
  containerOf(event: HistoryEvent): number | undefined;
  /** Records that the event `exitId` left the state that `enteredId` entered. */
  exited(exitId: number, enteredId: number): void;
}

export const eventChain = (events: readonly HistoryEvent[]): EventChain => {
  const byId = new Map(events.map((event) => [event.id ?? 0, event]));
  const enteredByExit = new Map<number, number>();

  const back = function* (event: HistoryEvent): Generator<HistoryEvent> {
    let one = byId.get(event.previousEventId ?? 0);
    while (one !== undefined) {
      yield one;
      const entered = byId.get(enteredByExit.get(one.id ?? 0) ?? 0);
      if (entered === undefined) one = byId.get(one.previousEventId ?? 0);
      else one = entered;
    }
  };
  const enteredOf = (event: HistoryEvent): number | undefined => {
    for (const before of back(event)) if (before.stateEnteredEventDetails !== undefined) return before.id;
    return undefined;
  };
  return {
    back,
    enteredOf,
    containerOf(event) {
      for (const before of back(event))
        if (before.type === 'ParallelStateStarted' || before.type === 'MapStateStarted') return enteredOf(before);
      return undefined;
    },
    exited: (exitId, enteredId) => void enteredByExit.set(exitId, enteredId),
  };
};
