import type { Consumption, Rule } from '@plumbline/topology';
import { isRecord } from './is-record.ts';
import { code } from './markdown.ts';
import { listed, patternWords, type Quote } from './pattern-words.ts';

/** The conditions of a rule besides the event's name, such as ` where kind is sale and amount_cents is at least 9000`. */
export const condition = ({ rule }: { readonly rule: Pick<Rule, 'pattern'> }): string => {
  const asked = conditionsOf(rule, code);
  return asked === '' ? '' : ` where ${asked}`;
};

/** The same without markup; empty when the rule matches every such event. */
export const conditionLabel = (rule: Pick<Rule, 'pattern'>): string => conditionsOf(rule, (text) => text);

/** The conditions of a rule besides the event's name, in words; empty when the rule matches every such event. */
export const conditionsOf = ({ pattern }: Pick<Rule, 'pattern'>, quote: Quote): string => listed(asked(pattern ?? {}, '', quote), 'and');

/** The fields that name an event; a page already shows the name. */
const NAMES: ReadonlySet<string> = new Set(['source', 'detail-type', 'detail.Metadata.event_type', 'detail.Metadata.event_version']);
/** The paths of an event's properties, in our envelope or in a format without one. */
const PLACES = /^detail\.(Data\.)?/;

const asked = (pattern: Readonly<Record<string, unknown>>, above: string, quote: Quote): readonly string[] =>
  Object.entries(pattern).flatMap(([name, allowed]) => {
    if (name === '$or' && Array.isArray(allowed)) {
      const ways = allowed.filter(isRecord).map((way) => listed(asked(way, above, quote), 'and'));
      return [`either ${ways.join(' or ')}`];
    }
    const path = above === '' ? name : `${above}.${name}`;
    if (isRecord(allowed)) return asked(allowed, path, quote);
    if (NAMES.has(path) || !Array.isArray(allowed)) return [];
    return [`${quote(path.replace(PLACES, ''))} ${patternWords(allowed, quote)}`];
  });

/** The properties of the data that a rule's pattern names, with its plain values. */
export const dataConditions = ({ pattern }: Consumption['rule']): readonly (readonly [name: string, values: readonly string[]])[] => {
  const detail = pattern?.detail;
  const data = isRecord(detail) ? detail.Data : undefined;
  if (!isRecord(data)) return [];
  return Object.entries(data).flatMap(([name, values]) =>
    Array.isArray(values) && values.every((value) => typeof value === 'string') ? [[name, values as readonly string[]] as const] : [],
  );
};
