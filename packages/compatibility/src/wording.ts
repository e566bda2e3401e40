import type { JsonValue } from './json-schema.ts';
import { typeOf } from './json-schema.ts';
import type { Shape } from './shape.ts';

/** Longer lists end in "and 12 more": a reason is one sentence. */
const LISTED_MAX = 8;

/** `"a", "b" or 3` */
export const listValues = (values: readonly JsonValue[], last = 'or'): string => {
  const texts = values.slice(0, LISTED_MAX).map((value) => JSON.stringify(value));
  if (values.length > LISTED_MAX) texts.push(`${values.length - LISTED_MAX} more`);
  return listTexts(texts, last);
};

export const listTexts = (texts: readonly string[], last = 'or'): string =>
  texts.length < 2 ? texts.join() : `${texts.slice(0, -1).join(', ')} ${last} ${texts.at(-1)}`;

const WORDS = {
  null: 'null',
  boolean: 'true or false',
  number: 'a number',
  string: 'a string',
  array: 'an array',
  object: 'an object',
} as const;

/** "any string", said of what may be anything of its type. */
export const typeWord = (type: keyof typeof WORDS): string => WORDS[type];

/** What a list of shapes takes: `a string or null`. */
export const describeShapes = (shapes: readonly Shape[]): string => {
  const texts = new Set<string>();
  for (const shape of shapes) {
    if (shape.kind === 'unknown') texts.add(`what ${shape.keyword} says`);
    else if (shape.kind === 'values') texts.add(describeValues(shape.values));
    else texts.add(shape.kind === 'number' && shape.integer ? 'a whole number' : WORDS[shape.kind]);
  }
  texts.delete('');
  return texts.size === 0 ? 'nothing' : listTexts([...texts]);
};

const describeValues = (values: readonly JsonValue[]): string =>
  values.length === 2 && values.every((value) => typeOf(value) === 'boolean') ? WORDS.boolean : listValues(values);
