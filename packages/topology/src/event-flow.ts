import { wildcardMatches } from '@plumbline/iam-policy';
import { patternTakes } from './pattern-takes.ts';
import type { Fields } from './terraform-value.ts';
import type { ApiDestination, Archive, Endpoint, LambdaFunction, Queue, Rule, Statement, Target, Topology } from './topology.ts';

/** What is known of events before they are published: at least what they are called. */
export interface KnownEvent {
  readonly source?: string;
  readonly 'detail-type'?: string;
  readonly detail?: Fields;
  /** @default any bus */
  readonly bus?: string;
}

/** A way of events from a rule to a function. */
export interface Consumption {
  readonly rule: Rule;
  readonly target: Target;
  readonly consumer: LambdaFunction;
  /** The queue between, if there is one. */
  readonly queue: Queue | undefined;
}

/** Every enabled rule that may take such events. */
export const rulesFor = ({ rules }: Topology, { bus, ...event }: KnownEvent): readonly Rule[] =>
  rules
    .filter((rule) => bus === undefined || rule.bus === bus)
    .filter(({ enabled, pattern }) => enabled && pattern !== undefined && patternTakes(pattern, event as Fields));

/** Whether an archive may keep such events. */
export const keeps = ({ pattern }: Pick<Archive, 'pattern'>, { bus: _, ...event }: KnownEvent): boolean =>
  pattern === undefined || patternTakes(pattern, event as Fields);

/** Every function that may get such events, and how. */
export const consumersOf = (topology: Topology, event: KnownEvent): readonly Consumption[] =>
  rulesFor(topology, event).flatMap((rule) =>
    rule.targets.flatMap((target) => reached(topology, target).map((end) => ({ rule, target, ...end }))),
  );

/** The functions that a target reaches: itself, by way of a queue, or behind a REST endpoint. */
export const reached = (topology: Topology, target: Target): readonly Pick<Consumption, 'consumer' | 'queue'>[] =>
  endsOf(topology, target).flatMap((end) => (end.kind === 'function' ? [{ consumer: end.consumer, queue: end.queue }] : []));

/** Where the way of events ends: at a function, in a queue that no function takes from, or at an address outside of AWS. */
export type End =
  | ({ readonly kind: 'function' } & Pick<Consumption, 'consumer' | 'queue'>)
  | { readonly kind: 'queue'; readonly queue: Queue }
  | { readonly kind: 'api-destination'; readonly destination: ApiDestination };

/** A way of events from a rule to where it ends. */
export interface Delivery {
  readonly rule: Rule;
  readonly target: Target;
  readonly end: End;
}

/** Everything that may get such events, functions and others, and how. */
export const deliveriesOf = (topology: Topology, event: KnownEvent): readonly Delivery[] =>
  rulesFor(topology, event).flatMap((rule) =>
    rule.targets.flatMap((target) => endsOf(topology, target).map((end) => ({ rule, target, end }))),
  );

/** Where a target leads; nowhere when it is something else, or none of these stacks declares it. */
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

/** What targets may name, by their ARNs: they are asked for again for every rule. */
interface NamedEnds {
  readonly destinations: ReadonlyMap<string, ApiDestination>;
  readonly queues: ReadonlyMap<string, Queue>;
  readonly endpoints: ReadonlyMap<string, Endpoint>;
  readonly functions: ReadonlyMap<string, readonly LambdaFunction[]>;
  /** Functions, by the queue that they take from. */
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

/** An endpoint is there in every stage of its API. */
const withoutStage = (arn: string): string => arn.replace(/^([^/]+)\/[^/]+\//, '$1/*/');

/** A function that may put such events on the bus, by its role's policies. */
export const producersOf = (topology: Topology, event: Pick<KnownEvent, 'source' | 'detail-type' | 'bus'>): readonly LambdaFunction[] =>
  topology.functions.filter(({ statements }) => publications(statements).some((one) => publishes(one, event)));

/** What a statement lets a function put on a bus. `undefined`: anything. */
export interface Publication {
  readonly buses: readonly string[];
  readonly sources: readonly string[] | undefined;
  readonly detailTypes: readonly string[] | undefined;
}

/**
 * What a role's statements let it publish.
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

/** Whether a publication allows such an event. What is not given is not asked for. */
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

/** What a function may do with a thing. */
export interface Access<T> {
  readonly to: T;
  /** In IAM's words: `dynamodb:PutItem`. */
  readonly actions: readonly string[];
}

/** The tables, buckets and queues that a function may use, with the actions. */
export const accessesOf = <T extends { readonly arn: string }>(fn: LambdaFunction, things: readonly T[]): readonly Access<T>[] =>
  things.flatMap((to) => {
    const service = `${to.arn.split(':')[2]}:`;
    const actions = fn.statements
      .filter(({ effect, resources }) => effect === 'Allow' && resources.some((pattern) => coversThing(pattern, to.arn)))
      .flatMap((statement) => statement.actions.filter((action) => action === '*' || action.startsWith(service)));
    return actions.length === 0 ? [] : [{ to, actions: [...new Set(actions)].sort() }];
  });

/** Whether a policy's resource is the thing, or what is in it: a bucket's objects, a table's indexes. */
const coversThing = (pattern: string, arn: string): boolean => wildcardMatches(pattern, arn) || pattern.startsWith(`${arn}/`);
