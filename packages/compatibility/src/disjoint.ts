import type { Accepts } from './accepts.ts';
import { alternatives } from './alternatives.ts';
import { isClosed } from './closed.ts';
import { highest, isEmpty, longest, lowest, takesNothing } from './is-empty.ts';
import { type JsonSchema, typeOf } from './json-schema.ts';
import { propertyOf } from './object-shape.ts';
import { keyOf } from './same-schema.ts';
import type { ArrayShape, NumberShape, ObjectShape, OpenShape, Shape, ValuesShape } from './shape.ts';

export interface Reading {
  readonly accepts: Accepts;
  /** Whether producers write declared properties only. Without it a property that is required anew tells no alternatives apart. */
  readonly closed: boolean;
}

/** Whether it is certain that nothing a producer of the first may write is taken by the second. */
export const disjoint = (writer: JsonSchema, reader: JsonSchema, how: Reading): boolean =>
  alternatives(writer).every((written) => alternatives(reader).every((read) => apart(written, writer, read, reader, how)));

const apart = (written: Shape, writer: JsonSchema, read: Shape, reader: JsonSchema, how: Reading): boolean => {
  if (isEmpty(written) || isEmpty(read)) return true;
  if (written.kind === 'unknown' || read.kind === 'unknown') return false;
  if (written.kind === 'values' && read.kind === 'values') return valuesApart(written, read);
  if (written.kind === 'values')
    return written.values.every((value) => typeOf(value) !== read.kind || how.accepts(reader, value) === false);
  if (read.kind === 'values') return read.values.every((value) => typeOf(value) !== written.kind || how.accepts(writer, value) === false);
  return shapesApart(written, read, how);
};

const valuesApart = (one: ValuesShape, other: ValuesShape): boolean => {
  const keys = new Set(one.values.map(keyOf));
  return !other.values.some((value) => keys.has(keyOf(value)));
};

/** The same for shapes. What they exclude is left out, which can only make them meet more often. */
export const shapesApart = (written: OpenShape, read: Shape, how: Reading): boolean => {
  if (read.kind === 'unknown') return false;
  if (read.kind === 'values') return read.values.every((value) => typeOf(value) !== written.kind);
  if (written.kind === 'number' && read.kind === 'number') return rangesApart(written, read);
  if (written.kind === 'string' && read.kind === 'string') return written.minLength > read.maxLength || read.minLength > written.maxLength;
  if (written.kind === 'array' && read.kind === 'array') return arraysApart(written, read);
  if (written.kind === 'object' && read.kind === 'object') return objectsApart(written, read, how);
  return true;
};

const rangesApart = (one: NumberShape, other: NumberShape): boolean => isBelow(one, other) || isBelow(other, one);

const isBelow = (one: NumberShape, other: NumberShape): boolean => {
  const [high, low] = [highest(one), lowest(other)];
  return high.value < low.value || (high.value === low.value && (high.exclusive || low.exclusive));
};

const arraysApart = (written: ArrayShape, read: ArrayShape): boolean =>
  written.minItems > longest(read) || read.minItems > longest(written);

/** A property that one of the two requires, and of which they take different values: a discriminator. */
const objectsApart = (written: ObjectShape, read: ObjectShape, how: Reading): boolean => {
  for (const name of new Set([...written.required, ...read.required])) {
    const theirs = propertyOf(read, name);
    const ours = propertyOf(written, name);
    const schema = !ours.declared && !written.required.has(name) && how.closed && isClosed(written) ? false : ours.schema;
    if (takesNothing(schema) || takesNothing(theirs.schema) || disjoint(schema, theirs.schema, how)) return true;
  }
  return false;
};
