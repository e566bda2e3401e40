/** Schemas as lists of shapes, for reasoning about the accepted values. */

export { type Accepts, createAccepts } from './accepts.ts';
export { alternatives } from './alternatives.ts';
export { shapesApart } from './disjoint.ts';
export { highest, isEmpty, lowest } from './is-empty.ts';
export { propertyOf } from './object-shape.ts';
export type { ArrayShape, NumberShape, ObjectShape, OpenShape, Shape, StringShape } from './shape.ts';
