import type { JsonSchema } from '@plumbline/compatibility';
import { alternatives, createAccepts, isEmpty } from '@plumbline/compatibility/shapes';
import type { Matcher } from '@plumbline/eventbridge';
import { numbersToldApart } from './numbers-told-apart.ts';
import type { ToldApart } from './told-apart.ts';

/** The label of a string that no rule names. */
export const ANY_OTHER = 'any other';

/**
 * The values of a property to check one by one: the values that its schema lists, otherwise the numbers between the bounds of the rules, or
 * the strings that the rules name.
 *
 * @param schema the schema of the property
 * @param matchers the matchers of the rules for the property
 * @returns `undefined` when the values can't be listed, for example because rules match strings by a prefix
 */
export const valuesToldApart = (schema: JsonSchema, matchers: readonly Matcher[]): readonly ToldApart[] | undefined => {
  const shapes = alternatives(schema).filter((shape) => !isEmpty(shape));
  if (shapes.length === 0) return undefined;
  if (shapes.every(({ kind }) => kind === 'values')) {
    const values = new Set(shapes.flatMap((shape) => (shape.kind === 'values' ? shape.values : [])));
    return [...values].map((value) => ({ name: String(value), schema: { const: value }, mayBeLeft: false }));
  }
  if (shapes.every(({ kind }) => kind === 'number')) return numbersToldApart(schema, matchers);
  if (shapes.every(({ kind }) => kind === 'string')) return textsToldApart(schema, matchers);
  return undefined;
};

const textsToldApart = (schema: JsonSchema, matchers: readonly Matcher[]): readonly ToldApart[] | undefined => {
  const all = matchers.flatMap((matcher) => (matcher.kind === 'anything-but' ? matcher.matchers : [matcher]));
  if (!all.every(({ kind }) => COUNTABLE.has(kind))) return undefined;
  const named = new Set(all.flatMap((matcher) => (matcher.kind === 'string' ? [matcher.value] : [])));
  const accepts = createAccepts();
  const texts = [...named].filter((text) => accepts(schema, text) !== false).sort();
  if (texts.length === 0) return undefined;
  const rows = texts.map((text): ToldApart => ({ name: text, schema: { const: text }, mayBeLeft: false }));
  return [...rows, { name: ANY_OTHER, schema: undefined, mayBeLeft: true }];
};

/** Kinds of matchers whose strings can be listed. */
const COUNTABLE: ReadonlySet<Matcher['kind']> = new Set(['string', 'exists', 'absent', 'number', 'range', 'literal']);
