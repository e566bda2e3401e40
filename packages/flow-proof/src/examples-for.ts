import type { JsonValue } from '@plumbline/compatibility';
import { createAccepts } from '@plumbline/compatibility/shapes';
import type { EventContract } from '@plumbline/event-kit';
import { type Alternative, type Matcher, matchesPattern } from '@plumbline/eventbridge';
import type { Rule } from '@plumbline/topology';
import { compiled } from './flows.ts';
import { wholeEvent } from './whole-event.ts';

/**
 * The contract's examples that a rule matches, as events on the bus. If the rule matches none of them, inserts the rule's values into the
 * examples, as far as the contract allows it.
 */
export const examplesFor = (
  rule: Rule,
  contract: EventContract,
): readonly { readonly contract: EventContract; readonly text: string }[] => {
  // A pattern with unresolved values may match any event.
  if (rule.pattern === undefined) return [];
  const events = contract.examples.map(
    ({ detail }) => ({ ...ENVELOPE, source: contract.source, 'detail-type': contract.detailType, detail }) as JsonValue,
  );
  const takes = (event: JsonValue): boolean => matchesPattern(JSON.stringify(rule.pattern), JSON.stringify(event));
  const accepts = createAccepts();
  const taken = events.filter(takes);
  const changed = events.flatMap((event) => compiled(rule).map((alternative) => asAskedFor(event, alternative)));
  const found = taken.length > 0 ? taken : changed.filter((event) => takes(event) && accepts(wholeEvent(contract), event) !== false);
  return found.map((event) => ({ contract, text: JSON.stringify(event) }));
};

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-events-structure.html */
const ENVELOPE = {
  version: '0',
  id: '00000000-0000-4000-8000-000000000000',
  account: '123456789012',
  time: '2026-01-01T00:00:00Z',
  region: 'eu-west-1',
  resources: [],
};

const asAskedFor = (event: JsonValue, alternative: Alternative): JsonValue => {
  let changed = event;
  for (const [path, [first]] of alternative) {
    const value = askedValue(first);
    if (value !== undefined) changed = withValue(changed, path.split('.'), value);
  }
  return changed;
};

const askedValue = (matcher: Matcher | undefined): JsonValue | undefined => {
  if (matcher?.kind === 'string' || (matcher?.kind === 'number' && matcher.value !== undefined)) return matcher.value as JsonValue;
  return matcher?.kind === 'literal' ? (JSON.parse(matcher.value) as JsonValue) : undefined;
};

const withValue = (event: JsonValue, [name, ...rest]: readonly string[], value: JsonValue): JsonValue => {
  if (name === undefined) return value;
  if (typeof event !== 'object' || event === null || Array.isArray(event)) return event;
  const fields = event as Readonly<Record<string, JsonValue>>;
  return { ...fields, [name]: withValue(fields[name] ?? {}, rest, value) };
};
