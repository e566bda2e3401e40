import { EventKitError } from './errors.ts';
import { nearest } from './nearest.ts';

/** Rejects a declaration with a message that names the correction. */
export type Refuse = (why: string) => never;

/** Rejects a declaration, with its name such as `Function new-order` as a prefix. */
export const refusing =
  (subject: string): Refuse =>
  (why) => {
    throw new EventKitError('INVALID_DECLARATION', `${subject}: ${why}`);
  };

/** The inclusive bounds of a number. */
export interface Bounds {
  readonly min: number;
  readonly max: number;
}

/** Rejects a value that is not an integer within the bounds. */
export const checkWhole = (refuse: Refuse, property: string, value: number, { min, max }: Bounds): void => {
  if (Number.isInteger(value) && value >= min && value <= max) return;
  const upTo = max === Number.POSITIVE_INFINITY ? `of at least ${min}` : `from ${min.toLocaleString('en')} to ${max.toLocaleString('en')}`;
  refuse(`${property} must be an integer ${upTo}, but is ${value}.`);
};

const KEBAB_CASE = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** Rejects an unknown option, which would have no effect. */
export const checkOptions = (refuse: Refuse, declaration: object, known: readonly string[]): void => {
  for (const name of Object.keys(declaration).filter((option) => !known.includes(option)))
    refuse(`it has no option "${name}". Write ${nearest(name, known) ?? `one of ${known.join(', ')}`}.`);
};

/** Rejects a name that is not in kebab-case, or too long to be deployed. */
export const checkName = (refuse: Refuse, property: string, name: string | undefined, lengthMax = Number.POSITIVE_INFINITY): void => {
  if (name === undefined) refuse(`${property} is missing.`);
  else if (!KEBAB_CASE.test(name)) refuse(`${property} must be kebab-case, such as ${suggested(name)}, but is "${name}".`);
  else if (name.length > lengthMax) refuse(`${property} must have at most ${lengthMax} characters, but has ${name.length}: "${name}".`);
};

/** The name in kebab-case, unless no letters remain. */
const suggested = (name: string): string => {
  const words = name.replace(/([a-z0-9])([A-Z])/g, '$1-$2').match(/[A-Za-z0-9]+/g) ?? [];
  const kebab = words.join('-').toLowerCase();
  return KEBAB_CASE.test(kebab) ? kebab : 'new-order';
};

/** The items whose key equals that of an earlier item. */
export const repeated = <T>(values: readonly T[], key: (value: T) => unknown): readonly T[] =>
  values.filter((value, index) => values.findIndex((other) => key(other) === key(value)) < index);
