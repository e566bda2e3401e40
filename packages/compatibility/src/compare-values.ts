import { takesType } from './compare-types.ts';
import { type Incompatibility, NARROWING } from './incompatibility.ts';
import { highest, lowest } from './is-empty.ts';
import { type JsonValue, typeOf } from './json-schema.ts';
import { incompatibility, type Question } from './question.ts';
import type { NumberShape, Side } from './shape.ts';
import { listValues } from './wording.ts';

/** Values that the writer lists are given to the reader one by one: there is nothing to prove. */
export const compareValues = (writer: Side, reader: Side, question: Question): readonly Incompatibility[] => {
  const listed = writer.shapes.flatMap((shape) => (shape.kind === 'values' ? shape.values : []));
  return askForEach(
    listed.filter((value) => takesType(reader, typeOf(value))),
    reader,
    question,
  );
};

/** So few whole numbers are listed when consumers take listed numbers only. */
const WHOLE_NUMBERS_MAX = 64;

/** Asks for each whole number of a short range, as if the writer had listed them. */
export const compareWholeNumbers = (shape: NumberShape, reader: Side, question: Question): readonly Incompatibility[] | undefined => {
  const [first, last] = [lowest(shape).value, highest(shape).value];
  if (!shape.integer || !Number.isSafeInteger(first) || last - first >= WHOLE_NUMBERS_MAX) return undefined;
  const values = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  return askForEach(
    values.filter((value) => shape.multipleOf.every((factor) => value % factor === 0)),
    reader,
    question,
  );
};

const askForEach = (values: readonly JsonValue[], reader: Side, question: Question): readonly Incompatibility[] => {
  const { writer: from, reader: to } = question;
  const answers = values.map((value) => ({ value, accepted: question.accepts(reader.schema, value) }));
  const refused = answers.filter(({ accepted }) => accepted === false).map(({ value }) => value);
  const undecided = answers.filter(({ accepted }) => accepted === undefined).map(({ value }) => value);
  const found: Incompatibility[] = [];
  if (refused.length > 0) {
    const reason = `may be ${listValues(refused)} in events of ${from}, which consumers of ${to} reject.`;
    found.push(
      incompatibility(question, refused.every((value) => value === null) ? 'nullability' : NARROWING.value[question.direction], reason),
    );
  }
  if (undecided.length > 0) {
    const reason = `may be ${listValues(undecided)} in events of ${from}. Whether consumers of ${to} accept that is undecided, because their format, pattern or reference cannot be evaluated.`;
    found.push(incompatibility(question, 'not-comparable', reason));
  }
  return found;
};
