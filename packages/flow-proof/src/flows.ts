import { publishesMajor } from '@plumbline/contract-gate';
import { type EventContract, PUBLISHES_TAG } from '@plumbline/event-kit';
import { type Alternative, compilePattern, EventPatternError } from '@plumbline/eventbridge';
import {
  blockOf,
  isUnresolved,
  type LambdaFunction,
  publications,
  publishes,
  type Resource,
  type Rule,
  type Topology,
} from '@plumbline/topology';
import { placeOf } from './place-of.ts';
import { canMatch } from './satisfiable/can-match.ts';
import type { Verdict } from './satisfiable/verdict.ts';
import { wholeEvent } from './whole-event.ts';

/** An event that reaches a bus. */
export interface Arrival {
  readonly bus: string;
  readonly contract: EventContract;
  readonly producers: readonly LambdaFunction[];
}

/** An event that a rule matches, or may match. */
export interface Match {
  readonly rule: Rule;
  readonly arrival: Arrival;
  readonly verdict: Exclude<Verdict, 'no'>;
}

/** The events that reach each bus, and the rules that match them. */
export interface Flows {
  readonly arrivals: readonly Arrival[];
  readonly matches: readonly Match[];
  /** Whether the published events of every function are known. Otherwise more arrivals are possible. */
  readonly isComplete: boolean;
  /** The events on its bus that a rule matches. */
  of(rule: Rule): readonly Match[];
  /** The rules that match an arrival. */
  takers(arrival: Arrival): readonly Match[];
}

/**
 * Follows every event from the functions whose roles allow publishing it, through rules that forward it to another bus.
 */
export const flowsOf = (topology: Topology, contracts: readonly EventContract[]): Flows => {
  const byBus = Map.groupBy(
    topology.rules.filter(({ enabled }) => enabled),
    ({ bus }) => bus,
  );
  const unread = new Set(topology.resources.filter(({ values }) => isUnresolved(values.event_pattern)).map(placeOf));
  const busOf = new Map(topology.buses.map(({ arn, name }) => [arn, name]));
  const arrivals = new Map<string, Arrival>();
  const matches: Match[] = [];
  const waiting = publishedArrivals(topology, contracts);
  for (let arrival = waiting.shift(); arrival !== undefined; arrival = waiting.shift()) {
    const key = `${arrival.bus} ${arrival.contract.eventType} ${arrival.contract.version}`;
    if (arrivals.has(key)) continue;
    arrivals.set(key, arrival);
    for (const rule of byBus.get(arrival.bus) ?? []) {
      const verdict = unread.has(placeOf(rule)) ? 'maybe' : canMatch(alternativesOf(rule, arrival.contract), wholeEvent(arrival.contract));
      if (verdict === 'no') continue;
      matches.push({ rule, arrival, verdict });
      for (const { arn } of rule.targets) {
        const bus = busOf.get(arn);
        if (bus !== undefined) waiting.push({ ...arrival, bus });
      }
    }
  }
  const byRule = Map.groupBy(matches, ({ rule }) => rule);
  const byArrival = Map.groupBy(matches, ({ arrival }) => arrival);
  return {
    arrivals: [...arrivals.values()],
    matches,
    isComplete: !topology.resources.some(hidesPublications),
    of: (rule) => byRule.get(rule) ?? [],
    takers: (arrival) => byArrival.get(arrival) ?? [],
  };
};

/** Whether an attribute that determines the published events is unresolved. */
const hidesPublications = ({ type, values }: Resource): boolean =>
  (PUBLISHING[type] ?? []).some((attribute) => isUnresolved(values[attribute])) ||
  (type === 'aws_lambda_function' && isUnresolved(blockOf(values, 'tags')[PUBLISHES_TAG]));

const PUBLISHING: Readonly<Record<string, readonly string[]>> = {
  aws_cloudwatch_event_bus: ['name'],
  aws_iam_policy: ['policy'],
  aws_iam_role_policy: ['role', 'policy'],
  aws_iam_role_policy_attachment: ['role', 'policy_arn'],
  aws_lambda_function: ['role', 'tags'],
  aws_pipes_pipe: ['role_arn', 'enrichment', 'target'],
};

/** The events that functions themselves may publish on buses. */
const publishedArrivals = (topology: Topology, contracts: readonly EventContract[]): Arrival[] => {
  const producers = new Map<string, { readonly bus: string; readonly contract: EventContract; readonly producers: LambdaFunction[] }>();
  for (const fn of topology.functions) {
    for (const publication of publications(fn.publishStatements)) {
      for (const contract of contracts) {
        const event = { source: contract.source, 'detail-type': contract.detailType };
        if (!publishes(publication, event) || !publishesMajor(fn, contract)) continue;
        for (const { name: bus } of topology.buses) {
          if (!publishes(publication, { ...event, bus })) continue;
          const key = `${bus} ${contract.eventType} ${contract.version}`;
          const known = producers.get(key) ?? { bus, contract, producers: [] };
          if (!known.producers.includes(fn)) known.producers.push(fn);
          producers.set(key, known);
        }
      }
    }
  }
  return [...producers.values()];
};

/** A rule's compiled pattern; empty for a pattern that EventBridge rejects. */
export const compiled = (rule: Rule): readonly Alternative[] => {
  const known = patterns.get(rule);
  if (known !== undefined) return known;
  let alternatives: readonly Alternative[] = [];
  try {
    if (rule.pattern !== undefined) alternatives = compilePattern(JSON.stringify(rule.pattern));
  } catch (error) {
    if (!(error instanceof EventPatternError)) throw error;
  }
  patterns.set(rule, alternatives);
  return alternatives;
};

const patterns = new WeakMap<Rule, readonly Alternative[]>();

/** The alternatives of a rule that can match this detail-type. Drops most rules quickly. */
const alternativesOf = (rule: Rule, { detailType }: EventContract): readonly Alternative[] =>
  compiled(rule).filter((alternative) => {
    const wanted = alternative.get('detail-type');
    return wanted === undefined || wanted.some((matcher) => matcher.kind !== 'string' || matcher.value === detailType);
  });
