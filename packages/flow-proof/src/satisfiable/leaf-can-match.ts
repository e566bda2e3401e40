import { highest, lowest, type NumberShape, type StringShape } from '@plumbline/compatibility/shapes';
import type { Bound, Matcher } from '@plumbline/eventbridge';
import { excludesNothing } from './excludes-nothing.ts';
import { type Language, overlap, patternLanguage } from './language.ts';
import { matcherLanguage } from './matcher-language.ts';
import { anyOf, atMost, type Verdict } from './verdict.ts';

/** Whether a string or a number of a shape can match one of a pattern's matchers. */
export const leafCanMatch = (matchers: readonly Matcher[], shape: StringShape | NumberShape): Verdict =>
  atMost(
    excludesNothing(shape),
    anyOf(matchers.map((matcher) => (shape.kind === 'string' ? textCan(matcher, shape) : numberCan(matcher, shape)))),
  );

const textCan = (matcher: Matcher, shape: StringShape): Verdict => {
  const wanted = matcherLanguage(matcher);
  if (wanted === 'none') return 'no';
  const allowed = languagesOf(shape);
  // A pattern that spells out the format determines the language.
  const exact = shape.formats.length === 0 || shape.patterns.length > 0;
  return atMost(exact, overlap([wanted, ...allowed]));
};

/** The limit up to which lengths of strings are distinguished. */
const COUNTED_LENGTH_MAX = 256;

const languagesOf = (shape: StringShape): readonly (Language | undefined)[] => {
  const known = languages.get(shape);
  if (known !== undefined) return known;
  const { minLength, maxLength, patterns } = shape;
  const made: (Language | undefined)[] = patterns.map(patternLanguage);
  if (minLength > 0 || maxLength < Number.POSITIVE_INFINITY) made.push(lengthLanguage(minLength, maxLength));
  languages.set(shape, made);
  return made;
};
const languages = new WeakMap<StringShape, readonly (Language | undefined)[]>();

const lengthLanguage = (least: number, most: number): Language | undefined => {
  if (least > COUNTED_LENGTH_MAX) return undefined;
  return patternLanguage(`^[^]{${least},${most > COUNTED_LENGTH_MAX ? '' : most}}$`);
};

/** EventBridge compares numbers between these only, https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html#eb-filtering-numeric-matching */
const COMPARED_MAX = 5_000_000_000;

const numberCan = (matcher: Matcher, shape: NumberShape): Verdict => {
  switch (matcher.kind) {
    case 'number':
      return matcher.value === undefined ? 'maybe' : within(shape, closed(matcher.value), closed(matcher.value));
    case 'range':
      return within(shape, matcher.low ?? closed(-COMPARED_MAX), matcher.high ?? closed(COMPARED_MAX));
    case 'exists':
      return 'yes';
    case 'anything-but': {
      const only = lowest(shape).value === highest(shape).value;
      const same = (one: Matcher): boolean => one.kind === 'number' && one.value === lowest(shape).value;
      return only && matcher.matchers.some(same) ? 'no' : 'yes';
    }
    default:
      return 'no';
  }
};

const closed = (value: number): Bound => ({ value, open: false });

/** Whether a number of the shape is between two bounds. */
const within = (shape: NumberShape, low: Bound, high: Bound): Verdict => {
  const both: NumberShape = {
    ...shape,
    minimum: upper(shape.minimum, { value: low.value, exclusive: low.open }),
    maximum: lower(shape.maximum, { value: high.value, exclusive: high.open }),
  };
  const [from, to] = [lowest(both), highest(both)];
  if (from.value > to.value || (from.value === to.value && (from.exclusive || to.exclusive))) return 'no';
  const steps = shape.multipleOf.filter((step) => !(step === 1 && shape.integer));
  if (steps.length === 0) return 'yes';
  const [step = 1, ...others] = steps;
  const found = nextMultiple(from, step);
  const last = to.value + (Number.isInteger(step) ? 0 : step * ROUNDING);
  const exact = others.length === 0 && Number.isInteger(step);
  return atMost(exact, found < last || (found === last && !to.exclusive) ? 'yes' : 'no');
};

/** Quotients of fractions are inexact: 0.3 / 0.1 is less than 3. */
const ROUNDING = 1e-9;

const nextMultiple = (from: ShapeBound, step: number): number => {
  if (!Number.isInteger(step)) return Math.ceil(from.value / step - ROUNDING) * step;
  const first = Math.ceil(from.value / step) * step;
  return first === from.value && from.exclusive ? first + step : first;
};

type ShapeBound = NumberShape['minimum'];
const upper = (a: ShapeBound, b: ShapeBound): ShapeBound => (a.value > b.value || (a.value === b.value && a.exclusive) ? a : b);
const lower = (a: ShapeBound, b: ShapeBound): ShapeBound => (a.value < b.value || (a.value === b.value && a.exclusive) ? a : b);
