import { versionedName } from '@plumbline/event-kit';
import { type LambdaFunction, reached } from '@plumbline/topology';
import type { Check, Draft } from '../draft.ts';
import type { Proof } from '../flow-system.ts';
import type { Arrival } from '../flows.ts';

/** One step of a cycle: a function consumes an event and publishes another, or the same one. */
interface Step {
  readonly from: Arrival;
  readonly by: LambdaFunction;
  readonly to: Arrival;
}

/**
 * No event causes itself through any functions. On Lambda, such a cycle runs without limit, and every round costs money.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html
 */
export const noEventCausesItself: Check = function* (proof) {
  const steps = Map.groupBy(stepsOf(proof), ({ from }) => from);
  const reported = new Set<string>();
  for (const arrival of proof.flows.arrivals) {
    const cycle = cycleFrom(arrival, steps);
    if (cycle === undefined) continue;
    const names = cycle.map(({ by }) => by.arn);
    const key = [...names].sort().join(' ');
    if (reported.has(key)) continue;
    reported.add(key);
    yield* findingOf(cycle);
  }
};

const stepsOf = ({ flows, topology }: Proof): readonly Step[] => {
  const publishedBy = Map.groupBy(
    flows.arrivals.flatMap((to) => to.producers.map((by) => ({ by, to }))),
    ({ by }) => by,
  );
  // A rule with an unresolved pattern may match any event.
  const known = flows.matches.filter(({ rule }) => rule.pattern !== undefined);
  return known.flatMap(({ rule, arrival: from }) =>
    rule.targets
      .flatMap((target) => reached(topology, target))
      .flatMap(({ consumer: by }) => (publishedBy.get(by) ?? []).map(({ to }) => ({ from, by, to }))),
  );
};

/** The shortest path from an event back to itself. */
const cycleFrom = (start: Arrival, steps: ReadonlyMap<Arrival, readonly Step[]>): readonly Step[] | undefined => {
  const seen = new Set<Arrival>();
  let ways: readonly (readonly Step[])[] = (steps.get(start) ?? []).map((step) => [step]);
  while (ways.length > 0) {
    const back = ways.find((way) => way.at(-1)?.to === start);
    if (back !== undefined) return back;
    ways = ways.flatMap((way) => {
      const last = way.at(-1)?.to;
      if (last === undefined || seen.has(last)) return [];
      seen.add(last);
      return (steps.get(last) ?? []).map((step) => [...way, step]);
    });
  }
  return undefined;
};

function* findingOf(cycle: readonly Step[]): Iterable<Draft> {
  const [first] = cycle;
  if (first === undefined) return;
  const path = cycle.map(({ from, by }) => `${versionedName(from.contract)} invokes ${by.name}`).join(', ');
  yield {
    code: 'EVENT_LOOP',
    at: first.by,
    subject: `${versionedName(first.from.contract)} through ${cycle.map(({ by }) => by.name).join(', ')}`,
    why: `It causes itself: ${path}, which publishes ${versionedName(first.from.contract)} again.`,
    fix: 'Break the cycle. If it is intended, accept it at the function and state its bound and the code that enforces it: "at most 3 times: ...".',
  };
}
