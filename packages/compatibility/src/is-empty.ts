import { alternatives } from './alternatives.ts';
import type { JsonSchema } from './json-schema.ts';
import { propertyOf } from './object-shape.ts';
import type { ArrayShape, NumberShape, ObjectShape, Shape } from './shape.ts';

/** Whether it is certain that no value satisfies the schema. */
export const takesNothing = (schema: JsonSchema): boolean => alternatives(schema).every(isEmpty);

/** Whether it is certain that the shape has no value. */
export const isEmpty = (shape: Shape): boolean => {
  switch (shape.kind) {
    case 'values':
      return shape.values.length === 0;
    case 'number':
      return isEmptyRange(shape);
    case 'string':
      return shape.minLength > shape.maxLength;
    case 'array':
      return shape.minItems > longest(shape);
    case 'object':
      return isEmptyObject(shape);
    case 'unknown':
      return false;
  }
};

const isEmptyRange = (shape: NumberShape): boolean => {
  const [low, high] = [lowest(shape), highest(shape)];
  return low.value > high.value || (low.value === high.value && (low.exclusive || high.exclusive));
};

/** The lower bound; for whole numbers the least of them, as long as doubles can tell whole numbers apart. */
export const lowest = ({ minimum, integer }: NumberShape): NumberShape['minimum'] => {
  if (!integer || Math.abs(minimum.value) > Number.MAX_SAFE_INTEGER) return minimum;
  const value = minimum.exclusive ? Math.floor(minimum.value) + 1 : Math.ceil(minimum.value);
  return { value, exclusive: false };
};

/** The upper bound; for whole numbers the greatest of them. */
export const highest = ({ maximum, integer }: NumberShape): NumberShape['maximum'] => {
  if (!integer || Math.abs(maximum.value) > Number.MAX_SAFE_INTEGER) return maximum;
  const value = maximum.exclusive ? Math.ceil(maximum.value) - 1 : Math.floor(maximum.value);
  return { value, exclusive: false };
};

/** How many items an array can have: `items: false` ends a tuple, and so does an item that nothing satisfies. */
export const longest = (shape: ArrayShape): number => {
  const end = shape.prefix.findIndex(takesNothing);
  if (end >= 0) return Math.min(end, shape.maxItems);
  return takesNothing(shape.items) ? Math.min(shape.prefix.length, shape.maxItems) : shape.maxItems;
};

const isEmptyObject = (shape: ObjectShape): boolean => {
  const required = [...shape.required];
  if (required.length > shape.maxProperties || shape.minProperties > shape.maxProperties) return true;
  return required.some((name) => takesNothing(propertyOf(shape, name).schema));
};
