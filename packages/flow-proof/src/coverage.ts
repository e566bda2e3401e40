import type { JsonSchema } from '@plumbline/compatibility';
import { alternatives, propertyOf } from '@plumbline/compatibility/shapes';
import { eventSchema } from '@plumbline/event-kit/schema';
import { type Rule, reached, type Topology } from '@plumbline/topology';
import type { FlowSystem } from './flow-system.ts';
import { type Arrival, compiled, type Flows, flowsOf, type Match } from './flows.ts';
import { canMatch } from './satisfiable/can-match.ts';
import { atLeast, wholeEvent } from './whole-event.ts';

/** A property of an event's data with listed values, and who asks for which of them. */
export interface RoutingField {
  readonly name: string;
  readonly rows: readonly {
    readonly value: string /** Of those whose rules name the property. */;
    readonly consumers: readonly string[];
  }[];
  /** Who takes the event whatever the property is. */
  readonly always: readonly string[];
  /** Whether each value has to be asked for: consumers share the event among them by it. */
  readonly isShared: boolean;
}

/** An event with all its routing fields: a part of the coverage matrix. */
export interface Coverage {
  readonly arrival: Arrival;
  /** Everybody who takes the event, or some of it. */
  readonly consumers: readonly string[];
  readonly fields: readonly RoutingField[];
}

/** Who gets which values of which events: the coverage matrix. */
export const coverage = ({ topology, contracts = [] }: FlowSystem): readonly Coverage[] =>
  coverageOf(topology, flowsOf(topology, contracts));

/** The same of flows that were followed already. */
export const coverageOf = (topology: Topology, { arrivals, takers }: Flows): readonly Coverage[] =>
  arrivals.map((arrival) => {
    const taken = takers(arrival);
    return {
      arrival,
      consumers: namesOf(
        topology,
        taken.map(({ rule }) => rule),
      ),
      fields: fieldsOf(topology, arrival, taken),
    };
  });

/** Values that nobody asks for who asks for others. */
export const holesOf = ({ rows }: RoutingField): readonly string[] =>
  rows.filter(({ consumers }) => consumers.length === 0).map(({ value }) => value);

/**
 * The properties by which consumers share an event among them: two of them ask for different values of it, or its contract says
 * so. One consumer that asks for some of the values, or several that ask for the same, only leave out what nobody wants.
 */
export const routingFields = (topology: Topology, arrival: Arrival, taken: readonly Match[]): readonly RoutingField[] =>
  fieldsOf(topology, arrival, taken).filter(({ isShared }) => isShared);

/** Whether consumers ask for different values; when all ask for the same ones, these are all that anybody wants. */
const areShared = (rows: RoutingField['rows']): boolean => {
  const consumers = new Set(rows.flatMap((row) => row.consumers));
  const wishes = [...consumers].map((consumer) => rows.map((row) => row.consumers.includes(consumer)).join());
  return new Set(wishes).size > 1;
};

const DATA = 'detail.Data.';

const fieldsOf = (topology: Topology, { contract }: Arrival, taken: readonly Match[]): readonly RoutingField[] => {
  const named = new Set([...taken.flatMap(({ rule }) => namedFields(rule)), ...(contract.routedBy ?? [])]);
  const data = propertySchema(eventSchema(contract), 'Data');
  return [...named].sort().flatMap((name) => {
    const values = listedValues(name.split('.').reduce(propertySchema, data));
    if (values === undefined) return [];
    const asking = taken.filter(({ rule }) => namedFields(rule).includes(name)).map(({ rule }) => rule);
    const always = taken.map(({ rule }) => rule).filter((rule) => !asking.includes(rule));
    const rows = values.map((value) => {
      const schema = atLeast(wholeEvent(contract), ['detail', 'Data', ...name.split('.')], { const: value } as JsonSchema);
      return {
        value: String(value),
        consumers: namesOf(
          topology,
          asking.filter((rule) => canMatch(compiled(rule), schema) !== 'no'),
        ),
      };
    });
    const isShared = contract.routedBy?.includes(name) === true || areShared(rows);
    return [{ name, rows, always: namesOf(topology, always), isShared }];
  });
};

const namedFields = (rule: Rule): readonly string[] => [
  ...new Set(
    compiled(rule).flatMap((alternative) =>
      [...alternative.keys()].filter((path) => path.startsWith(DATA)).map((path) => path.slice(DATA.length)),
    ),
  ),
];

const propertySchema = (schema: JsonSchema, name: string): JsonSchema => ({
  anyOf: alternatives(schema).flatMap((shape) => (shape.kind === 'object' ? [propertyOf(shape, name).schema] : [])),
});

/** The values of an enumeration, with `null` and the booleans; `undefined` when they can't be listed. */
const listedValues = (schema: JsonSchema): readonly unknown[] | undefined => {
  const shapes = alternatives(schema);
  if (shapes.length === 0 || shapes.some(({ kind }) => kind !== 'values')) return undefined;
  return [...new Set(shapes.flatMap((shape) => (shape.kind === 'values' ? shape.values : [])))];
};

/** Functions that rules lead to, else the rules themselves. */
const namesOf = (topology: Topology, rules: readonly Rule[]): readonly string[] => {
  const names = rules.flatMap((rule) => {
    const functions = rule.targets.flatMap((target) => reached(topology, target)).map(({ consumer }) => consumer.name);
    return functions.length > 0 ? functions : [rule.name];
  });
  return [...new Set(names)].sort();
};
