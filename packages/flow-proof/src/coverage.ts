import type { JsonSchema } from '@plumbline/compatibility';
import { alternatives, propertyOf } from '@plumbline/compatibility/shapes';
import type { EventContract } from '@plumbline/event-kit';
import { type End, endsOf, type Rule, type Topology } from '@plumbline/topology';
import type { FlowSystem } from './flow-system.ts';
import { type Arrival, compiled, type Flows, flowsOf, type Match } from './flows.ts';
import { canMatch } from './satisfiable/can-match.ts';
import { valuesToldApart } from './values-told-apart.ts';
import { atLeast, lacking, wholeEvent } from './whole-event.ts';

/** A property of an event's data, and who asks for which of its values. */
export interface RoutingField {
  readonly name: string;
  readonly rows: readonly RoutingRow[];
  /** Who takes the event whatever the property is. */
  readonly always: readonly string[];
  /** Whether each value has to be asked for: consumers share the event among them by it. */
  readonly isShared: boolean;
}

/** A value, or values that nobody tells apart. */
export interface RoutingRow {
  readonly value: string;
  /** Of those whose rules name the property. */
  readonly consumers: readonly string[];
  /** Whether nobody has to ask for it: it lies beyond the bounds that are asked for, or is none of the texts. @default false */
  readonly mayBeLeft?: boolean;
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
  rows.filter(({ consumers, mayBeLeft = false }) => consumers.length === 0 && !mayBeLeft).map(({ value }) => value);

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

/** A row for what is not there: an optional property that an event leaves out. */
const NOT_THERE = '(not there)';

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

/** Where an event has its data: in somebody else's format, `detail` is the data. */
const dataPath = ({ foreign }: EventContract): readonly string[] => (foreign === undefined ? ['detail', 'Data'] : ['detail']);

/** Whether a rule takes events with such a value; without a schema, with a text that no rule names. */
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
  return [{ value: NOT_THERE, consumers: namesOf(topology, without) }];
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

/** Where rules lead: functions by their names, else the rules themselves. */
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
