import { alternatives, createAccepts, type OpenShape, shapesApart } from '@plumbline/compatibility/shapes';

/**
 * Whether the exclusions of a shape (`not`, and the other members of a `oneOf`) do not overlap it anyway, as with the members of a
 * discriminated union.
 */
export const excludesNothing = (shape: OpenShape): boolean => {
  if (shape.excludes.length === 0) return true;
  const how = { accepts: createAccepts(), closed: false };
  return shape.excludes.every((excluded) => alternatives(excluded).every((other) => shapesApart(shape, other, how)));
};
