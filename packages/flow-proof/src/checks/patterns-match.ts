import { versionedName } from '@plumbline/event-kit';
import type { Rule } from '@plumbline/topology';
import type { Check } from '../draft.ts';
import { type Arrival, compiled } from '../flows.ts';
import { canMatch } from '../satisfiable/can-match.ts';
import { wholeEvent } from '../whole-event.ts';

/** Every rule can match an event that may reach its bus. Skips the default bus, because the schemas of AWS's own events are unknown. */
export const patternsMatch: Check = function* ({ rules, flows, contracts, buses }) {
  if (contracts.length === 0 || !flows.isComplete) return;
  const ours = new Set(buses.map(({ name }) => name));
  for (const rule of rules) {
    if (!rule.enabled || !ours.has(rule.bus) || compiled(rule).length === 0 || flows.of(rule).length > 0) continue;
    const arrivals = flows.arrivals.filter(({ bus }) => bus === rule.bus);
    yield {
      code: 'PATTERN_NEVER_MATCHES',
      at: rule,
      subject: `rule ${rule.name}`,
      why: `No event that may be published on ${rule.bus} can match its pattern. ${reasonOf(rule, arrivals)}`,
      fix: 'Correct the pattern, or publish the event first. Until then, EventBridge never invokes its target.',
    };
  }
};

/** Why the closest event does not match: the fields whose values the event never has. */
const reasonOf = (rule: Rule, arrivals: readonly Arrival[]): string => {
  const misses = arrivals.map(({ contract }) => ({ contract, fields: missingFields(rule, contract) }));
  const [nearest] = misses.sort((a, b) => a.fields.length - b.fields.length);
  if (nearest === undefined) return 'No function publishes on this bus.';
  const fields = nearest.fields.map((field) => `${field} = ${JSON.stringify(valueAt(rule.pattern, field.split('.')))}`);
  return `The closest event is ${versionedName(nearest.contract)}, which never has ${fields.join(' and ')}.`;
};

const missingFields = (rule: Rule, contract: Arrival['contract']): readonly string[] => {
  const schema = wholeEvent(contract);
  const misses = compiled(rule).map((alternative) =>
    [...alternative].filter(([path, matchers]) => canMatch([new Map([[path, matchers]])], schema) === 'no').map(([path]) => path),
  );
  return misses.sort((a, b) => a.length - b.length)[0] ?? [];
};

const valueAt = (pattern: unknown, [name, ...rest]: readonly string[]): unknown => {
  if (name === undefined || typeof pattern !== 'object' || pattern === null) return pattern;
  const value: unknown = Object.hasOwn(pattern, name) ? Reflect.get(pattern, name) : undefined;
  return valueAt(value, rest);
};
