import { type Incompatibility, NARROWING } from './incompatibility.ts';
import { highest, lowest } from './is-empty.ts';
import { bounded, incompatibility, type Question, written } from './question.ts';
import type { Bound, NumberShape } from './shape.ts';

export const compareNumbers = (writer: NumberShape, reader: NumberShape, question: Question): readonly Incompatibility[] => {
  const fractions = compareIntegers(writer, reader, question);
  return [
    ...fractions,
    ...compareRanges(writer, reader, question, fractions.length > 0),
    ...reader.multipleOf.flatMap((factor) => compareMultiples(writer, factor, question)),
  ];
};

const compareIntegers = (writer: NumberShape, reader: NumberShape, question: Question): readonly Incompatibility[] => {
  if (!reader.integer || writer.integer || writer.multipleOf.some(Number.isInteger)) return [];
  const reason = written(question, 'a number with a fraction', 'only whole numbers');
  return [incompatibility(question, NARROWING.type[question.direction], reason)];
};

/** In Zod's schemas, integers have the bounds of safe integers. A finding about fractions makes a finding about these bounds redundant. */
const compareRanges = (
  writer: NumberShape,
  reader: NumberShape,
  question: Question,
  fractionsTold: boolean,
): readonly Incompatibility[] => {
  const found: Incompatibility[] = [];
  const code = NARROWING.bound[question.direction];
  const untold = (bound: Bound): boolean => fractionsTold && Math.abs(bound.value) >= Number.MAX_SAFE_INTEGER;
  const [low, lowNeeded, high, highNeeded] = [lowest(writer), lowest(reader), highest(writer), highest(reader)];
  const isLower = low.value < lowNeeded.value || (low.value === lowNeeded.value && lowNeeded.exclusive && !low.exclusive);
  const isHigher = high.value > highNeeded.value || (high.value === highNeeded.value && highNeeded.exclusive && !high.exclusive);
  if (isLower && !untold(lowNeeded))
    found.push(incompatibility(question, code, bounded(question, 'minimum', boundText(low), boundText(lowNeeded))));
  if (isHigher && !untold(highNeeded))
    found.push(incompatibility(question, code, bounded(question, 'maximum', boundText(high), boundText(highNeeded))));
  return found;
};

const boundText = ({ value, exclusive }: Bound): string | undefined => {
  if (!Number.isFinite(value)) return undefined;
  return exclusive ? `${value} (exclusive)` : `${value}`;
};

/** Validators divide floating-point numbers, so only whole factors, and equal ones, are certain to agree. */
const compareMultiples = (writer: NumberShape, factor: number, question: Question): readonly Incompatibility[] => {
  const covers = (own: number): boolean => own === factor || (Number.isInteger(own) && Number.isInteger(factor) && own % factor === 0);
  if (writer.multipleOf.some(covers) || (writer.integer && factor === 1)) return [];
  const certain = writer.multipleOf.every(Number.isInteger) && Number.isInteger(factor);
  const code = certain ? NARROWING.bound[question.direction] : 'not-comparable';
  return [incompatibility(question, code, bounded(question, 'factor', writer.multipleOf.join(' and ') || undefined, `${factor}`))];
};
