import { versionedName } from '@plumbline/event-kit';
import type { Rule } from '@plumbline/topology';
import type { Check } from '../draft.ts';
import { type Arrival, compiled } from '../flows.ts';
import { canMatch } from '../satisfiable/can-match.ts';
import { wholeEvent } from '../whole-event.ts';

/** Every rule takes some event that may come to its bus. The default bus has AWS's own events, of which we know no schema. */
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
      fix: 'Correct the pattern, or let the event be published first; until then its target hears nothing.',
    };
  }
};

/** Why the event that comes nearest does not match: the first fields that ask for what it can't have. */
const reasonOf = (rule: Rule, arrivals: readonly Arrival[]): string => {
  const misses = arrivals.map(({ contract }) => ({ contract, fields: missingFields(rule, contract) }));
  const [nearest] = misses.sort((a, b) => a.fields.length - b.fields.length);
  if (nearest === undefined) return 'Nothing is published there at all.';
  const fields = nearest.fields.map((field) => `${field} = ${JSON.stringify(valueAt(rule.pattern, field.split('.')))}`);
  return `Nearest comes ${versionedName(nearest.contract)}, which never has ${fields.join(' and ')}.`;
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
