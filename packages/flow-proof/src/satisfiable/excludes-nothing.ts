import { alternatives, createAccepts, type OpenShape, shapesApart } from '@plumbline/compatibility/shapes';

/**
 * Whether what a shape excludes (`not`, and the other members of a `oneOf`) is none of it anyway, as with the members of a union
 * that a property tells apart.
 */
export const excludesNothing = (shape: OpenShape): boolean => {
  if (shape.excludes.length === 0) return true;
  const how = { accepts: createAccepts(), closed: false };
  return shape.excludes.every((excluded) => alternatives(excluded).every((other) => shapesApart(shape, other, how)));
};
