import { EventKitError } from './errors.ts';
import { nearest } from './nearest.ts';

/** Rejects a declaration with a text that says what to write instead. */
export type Refuse = (why: string) => never;

/** Rejects in the name of one declaration, such as `Function new-order`. */
export const refusing =
  (subject: string): Refuse =>
  (why) => {
    throw new EventKitError('INVALID_DECLARATION', `${subject}: ${why}`);
  };

/** The bounds of a number, both allowed. */
export interface Bounds {
  readonly min: number;
  readonly max: number;
}

/** Rejects what is not a whole number within the bounds. */
export const checkWhole = (refuse: Refuse, property: string, value: number, { min, max }: Bounds): void => {
  if (Number.isInteger(value) && value >= min && value <= max) return;
  const upTo = max === Number.POSITIVE_INFINITY ? `of at least ${min}` : `from ${min.toLocaleString('en')} to ${max.toLocaleString('en')}`;
  refuse(`${property} must be a whole number ${upTo}, and is ${value}.`);
};

const KEBAB_CASE = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** Rejects an option that is not known, which would have no effect. */
export const checkOptions = (refuse: Refuse, declaration: object, known: readonly string[]): void => {
  for (const name of Object.keys(declaration).filter((option) => !known.includes(option)))
    refuse(`it has no option "${name}". Write ${nearest(name, known) ?? `one of ${known.join(', ')}`}.`);
};

/** Rejects a name that is not in kebab-case, or too long to be deployed. */
export const checkName = (refuse: Refuse, property: string, name: string | undefined, lengthMax = Number.POSITIVE_INFINITY): void => {
  if (name === undefined) refuse(`${property} is missing.`);
  else if (!KEBAB_CASE.test(name)) refuse(`${property} must be kebab-case, such as ${suggested(name)}, and is "${name}".`);
  else if (name.length > lengthMax) refuse(`${property} must have at most ${lengthMax} characters, and has ${name.length}: "${name}".`);
};

/** The name in kebab-case, if letters are left. */
const suggested = (name: string): string => {
  const words = name.replace(/([a-z0-9])([A-Z])/g, '$1-$2').match(/[A-Za-z0-9]+/g) ?? [];
  const kebab = words.join('-').toLowerCase();
  return KEBAB_CASE.test(kebab) ? kebab : 'new-order';
};

/** Those that have the key of an earlier one. */
export const repeated = <T>(values: readonly T[], key: (value: T) => unknown): readonly T[] =>
  values.filter((value, index) => values.findIndex((other) => key(other) === key(value)) < index);
