import { alternatives } from './alternatives.ts';
import type { JsonSchema, JsonValue } from './json-schema.ts';
import { keyOf } from './same-schema.ts';
import type { Shape } from './shape.ts';
import { describeShapes, listValues } from './wording.ts';

/** `an object with type "card"`. */
export const describeMember = (shapes: readonly Shape[]): string => {
  const [shape, ...others] = shapes;
  const marks = shape === undefined || others.length > 0 ? undefined : marksOf(shape);
  return marks === undefined ? describeShapes(shapes) : `an object with ${marks}`;
};

/** What tells an object from other members of its union: the required properties that have one value only. */
export const marksOf = (shape: Shape): string | undefined => {
  if (shape.kind !== 'object') return undefined;
  const marks: string[] = [];
  for (const name of shape.required) {
    const values = listedValues(shape.properties.get(name) ?? true);
    if (values?.length === 1) marks.push(`${name} ${listValues(values)}`);
  }
  return marks.length === 0 ? undefined : marks.join(' and ');
};

/** The values of a schema that lists them all, each of them once. */
export const listedValues = (schema: JsonSchema): readonly JsonValue[] | undefined => {
  const values = new Map<string, JsonValue>();
  for (const shape of alternatives(schema)) {
    if (shape.kind !== 'values') return undefined;
    for (const value of shape.values) values.set(keyOf(value), value);
  }
  return [...values.values()];
};
