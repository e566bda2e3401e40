import type { JsonSchema } from '@plumbline/compatibility';
import { alternatives, propertyOf } from '@plumbline/compatibility/shapes';
import type { EventContract } from '@plumbline/event-kit';
import { type End, endsOf, type Rule, type Topology } from '@plumbline/topology';
import type { FlowSystem } from './flow-system.ts';
import { type Arrival, compiled, type Flows, flowsOf, type Match } from './flows.ts';
import { canMatch } from './satisfiable/can-match.ts';
import { valuesToldApart } from './values-told-apart.ts';
import { atLeast, lacking, wholeEvent } from './whole-event.ts';

/** A property of an event's data, with the consumers of each of its values. */
export interface RoutingField {
  readonly name: string;
  readonly rows: readonly RoutingRow[];
  /** Consumers of the event for any value of the property. */
  readonly always: readonly string[];
  /** Whether each value needs a consumer, because consumers split the event by this property. */
  readonly isShared: boolean;
}

/** A value, or values that no rule distinguishes. */
export interface RoutingRow {
  readonly value: string;
  /** The consumers whose rules name the property. */
  readonly consumers: readonly string[];
  /** Whether the value needs no consumer: it is outside the bounds, or equal to none of the strings, that rules name. @default false */
  readonly mayBeLeft?: boolean;
}

/** An event with all its routing fields: a part of the coverage matrix. */
export interface Coverage {
  readonly arrival: Arrival;
  /** All consumers of the event, or of some of its values. */
  readonly consumers: readonly string[];
  readonly fields: readonly RoutingField[];
}

/** The coverage matrix: the consumers of each value of each event. */
export const coverage = ({ topology, contracts = [] }: FlowSystem): readonly Coverage[] =>
  coverageOf(topology, flowsOf(topology, contracts));

/** As `coverage`, for flows that are already known. */
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

/** Values without a consumer, although rules select other values of the same property. */
export const holesOf = ({ rows }: RoutingField): readonly string[] =>
  rows.filter(({ consumers, mayBeLeft = false }) => consumers.length === 0 && !mayBeLeft).map(({ value }) => value);

/**
 * The properties by which consumers split an event: two of them select different values, or the contract declares it. One consumer of some
 * values, or several consumers of the same values, do not split the event: no consumer wants the remaining values.
 */
export const routingFields = (topology: Topology, arrival: Arrival, taken: readonly Match[]): readonly RoutingField[] =>
  fieldsOf(topology, arrival, taken).filter(({ isShared }) => isShared);

/** Whether consumers select different values. */
const areShared = (rows: RoutingField['rows']): boolean => {
  const consumers = new Set(rows.flatMap((row) => row.consumers));
  const wishes = [...consumers].map((consumer) => rows.map((row) => row.consumers.includes(consumer)).join());
  return new Set(wishes).size > 1;
};

/** The row for events without an optional property. */
const ABSENT = '(absent)';

const fieldsOf = (topology: Topology, { contract }: Arrival, taken: readonly Match[]): readonly RoutingField[] => {
  const rules = taken.map(({ rule }) => rule);
  const named = new Set([...rules.flatMap((rule) => namedFields(contract, rule)), ...(contract.routedBy ?? [])]);
  return [...named].sort().flatMap((name) => {
    const path = [...dataPath(contract), ...name.split('.')];
    const asking = rules.filter((rule) => namedFields(contract, rule).includes(name));
    const matchers = asking.flatMap((rule) => compiled(rule).flatMap((alternative) => alternative.get(path.join('.')) ?? []));
    const values = valuesToldApart(path.reduce(propertySchema, wholeEvent(contract)), matchers);
    if (values === undefined) return [];
    const isDeclared = contract.routedBy?.includes(name) === true;
    const rows = [
      ...values.map(({ name: value, schema, mayBeLeft }) => ({
        value,
        consumers: namesOf(
          topology,
          asking.filter((rule) => canTake(rule, contract, path, schema)),
        ),
        ...(mayBeLeft && !isDeclared && { mayBeLeft }),
      })),
      ...absentRow(topology, contract, path, asking),
    ];
    const always = rules.filter((rule) => !asking.includes(rule));
    return [{ name, rows, always: namesOf(topology, always), isShared: isDeclared || areShared(rows) }];
  });
};

/** The path of an event's data. In a foreign format, `detail` is the data. */
const dataPath = ({ foreign }: EventContract): readonly string[] => (foreign === undefined ? ['detail', 'Data'] : ['detail']);

/** Whether a rule can match events with such a value; without a schema, the value is a string that no rule names. */
const canTake = (rule: Rule, contract: EventContract, path: readonly string[], schema: JsonSchema | undefined): boolean => {
  const event = wholeEvent(contract);
  if (schema !== undefined) return canMatch(compiled(rule), atLeast(event, path, schema)) !== 'no';
  const open = compiled(rule).filter(
    (alternative) => alternative.get(path.join('.'))?.some(({ kind }) => kind === 'anything-but' || kind === 'exists') ?? true,
  );
  return canMatch(open, event) !== 'no';
};

const absentRow = (topology: Topology, contract: EventContract, path: readonly string[], asking: readonly Rule[]): RoutingField['rows'] => {
  const event = wholeEvent(contract);
  if (canMatch([new Map([[path.join('.'), [{ kind: 'absent' }]]])], event) === 'no') return [];
  const without = asking.filter((rule) => canMatch(compiled(rule), lacking(event, path)) !== 'no');
  return [{ value: ABSENT, consumers: namesOf(topology, without) }];
};

/** Properties of the data that a rule's pattern names. */
const namedFields = (contract: EventContract, rule: Rule): readonly string[] => {
  const prefix = `${dataPath(contract).join('.')}.`;
  const paths = compiled(rule).flatMap((alternative) => [...alternative.keys()]);
  return [...new Set(paths.filter((path) => path.startsWith(prefix)).map((path) => path.slice(prefix.length)))];
};

const propertySchema = (schema: JsonSchema, name: string): JsonSchema => ({
  anyOf: alternatives(schema).flatMap((shape) => (shape.kind === 'object' ? [propertyOf(shape, name).schema] : [])),
});

/** The consumers of rules: functions by name, otherwise the rules themselves. */
const namesOf = (topology: Topology, rules: readonly Rule[]): readonly string[] => {
  const names = rules.flatMap((rule) => {
    const ends = rule.targets.flatMap((target) => endsOf(topology, target)).map(endName);
    return ends.length > 0 ? ends : [rule.name];
  });
  return [...new Set(names)].sort();
};

const endName = (end: End): string => {
  switch (end.kind) {
    case 'function':
      return end.consumer.name;
    case 'queue':
      return `${end.queue.name} (queue)`;
    case 'api-destination':
      return `${end.destination.name} (API)`;
  }
};
