import { alternatives } from './alternatives.ts';
import { compareAnnotations } from './compare-annotations.ts';
import { compareShape } from './compare-shapes.ts';
import { compareTypes, takesType } from './compare-types.ts';
import { compareValues } from './compare-values.ts';
import type { Incompatibility } from './incompatibility.ts';
import { isEmpty } from './is-empty.ts';
import type { JsonSchema } from './json-schema.ts';
import type { Question } from './question.ts';
import { keyOf, sameSchema, takesEverything } from './same-schema.ts';
import type { Side } from './shape.ts';

/** The places where consumers of `reader` would reject events of `writer`'s producers. Empty only if compatibility is proven. */
export const compareSchemas = (writer: JsonSchema, reader: JsonSchema, question: Question): readonly Incompatibility[] => {
  if (sameSchema(writer, reader)) return [];
  const annotations = compareAnnotations(writer, reader, question);
  if (takesEverything(reader)) return annotations;
  const [from, to] = [writtenSide(writer, question), { schema: reader, shapes: alternatives(reader) }];
  const unlisted = from.shapes
    .filter((shape) => shape.kind !== 'values')
    .filter((shape) => shape.kind === 'unknown' || takesType(to, shape.kind));
  return distinct([
    ...annotations,
    ...compareTypes(from, to, question),
    ...compareValues(from, to, question),
    ...unlisted.flatMap((shape) => compareShape(shape, from, to, question)),
  ]);
};

/** The values that a producer can write: drops empty shapes, and listed values that another keyword of the writer's schema rejects. */
const writtenSide = (schema: JsonSchema, { accepts }: Question): Side => {
  const shapes = alternatives(schema).map((shape) =>
    shape.kind === 'values' ? { ...shape, values: shape.values.filter((value) => accepts(schema, value) !== false) } : shape,
  );
  return { schema, shapes: shapes.filter((shape) => !isEmpty(shape)) };
};

/** Two members of a union may fail in the same way. Reports that once. */
const distinct = (found: readonly Incompatibility[]): readonly Incompatibility[] => [
  ...new Map(found.map((one) => [keyOf([one.path, one.code, one.reason]), one])).values(),
];
