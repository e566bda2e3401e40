import { type Incompatibility, NARROWING } from './incompatibility.ts';
import { isEmpty } from './is-empty.ts';
import { typeOf } from './json-schema.ts';
import { incompatibility, type Question, written } from './question.ts';
import { isOpen, type Shape, type Side } from './shape.ts';
import { describeShapes } from './wording.ts';

/** JSON types that may be written and that the reader does not take at all. */
export const compareTypes = (writer: Side, reader: Side, question: Question): readonly Incompatibility[] => {
  const takes = reader.shapes.length === 0 ? 'nothing here' : `only ${describeShapes(reader.shapes)}`;
  const strange = writer.shapes.flatMap((shape) => onlyTypes(shape, (type) => !takesType(reader, type)));
  const found: Incompatibility[] = [];
  if (typesOf(strange).has('null')) found.push(incompatibility(question, 'nullability', written(question, 'null', takes)));
  const others = strange.flatMap((shape) => onlyTypes(shape, (type) => type !== 'null'));
  if (others.length > 0) {
    const isShared = [...typesOf(writer.shapes)].some((type) => type !== 'null' && takesType(reader, type));
    const code = isShared ? NARROWING.type[question.direction] : 'type-changed';
    found.push(incompatibility(question, code, written(question, describeShapes(others), takes)));
  }
  return found;
};

/** A schema that is not compared may take any type. */
export const takesType = ({ shapes }: Side, type: string): boolean =>
  shapes.some(({ kind }) => kind === 'unknown') || typesOf(shapes).has(type);

const typesOf = (shapes: readonly Shape[]): ReadonlySet<string> =>
  new Set(shapes.flatMap((shape) => (shape.kind === 'values' ? shape.values.map(typeOf) : isOpen(shape) ? [shape.kind] : [])));

/** The part of a shape with the requested types. */
const onlyTypes = (shape: Shape, isAsked: (type: string) => boolean): readonly Shape[] => {
  if (shape.kind === 'unknown' || isEmpty(shape)) return [];
  if (shape.kind !== 'values') return isAsked(shape.kind) ? [shape] : [];
  const values = shape.values.filter((value) => isAsked(typeOf(value)));
  return values.length === 0 ? [] : [{ kind: 'values', values }];
};
