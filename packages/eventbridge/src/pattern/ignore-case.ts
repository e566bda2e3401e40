/** The part of a value that must equal the pattern. */
export type Part = 'whole' | 'prefix' | 'suffix';

/**
 * Whether a value equals `pattern` but for case, as EventBridge sees case: each UTF-16 unit of the pattern matches its
 * lower-case or its upper-case spelling and nothing else. So the pattern `straße` matches `STRASSE` but not `strasse`.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
export const ignoreCase = (part: Part, pattern: string): ((value: string) => boolean) => {
  const units = pattern.split('').map((unit): Spellings => [unit.toLowerCase(), unit.toUpperCase()]);
  if (part === 'suffix') return (value) => startOf(units, value) !== undefined;
  return (value) => {
    const end = endOf(units, value);
    return part === 'prefix' ? end !== undefined : end === value.length;
  };
};

/** Lower and upper case of one unit. Neither begins or ends the other, so the first that fits is the only one. */
type Spellings = readonly [string, string];

const endOf = (units: readonly Spellings[], value: string): number | undefined => {
  let at = 0;
  for (const [lower, upper] of units) {
    if (value.startsWith(lower, at)) at += lower.length;
    else if (value.startsWith(upper, at)) at += upper.length;
    else return undefined;
  }
  return at;
};

const startOf = (units: readonly Spellings[], value: string): number | undefined => {
  let at = value.length;
  for (let index = units.length - 1; index >= 0; index -= 1) {
    const [lower = '', upper = ''] = units[index] ?? [];
    if (value.endsWith(lower, at)) at -= lower.length;
    else if (value.endsWith(upper, at)) at -= upper.length;
    else return undefined;
  }
  return at;
};

// biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII has them
const ASCII = /^[\x00-\x7f]*$/;

/** A string that all spellings that a pattern matches have in common, used to look patterns up. Other spellings may contain it too. */
export const caseFold = (text: string): string => (ASCII.test(text) ? text.toUpperCase() : text.split('').map(foldUnit).join(''));

const foldUnit = (unit: string): string => upperEach(lowerEach(unit.toUpperCase()));
const lowerEach = (text: string): string =>
  text
    .split('')
    .map((unit) => unit.toLowerCase())
    .join('');
const upperEach = (text: string): string =>
  text
    .split('')
    .map((unit) => unit.toUpperCase())
    .join('');
