import { wildcardMatches } from '@plumbline/iam-policy';
import { patternTakes } from './pattern-takes.ts';
import type { Fields } from './terraform-value.ts';
import type { ApiDestination, Archive, Endpoint, LambdaFunction, Queue, Rule, Statement, Target, Topology } from './topology.ts';

/** The fields of events that are known before they are published: at least their detail-type. */
export interface KnownEvent {
  readonly source?: string;
  readonly 'detail-type'?: string;
  readonly detail?: Fields;
  /** @default any bus */
  readonly bus?: string;
}

/** A path of events from a rule to a function. */
export interface Consumption {
  readonly rule: Rule;
  readonly target: Target;
  readonly consumer: LambdaFunction;
  /** The queue between the rule and the function, if any. */
  readonly queue: Queue | undefined;
}

/** Every enabled rule that may match the events. */
export const rulesFor = ({ rules }: Topology, { bus, ...event }: KnownEvent): readonly Rule[] =>
  rules
    .filter((rule) => bus === undefined || rule.bus === bus)
    .filter(({ enabled, pattern }) => enabled && pattern !== undefined && patternTakes(pattern, event as Fields));

/** Whether an archive may keep the events. */
export const keeps = ({ pattern }: Pick<Archive, 'pattern'>, { bus: _, ...event }: KnownEvent): boolean =>
  pattern === undefined || patternTakes(pattern, event as Fields);

/** Every function that may receive the events, with the path that leads to it. */
export const consumersOf = (topology: Topology, event: KnownEvent): readonly Consumption[] =>
  rulesFor(topology, event).flatMap((rule) =>
    rule.targets.flatMap((target) => reached(topology, target).map((end) => ({ rule, target, ...end }))),
  );

/** The functions that a target reaches: directly, through a queue, or behind a REST endpoint. */
export const reached = (topology: Topology, target: Target): readonly Pick<Consumption, 'consumer' | 'queue'>[] =>
  endsOf(topology, target).flatMap((end) => (end.kind === 'function' ? [{ consumer: end.consumer, queue: end.queue }] : []));

/** The end of a path of events: a function, a queue without a consumer, or an address outside AWS. */
export type End =
  | ({ readonly kind: 'function' } & Pick<Consumption, 'consumer' | 'queue'>)
  | { readonly kind: 'queue'; readonly queue: Queue }
  | { readonly kind: 'api-destination'; readonly destination: ApiDestination };

/** A path of events from a rule to its end. */
export interface Delivery {
  readonly rule: Rule;
  readonly target: Target;
  readonly end: End;
}

/** Every receiver that may get the events, functions and others, with the path that leads to it. */
export const deliveriesOf = (topology: Topology, event: KnownEvent): readonly Delivery[] =>
  rulesFor(topology, event).flatMap((rule) =>
    rule.targets.flatMap((target) => endsOf(topology, target).map((end) => ({ rule, target, end }))),
  );

/** The ends that a target leads to; empty for a target of another kind, or one that none of these stacks declares. */
export const endsOf = (topology: Topology, { arn }: Target): readonly End[] => {
  const named = namedEndsOf(topology);
  const destination = named.destinations.get(arn);
  if (destination !== undefined) return [{ kind: 'api-destination', destination }];
  const queue = named.queues.get(arn);
  if (queue !== undefined) {
    const takers = named.takers.get(arn) ?? [];
    return takers.length === 0 ? [{ kind: 'queue', queue }] : takers.map((consumer) => ({ kind: 'function', consumer, queue }));
  }
  const functionArn = named.endpoints.get(withoutStage(arn))?.functionArn ?? arn;
  return (named.functions.get(functionArn) ?? []).map((consumer) => ({ kind: 'function', consumer, queue: undefined }));
};

/** The resources that targets may name, by ARN, because every rule looks them up again. */
interface NamedEnds {
  readonly destinations: ReadonlyMap<string, ApiDestination>;
  readonly queues: ReadonlyMap<string, Queue>;
  readonly endpoints: ReadonlyMap<string, Endpoint>;
  readonly functions: ReadonlyMap<string, readonly LambdaFunction[]>;
  /** Functions, by the queue that they consume. */
  readonly takers: ReadonlyMap<string, readonly LambdaFunction[]>;
}

const namedEndsOf = (topology: Topology): NamedEnds => {
  const known = knownEnds.get(topology);
  if (known !== undefined) return known;
  const { apiDestinations, queues, endpoints, functions } = topology;
  const taking = functions.flatMap((fn) => [...new Set(fn.takesFrom)].map((queueArn) => ({ fn, queueArn })));
  const ends = {
    destinations: new Map(apiDestinations.toReversed().map((destination) => [destination.arn, destination])),
    queues: new Map(queues.toReversed().map((queue) => [queue.arn, queue])),
    endpoints: new Map(endpoints.toReversed().map((endpoint) => [withoutStage(endpoint.arn), endpoint])),
    functions: Map.groupBy(functions, ({ arn }) => arn),
    takers: new Map([...Map.groupBy(taking, ({ queueArn }) => queueArn)].map(([queueArn, all]) => [queueArn, all.map(({ fn }) => fn)])),
  };
  knownEnds.set(topology, ends);
  return ends;
};
const knownEnds = new WeakMap<Topology, NamedEnds>();

/** An endpoint exists in every stage of its API. */
const withoutStage = (arn: string): string => arn.replace(/^([^/]+)\/[^/]+\//, '$1/*/');

/** A function whose role's policies allow it, or the pipe behind it, to put the events on the bus. */
export const producersOf = (topology: Topology, event: Pick<KnownEvent, 'source' | 'detail-type' | 'bus'>): readonly LambdaFunction[] =>
  topology.functions.filter(({ publishStatements }) => publications(publishStatements).some((one) => publishes(one, event)));

/** The events that a statement allows a function to put on a bus. `undefined`: any event. */
export interface Publication {
  readonly buses: readonly string[];
  readonly sources: readonly string[] | undefined;
  readonly detailTypes: readonly string[] | undefined;
}

/**
 * The publications that a role's statements allow.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-conditions.html
 */
export const publications = (statements: readonly Statement[]): readonly Publication[] =>
  statements
    .filter(({ effect, actions }) => effect === 'Allow' && actions.some((action) => wildcardMatches(action, 'events:PutEvents', true)))
    .map(({ resources, conditions }) => ({
      buses: resources.map((arn) => arn.split('event-bus/').at(-1) ?? arn),
      sources: conditionValues(conditions, 'events:source'),
      detailTypes: conditionValues(conditions, 'events:detail-type'),
    }));

/** Whether a publication allows an event. A field that is not given is not checked. */
export const publishes = (
  { buses, sources, detailTypes }: Publication,
  event: Pick<KnownEvent, 'source' | 'detail-type' | 'bus'>,
): boolean => allows(buses, event.bus) && allows(sources, event.source) && allows(detailTypes, event['detail-type']);

const allows = (patterns: readonly string[] | undefined, value: string | undefined): boolean =>
  patterns === undefined || value === undefined || patterns.some((pattern) => wildcardMatches(pattern, value));

/** The values that a string condition on a key allows, whichever of the positive operators it uses. */
const conditionValues = (conditions: Statement['conditions'], key: string): readonly string[] | undefined => {
  for (const [operator, keys] of Object.entries(conditions)) {
    if (!/String(Equals|Like|EqualsIgnoreCase)(IfExists)?$/.test(operator)) continue;
    const found = Object.entries(keys).find(([name]) => name.toLowerCase() === key);
    if (found !== undefined) return found[1];
  }
  return undefined;
};

/** The actions that a function may perform on a resource. */
export interface Access<T> {
  readonly to: T;
  /** In IAM's words: `dynamodb:PutItem`. */
  readonly actions: readonly string[];
}

/** The tables, buckets and queues that a function may use, with the actions. */
export const accessesOf = <T extends { readonly arn: string }>(
  fn: Pick<LambdaFunction, 'statements'>,
  things: readonly T[],
): readonly Access<T>[] =>
  things.flatMap((to) => {
    const service = `${to.arn.split(':')[2]}:`;
    const actions = fn.statements
      .filter(({ effect, resources }) => effect === 'Allow' && resources.some((pattern) => coversThing(pattern, to.arn)))
      .flatMap((statement) => statement.actions.filter((action) => action === '*' || action.startsWith(service)));
    return actions.length === 0 ? [] : [{ to, actions: [...new Set(actions)].sort() }];
  });

/** Whether a policy's resource is the given resource or a part of it: a bucket's objects, a table's indexes. */
const coversThing = (pattern: string, arn: string): boolean => wildcardMatches(pattern, arn) || pattern.startsWith(`${arn}/`);
