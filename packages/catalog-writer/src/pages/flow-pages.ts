import { consumptionsOf, knownOf } from '@plumbline/contract-gate';
import { type EventContract, versionedName } from '@plumbline/event-kit';
import { type Delivery, deliveriesOf, type LambdaFunction } from '@plumbline/topology';
import { type CatalogSource, consumedBy, publishedBy } from '../catalog-source.ts';
import { type OtherEnd, thingOf } from '../forwards.ts';
import { body, section } from '../markdown.ts';
import { catalogVersion, ONLY_VERSION, titleOf } from '../names.ts';
import { proseOf } from '../prose.ts';
import { conditionLabel, dataConditions } from '../rule-conditions.ts';
import { drawSteps } from './draw-steps.ts';
import { before } from './flow-begin.ts';
import { subscribersOf } from './flow-causes.ts';
import { type FlowStep, functionStepId } from './flow-step.ts';
import { endId } from './forward-part.ts';

/** The content of a flow's page. */
export interface FlowPage {
  readonly id: string;
  readonly version: string;
  readonly name: string;
  readonly summary: string;
  /** The service of the first function, and its team. */
  readonly service: string;
  readonly owners: readonly string[];
  readonly steps: readonly FlowStep[];
  readonly markdown: string;
}

/** A value of a property by which rules route. */
interface Routing {
  readonly property: string;
  readonly value: string;
}

/**
 * The paths of events through the system: from each function that none of our events triggers, once for each value of a property by which
 * rules route.
 */
export const flowPages = (source: CatalogSource): readonly FlowPage[] => {
  const flows = entries(source).flatMap((fn) => flowsFrom(source, fn));
  const ids = distinctIds(flows.map(({ ids }) => ids));
  return flows.map(({ draw }, index) => draw(ids[index] ?? ''));
};

/** A flow that is not drawn yet, because its page still needs a unique name. */
interface Flow {
  /** Names for its page, the shortest first. */
  readonly ids: readonly [string, ...string[]];
  draw(id: string): FlowPage;
}

/** The first unique name of each flow; otherwise a name with a number. */
const distinctIds = (candidates: readonly Flow['ids'][]): readonly string[] => {
  const count = Map.groupBy(
    candidates.flatMap((ids) => [...new Set(ids)]),
    (id) => id,
  );
  const taken = new Set<string>();
  return candidates.map((ids) => {
    const own = ids.find((id) => count.get(id)?.length === 1);
    const base = own ?? ids.at(-1) ?? ids[0];
    let id = base;
    for (let number = 2; taken.has(id) || (id !== base && count.has(id)); number += 1) id = `${base}-${number}`;
    taken.add(id);
    return id;
  });
};

/** Every requested path of events from the functions that none of our events triggers. */
export const wholeFlow = (source: CatalogSource, wanted: (fn: LambdaFunction) => boolean): readonly FlowStep[] => {
  const steps = new Map<string, FlowStep>();
  for (const entry of entries(source).filter(wanted)) {
    before(source, entry, steps);
    walk(source, entry, undefined, steps);
  }
  return [...steps.values()];
};

const entries = (source: CatalogSource): readonly LambdaFunction[] =>
  source.topology.functions.filter((fn) => consumedBy(source, fn).length === 0 && publishedBy(source, fn).length > 0);

const flowsFrom = (source: CatalogSource, entry: LambdaFunction): readonly Flow[] => {
  const routings = routingsFrom(source, entry);
  const name = source.shortName(entry.name);
  if (routings.length === 0) return [{ ids: [name], draw: (id) => flow(source, entry, id, titleOf(name), undefined) }];
  return routings.map((routing) => {
    const [property, value] = [routing.property, routing.value].map((text) => text.replaceAll('_', '-'));
    const title = `${titleOf(name)}, ${routing.property} ${routing.value}`;
    return { ids: [`${name}-${value}`, `${name}-${property}-${value}`], draw: (id) => flow(source, entry, id, title, routing) };
  });
};

/** The values of each routing property of the events behind the entry. */
const routingsFrom = (source: CatalogSource, entry: LambdaFunction): readonly Routing[] => {
  const values = new Map<string, Set<string>>();
  for (const contract of reachedFrom(source, entry)) {
    for (const { rule } of consumptionsOf(source.topology, contract)) {
      for (const [property, taken] of dataConditions(rule)) {
        // A rule with a condition on a property that the event lacks matches nothing, so there is no path to draw. `plumb check flows` reports it.
        if (!Object.hasOwn(contract.data.shape, property)) continue;
        const known = values.get(property) ?? new Set<string>();
        for (const value of [...declaredValues(contract, property), ...taken]) known.add(value);
        values.set(property, known);
      }
    }
  }
  return [...values].flatMap(([property, known]) => [...known].map((value) => ({ property, value })));
};

/** Every event that the entry may cause. */
const reachedFrom = (source: CatalogSource, entry: LambdaFunction): ReadonlySet<EventContract> => {
  const reached = new Set<EventContract>();
  const visit = (fn: LambdaFunction): void => {
    for (const contract of publishedBy(source, fn)) {
      if (reached.has(contract)) continue;
      reached.add(contract);
      for (const { consumer } of consumptionsOf(source.topology, contract)) visit(consumer);
    }
  };
  visit(entry);
  return reached;
};

const declaredValues = ({ data }: EventContract, property: string): readonly string[] => {
  const schema: unknown = data.shape[property];
  return typeof schema === 'object' && schema !== null && 'options' in schema && Array.isArray(schema.options)
    ? schema.options.map(String)
    : [];
};

const flow = (source: CatalogSource, entry: LambdaFunction, id: string, title: string, routing: Routing | undefined): FlowPage => {
  const prose = proseOf(source.prose, 'flows', id);
  const steps = new Map<string, FlowStep>();
  before(source, entry, steps);
  walk(source, entry, routing, steps);
  return {
    id,
    version: ONLY_VERSION,
    name: prose.name ?? title,
    summary:
      prose.summary ??
      (routing === undefined
        ? 'Drawn from the rules.'
        : `What happens where ${routing.property} is ${routing.value}. Drawn from the rules.`),
    service: entry.stack,
    owners: source.topology.services.flatMap(({ name, team }) => (name === entry.stack && team !== undefined ? [team] : [])),
    steps: [...steps.values()],
    markdown: body(prose.markdown, drawSteps([...steps.values()]), section('Step by step', '<NodeGraph />')),
  };
};

const walk = (source: CatalogSource, fn: LambdaFunction, routing: Routing | undefined, steps: Map<string, FlowStep>): void => {
  const id = functionStepId(source, fn);
  if (steps.has(id)) return;
  const published = publishedBy(source, fn);
  const subscribers = subscribersOf(source, fn);
  steps.set(id, {
    id,
    title: source.shortName(fn.name),
    ...(fn.description !== undefined && { summary: fn.description }),
    service: { id: fn.stack, version: ONLY_VERSION },
    next_steps: [...published.map((contract) => ({ id: versionedName(contract) })), ...subscribers.map((step) => ({ id: step.id }))],
  });
  for (const step of subscribers) steps.set(step.id, step);
  for (const contract of published) {
    const deliveries = taking(source, contract, routing);
    const step = versionedName(contract);
    if (steps.has(step)) continue;
    steps.set(step, {
      id: step,
      title: contract.eventType,
      summary: contract.summary,
      message: { id: contract.eventType, version: catalogVersion(contract.version) },
      next_steps: deliveries.map((one) => ({ id: endStepId(source, one), ...labelOf(one) })),
    });
    for (const { end } of deliveries) {
      if (end.kind === 'function') walk(source, end.consumer, routing, steps);
      else endStep(source, end, steps);
    }
  }
};

const endStepId = (source: CatalogSource, { end }: Delivery): string =>
  end.kind === 'function' ? functionStepId(source, end.consumer) : endId(source.shortName(thingOf(end).name), end);

/** The end of a forward: a queue for manual work, or an address outside AWS. */
const endStep = ({ shortName }: CatalogSource, end: OtherEnd, steps: Map<string, FlowStep>): void => {
  const title = shortName(thingOf(end).name);
  const id = endId(title, end);
  const step =
    end.kind === 'queue'
      ? { custom: { title, icon: 'QueueListIcon', type: 'Queue', summary: 'For manual work.' } }
      : { externalSystem: { name: title, summary: end.destination.description ?? 'Called by EventBridge itself.' } };
  steps.set(id, { id, title, ...step, next_steps: [] });
};

/** The consumers of such an event when the property has that value. */
const taking = ({ topology }: CatalogSource, contract: EventContract, routing: Routing | undefined): readonly Delivery[] => {
  const known = knownOf(contract);
  if (routing === undefined) return deliveriesOf(topology, known);
  return deliveriesOf(topology, { ...known, detail: { ...known.detail, Data: { [routing.property]: routing.value } } });
};

const labelOf = ({ rule, end }: Delivery): { readonly label?: string } => {
  const queued = end.kind === 'function' && end.queue !== undefined;
  const label = [conditionLabel(rule), queued ? 'queue' : ''].filter((part) => part !== '').join('; ');
  return label === '' ? {} : { label };
};
