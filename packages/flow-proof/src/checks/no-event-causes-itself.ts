import { versionedName } from '@plumbline/event-kit';
import { type LambdaFunction, reached } from '@plumbline/topology';
import type { Check, Draft } from '../draft.ts';
import type { Proof } from '../flow-system.ts';
import type { Arrival } from '../flows.ts';

/** One step of a circle: a function that an event sets off publishes another, or the same. */
interface Step {
  readonly from: Arrival;
  readonly by: LambdaFunction;
  readonly to: Arrival;
}

/**
 * No event causes itself, by way of whatever functions: on Lambda such a circle runs as fast as money can.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html
 */
export const noEventCausesItself: Check = function* (proof) {
  const steps = Map.groupBy(stepsOf(proof), ({ from }) => from);
  const told = new Set<string>();
  for (const arrival of proof.flows.arrivals) {
    const circle = circleFrom(arrival, steps);
    if (circle === undefined) continue;
    const names = circle.map(({ by }) => by.arn);
    const key = [...names].sort().join(' ');
    if (told.has(key)) continue;
    told.add(key);
    yield* findingOf(circle);
  }
};

const stepsOf = ({ flows, topology }: Proof): readonly Step[] => {
  const publishedBy = Map.groupBy(
    flows.arrivals.flatMap((to) => to.producers.map((by) => ({ by, to }))),
    ({ by }) => by,
  );
  // A rule whose pattern could not be resolved takes nobody knows what.
  const known = flows.matches.filter(({ rule }) => rule.pattern !== undefined);
  return known.flatMap(({ rule, arrival: from }) =>
    rule.targets
      .flatMap((target) => reached(topology, target))
      .flatMap(({ consumer: by }) => (publishedBy.get(by) ?? []).map(({ to }) => ({ from, by, to }))),
  );
};

/** The shortest way from an event back to itself. */
const circleFrom = (start: Arrival, steps: ReadonlyMap<Arrival, readonly Step[]>): readonly Step[] | undefined => {
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

function* findingOf(circle: readonly Step[]): Iterable<Draft> {
  const [first] = circle;
  if (first === undefined) return;
  const way = circle.map(({ from, by }) => `${versionedName(from.contract)} sets off ${by.name}`).join(', which publishes what ');
  yield {
    code: 'EVENT_LOOP',
    at: first.by,
    subject: `${versionedName(first.from.contract)} by way of ${circle.map(({ by }) => by.name).join(', ')}`,
    why: `It causes itself: ${way}, which publishes ${versionedName(first.from.contract)} again.`,
    fix: 'Break the circle. If it must be, accept it at the function with its bound and what keeps to it: "at most 3 times: ...".',
  };
}
