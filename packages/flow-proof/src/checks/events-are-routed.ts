import { versionedName } from '@plumbline/event-kit';
import type { LambdaFunction } from '@plumbline/topology';
import { holesOf, type RoutingField, routingFields } from '../coverage.ts';
import type { Check, Draft } from '../draft.ts';
import type { Arrival } from '../flows.ts';

/** Every published event, and every value of a property that events are routed by, comes to somebody who asks for it. */
export const eventsAreRouted: Check = function* ({ flows, topology, mayHide }) {
  // A rule or a target of nobody knows which bus may take whatever nobody else does.
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
    // All majors of an event are one event: who takes one of them has taken it.
    const otherMajors = flows.arrivals.filter((one) => one.bus === bus && one.contract.eventType === contract.eventType && one !== arrival);
    if (takers.length === 0 && otherMajors.some((one) => flows.takers(one).length > 0)) continue;
    if (takers.length === 0) {
      yield {
        code: 'EVENT_UNROUTED',
        at: producer,
        subject: versionedName(contract),
        why: `${producer.name} publishes it on ${bus}, where no rule takes it: EventBridge answers with success and drops it.`,
        fix: 'Subscribe a function to it, or say in its contract why nobody needs it: terminal: "...".',
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
        why: `Consumers share ${contract.eventType} among them by ${field.name}, and none of them asks for ${holes.join(', ')}: ${described(field)}.`,
        fix: `Let one of them ask for it, or say in the contract why nobody has to: terminal: { ${field.name}: "..." }.`,
      };
    }
  }
};

/** What a contract says of an end that is none. */
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
    why: `Its contract says why nobody takes ${wrong.join(' and ')}, and somebody does.`,
    fix: 'Take it out of "terminal": the next hole would not be noticed.',
  };
}

const described = ({ rows }: Parameters<typeof holesOf>[0]): string =>
  rows.map(({ value, consumers }) => `${value} to ${consumers.join(', ') || 'nobody'}`).join('; ');
