import type { JsonSchema } from '@plumbline/compatibility';
import { alternatives, isEmpty } from '@plumbline/compatibility/shapes';
import type { Bound, Matcher } from '@plumbline/eventbridge';
import type { ToldApart } from './told-apart.ts';

/** The boundary between two ranges of numbers. */
interface Cut {
  readonly value: number;
  /** Whether the number itself is in the range below. */
  readonly after: boolean;
  /** Whether the boundary comes from a range, and not only from a single number in a rule. */
  readonly isBound: boolean;
}

/** The ranges into which the bounds of rules split numbers. Only a gap between two bounds needs a consumer. */
export const numbersToldApart = (schema: JsonSchema, matchers: readonly Matcher[]): readonly ToldApart[] | undefined => {
  const cuts = cutsOf(matchers);
  if (cuts.length === 0) return undefined;
  return [undefined, ...cuts].flatMap((low, index) => {
    const high = cuts[index];
    const range = { ...lowerLimit(low), ...upperLimit(high) };
    if (alternatives({ allOf: [schema, { type: 'number', ...range }] }).every(isEmpty)) return [];
    return [{ name: nameOf(low, high), schema: range, mayBeLeft: !(low?.isBound === true && high?.isBound === true) }];
  });
};

const cutsOf = (matchers: readonly Matcher[]): readonly Cut[] => {
  const cuts = new Map<string, Cut>();
  for (const cut of matchers.flatMap(cutsBy)) {
    const key = `${cut.value} ${cut.after}`;
    const known = cuts.get(key);
    cuts.set(key, { ...cut, isBound: cut.isBound || known?.isBound === true });
  }
  return [...cuts.values()].sort((a, b) => a.value - b.value || Number(a.after) - Number(b.after));
};

const cutsBy = (matcher: Matcher): readonly Cut[] => {
  switch (matcher.kind) {
    case 'range':
      return [...bound(matcher.low, (open) => open), ...bound(matcher.high, (open) => !open)];
    case 'number':
      return matcher.value === undefined ? [] : [false, true].map((after) => ({ value: matcher.value ?? 0, after, isBound: false }));
    case 'anything-but':
      return matcher.matchers.flatMap(cutsBy);
    default:
      return [];
  }
};

const bound = (one: Bound | undefined, isAfter: (open: boolean) => boolean): readonly Cut[] =>
  one === undefined ? [] : [{ value: one.value, after: isAfter(one.open), isBound: true }];

const lowerLimit = (cut: Cut | undefined): { readonly minimum?: number; readonly exclusiveMinimum?: number } =>
  cut === undefined ? {} : cut.after ? { exclusiveMinimum: cut.value } : { minimum: cut.value };
const upperLimit = (cut: Cut | undefined): { readonly maximum?: number; readonly exclusiveMaximum?: number } =>
  cut === undefined ? {} : cut.after ? { maximum: cut.value } : { exclusiveMaximum: cut.value };

const nameOf = (low: Cut | undefined, high: Cut | undefined): string => {
  if (low?.value === high?.value) return `= ${low?.value}`;
  const ends = [
    ...(low === undefined ? [] : [`${low.after ? '>' : '>='} ${low.value}`]),
    ...(high === undefined ? [] : [`${high.after ? '<=' : '<'} ${high.value}`]),
  ];
  return ends.join(', ');
};
