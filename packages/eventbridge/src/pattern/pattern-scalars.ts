/** A string or number that is not JSON. `at` is the reader's position. */
export class SyntaxProblem extends Error {
  readonly at: number;

  constructor(message: string, at: number) {
    super(message);
    this.at = at;
  }
}

const ESCAPED: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

/** Reads a string whose opening quote is before `start`; `end` is after the closing quote. */
export const readString = (
  source: string,
  start: number,
  what: 'name' | 'string value',
): { readonly value: string; readonly end: number } => {
  let value = '';
  let at = start;
  for (;;) {
    const character = source[at];
    at += 1;
    if (character === undefined)
      throw new SyntaxProblem(
        `Unexpected end-of-input${what === 'name' ? ' in field name' : ': was expecting closing quote for a string value'}`,
        at - 1,
      );
    if (character === '"') return { value, end: at };
    if (character < ' ')
      throw new SyntaxProblem(
        `Illegal unquoted character (${characterName(character)}): has to be escaped using backslash to be included in ${what}`,
        at,
      );
    if (character !== '\\') {
      value += character;
    } else if (source[at] === 'u') {
      value += readUnit(source, at + 1);
      at += 5;
    } else {
      value += readEscape(source[at], at);
      at += 1;
    }
  }
};

const readEscape = (letter: string | undefined, at: number): string => {
  if (letter === undefined) throw new SyntaxProblem('Unexpected end-of-input in character escape sequence', at);
  const character = ESCAPED[letter];
  if (character === undefined) throw new SyntaxProblem(`Unrecognized character escape ${characterName(letter)}`, at + 1);
  return character;
};

/** The UTF-16 unit of the four hexadecimal digits at `start`. */
const readUnit = (source: string, start: number): string => {
  for (let at = start; at < start + 4; at += 1) {
    const digit = source[at];
    if (digit === undefined) throw new SyntaxProblem('Unexpected end-of-input in character escape sequence', at);
    if (!/[0-9a-fA-F]/.test(digit))
      throw new SyntaxProblem(`Unexpected character (${characterName(digit)}): expected a hex-digit for character escape sequence`, at + 1);
  }
  return String.fromCharCode(Number.parseInt(source.slice(start, start + 4), 16));
};

/** The end of the number that begins at `start` with a digit or a minus sign. */
export const readNumber = (source: string, start: number): number => {
  let at = source[start] === '-' ? start + 1 : start;
  if (!isDigit(source[at])) throw notANumber(source, at, at + 1, 'expected digit (0-9) to follow minus sign, for valid numeric value');
  if (source[at] === '0' && isDigit(source[at + 1])) throw new SyntaxProblem('Invalid numeric value: Leading zeroes not allowed', at + 1);
  at = skipDigits(source, at);
  // Jackson's position stays after the first sign of a fraction or exponent until it has read the whole number.
  const behindSign = at + 1;
  if (source[at] === '.') {
    if (!isDigit(source[at + 1])) throw notANumber(source, at + 1, behindSign, 'Decimal point not followed by a digit');
    at = skipDigits(source, at + 1);
  }
  if (source[at] === 'e' || source[at] === 'E') {
    at += 1;
    if (source[at] === '+' || source[at] === '-') at += 1;
    if (!isDigit(source[at])) throw notANumber(source, at, behindSign, 'Exponent indicator not followed by a digit');
    at = skipDigits(source, at);
  }
  return at;
};

const isDigit = (character: string | undefined): boolean => character !== undefined && character >= '0' && character <= '9';

const skipDigits = (source: string, start: number): number => {
  let at = start;
  while (isDigit(source[at])) at += 1;
  return at;
};

const notANumber = (source: string, at: number, reached: number, expectation: string): SyntaxProblem => {
  const character = source[at];
  if (character !== undefined)
    return new SyntaxProblem(`Unexpected character (${characterName(character)}) in numeric value: ${expectation}`, reached);
  const last = source[at - 1] ?? '';
  if (last === '.') return new SyntaxProblem(`Unexpected character (${characterName(last)}) in numeric value: ${expectation}`, at);
  return new SyntaxProblem(
    `Unexpected end-of-input${reached > at ? 'No digit following sign' : 'expected a digit for number exponent'}`,
    at,
  );
};

/** A character as Jackson names it in its messages. */
export const characterName = (character: string): string => {
  const code = character.charCodeAt(0);
  if (code < 32 || (code >= 127 && code < 160)) return `(CTRL-CHAR, code ${code})`;
  return code > 255 ? `'${character}' (code ${code} / 0x${code.toString(16)})` : `'${character}' (code ${code})`;
};
