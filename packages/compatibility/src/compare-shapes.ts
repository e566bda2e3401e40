import { alternatives } from './alternatives.ts';
import { compareArrays } from './compare-arrays.ts';
import { compareNumbers } from './compare-numbers.ts';
import { compareObjects } from './compare-objects.ts';
import { compareStrings } from './compare-strings.ts';
import { noMember, partsOf, severalMembers } from './compare-unions.ts';
import { compareWholeNumbers } from './compare-values.ts';
import { shapesApart } from './disjoint.ts';
import { type Incompatibility, NARROWING } from './incompatibility.ts';
import type { JsonSchema } from './json-schema.ts';
import { incompatibility, type Question, written } from './question.ts';
import { sameSchema } from './same-schema.ts';
import { isOpen, type OpenShape, type Side, type UnknownShape } from './shape.ts';
import { describeShapes } from './wording.ts';

/** Into so many parts one alternative is divided at most, so that large enums beside each other don't multiply. */
const PARTS_MAX = 256;

/** Looks for one of the reader's alternatives that takes the whole shape, and tells why the nearest does not. */
export const compareShape = (
  shape: OpenShape | UnknownShape,
  writer: Side,
  reader: Side,
  question: Question,
  partsMax = PARTS_MAX,
): readonly Incompatibility[] => {
  if (shape.kind === 'unknown') return [notComparable(question, `has ${shape.keyword} in ${question.writer}, which is not compared.`)];
  const rivals = reader.shapes.filter(isOpen).filter(({ kind }) => kind === shape.kind);
  const outcomes = rivals.map((rival) => ({ rival, found: compareKind(shape, rival, question) }));
  if (outcomes.some(({ found }) => found.length === 0)) return [];
  const unknown = reader.shapes.find((one) => one.kind === 'unknown');
  if (unknown !== undefined) return [notComparable(question, `has ${unknown.keyword} in ${question.reader}, which is not compared.`)];
  if (outcomes.length === 0) return compareWithListed(shape, reader, question);

  const isUnion = outcomes.length > 1 || writer.shapes.filter(({ kind }) => kind === shape.kind).length > 1;
  const alike = outcomes.filter(({ rival }) => !isUnion || !shapesApart(shape, rival, { accepts: question.accepts, closed: false }));
  const near =
    alike.length < 2 ? alike : alike.filter(({ rival }) => !shapesApart(shape, rival, { accepts: question.accepts, closed: true }));
  const [nearest, second] = near;
  if (nearest === undefined) return [noMember(shape, question)];
  if (second === undefined) return nearest.found;
  const parts = partsOf(shape, partsMax);
  if (parts === undefined) return [severalMembers(near.length, nearest.found, question)];
  return parts.flatMap((part) => compareShape(part, writer, reader, question, partsMax / parts.length));
};

const compareKind = (writer: OpenShape, reader: OpenShape, question: Question): readonly Incompatibility[] => [
  ...compareKeywords(writer, reader, question),
  ...reader.excludes.filter((excluded) => !isExcluded(writer, excluded, question)).map(() => exclusion(question)),
];

const compareKeywords = (writer: OpenShape, reader: OpenShape, question: Question): readonly Incompatibility[] => {
  if (writer.kind === 'number' && reader.kind === 'number') return compareNumbers(writer, reader, question);
  if (writer.kind === 'string' && reader.kind === 'string') return compareStrings(writer, reader, question);
  if (writer.kind === 'array' && reader.kind === 'array') return compareArrays(writer, reader, question);
  if (writer.kind === 'object' && reader.kind === 'object') return compareObjects(writer, reader, question);
  return [notComparable(question, 'has different types.')];
};

/** What `not`, or another member of a `oneOf`, must not take beside. */
const isExcluded = (writer: OpenShape, excluded: JsonSchema, { accepts }: Question): boolean =>
  writer.excludes.some((own) => sameSchema(own, excluded)) ||
  alternatives(excluded).every((shape) => shapesApart(writer, shape, { accepts, closed: true }));

const exclusion = (question: Question): Incompatibility => {
  const reason = `may be what a not, or another member of a oneOf, excludes for consumers of ${question.reader}. Whether events of ${question.writer} ever match it is undecided.`;
  return notComparable(question, reason);
};

/** Consumers take listed values of this type only. */
const compareWithListed = (shape: OpenShape, reader: Side, question: Question): readonly Incompatibility[] => {
  const numbers = shape.kind === 'number' ? compareWholeNumbers(shape, reader, question) : undefined;
  if (numbers !== undefined) return numbers;
  const any = `any ${describeShapes([shape]).replace(/^an? /, '')}`;
  return [incompatibility(question, NARROWING.type[question.direction], written(question, any, `only ${describeShapes(reader.shapes)}`))];
};

const notComparable = (question: Question, reason: string): Incompatibility => incompatibility(question, 'not-comparable', reason);
