import type { JsonSchema } from '@plumbline/compatibility';
import { alternatives, createAccepts, isEmpty } from '@plumbline/compatibility/shapes';
import type { Matcher } from '@plumbline/eventbridge';
import { numbersToldApart } from './numbers-told-apart.ts';
import type { ToldApart } from './told-apart.ts';

/** A text that no rule names. */
export const ANY_OTHER = 'any other';

/**
 * The values of a property that have to be looked at one by one: those that its schema lists, else numbers between the bounds that rules
 * name, or the texts that they name.
 *
 * @param schema what the property may be
 * @param matchers what rules ask of it
 * @returns `undefined` when they can't be listed, such as texts that rules ask for by a prefix
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

/** What a text is asked by when all texts that are asked for can be named. */
const COUNTABLE: ReadonlySet<Matcher['kind']> = new Set(['string', 'exists', 'absent', 'number', 'range', 'literal']);
