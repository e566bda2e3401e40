import { versionedName } from '@plumbline/event-kit';
import type { LambdaFunction } from '@plumbline/topology';
import { holesOf, type RoutingField, routingFields } from '../coverage.ts';
import type { Check, Draft } from '../draft.ts';
import type { Arrival } from '../flows.ts';

/** Every published event, and every value of a routing field, reaches a consumer. */
export const eventsAreRouted: Check = function* ({ flows, topology, mayHide }) {
  // A rule or a target with an unresolved bus may match any event.
  if (mayHide('aws_cloudwatch_event_rule', 'name', 'event_bus_name') || mayHide('aws_cloudwatch_event_target', 'rule', 'event_bus_name'))
    return;
  for (const arrival of flows.arrivals) {
    const { contract, bus, producers } = arrival;
    const [producer] = producers;
    if (producer === undefined) continue;
    const takers = flows.takers(arrival).filter(({ rule }) => rule.targets.length > 0);
    const fields = routingFields(topology, arrival, takers);
    yield* unneeded(arrival, producer, takers.length > 0, fields);
    if (typeof contract.terminal === 'string') continue;
    // All major versions of an event count as one event: a consumer of one of them is enough.
    const otherMajors = flows.arrivals.filter((one) => one.bus === bus && one.contract.eventType === contract.eventType && one !== arrival);
    if (takers.length === 0 && otherMajors.some((one) => flows.takers(one).length > 0)) continue;
    if (takers.length === 0) {
      yield {
        code: 'EVENT_UNROUTED',
        at: producer,
        subject: versionedName(contract),
        why: `${producer.name} publishes it on ${bus}, where no rule matches it: EventBridge accepts the event and drops it.`,
        fix: 'Subscribe a function to the event, or state in its contract why it needs no consumer: terminal: "...".',
      };
      continue;
    }
    for (const field of fields) {
      const holes = holesOf(field);
      if (holes.length === 0 || (contract.terminal !== undefined && Object.hasOwn(contract.terminal, field.name))) continue;
      yield {
        code: 'VALUE_UNROUTED',
        at: producer,
        subject: `${versionedName(contract)} where ${field.name} is ${holes.join(' or ')}`,
        why: `Consumers split ${contract.eventType} by ${field.name}, and none of them subscribes to ${holes.join(', ')}: ${described(field)}.`,
        fix: `Add the value to a subscription, or state in the contract why it needs no consumer: terminal: { ${field.name}: "..." }.`,
      };
    }
  }
};

/** Finds a terminal declaration for an event or a value that has a consumer. */
function* unneeded({ contract }: Arrival, at: LambdaFunction, isTaken: boolean, fields: readonly RoutingField[]): Iterable<Draft> {
  const { terminal } = contract;
  if (terminal === undefined) return;
  const whole = fields.filter((field) => holesOf(field).length === 0).map(({ name }) => name);
  const wrong =
    typeof terminal === 'string' ? (isTaken ? ['the event'] : []) : Object.keys(terminal).filter((name) => whole.includes(name));
  if (wrong.length === 0) return;
  yield {
    code: 'TERMINAL_UNNEEDED',
    at,
    subject: versionedName(contract),
    why: `Its contract declares that ${wrong.join(' and ')} needs no consumer, but a consumer exists.`,
    fix: 'Remove it from "terminal"; otherwise it would hide the next gap.',
  };
}

const described = ({ rows }: Parameters<typeof holesOf>[0]): string =>
  rows.map(({ value, consumers }) => `${value} to ${consumers.join(', ') || 'no consumer'}`).join('; ');
