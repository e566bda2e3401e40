import type { Json } from '../json.ts';
import { runtimeFailure, StateFailure } from '../state-failure.ts';
import { INTRINSIC_FUNCTIONS } from './intrinsic-functions.ts';
import { readPath, valueAt } from './path.ts';
import type { PathValue } from './path-value.ts';

/** https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html */
const NESTING_MAX = 10;

export const isIntrinsic = (text: string): boolean => text.startsWith('States.');

/**
 * Reads an intrinsic function such as `States.Format('{}', $.name)`; functions may be nested.
 *
 * @throws Error whose message states the problem.
 */
export const readIntrinsic = (text: string): PathValue => {
  const reader = new IntrinsicReader(text);
  const call = reader.call(1);
  reader.end();
  return (base, scope) => {
    try {
      return call(base, scope);
    } catch (error) {
      if (error instanceof StateFailure || !(error instanceof Error)) throw error;
      throw runtimeFailure(`The function '${text}' had the following error: ${error.message}`);
    }
  };
};

const FUNCTION_NAME = /States\.[A-Za-z0-9]+/y;
const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const LITERAL = /true|false|null/y;
const SPACE = /\s*/y;

class IntrinsicReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  call(depth: number): PathValue {
    if (depth > NESTING_MAX) throw this.#wrong(`nests more than ${NESTING_MAX} functions`);
    const name = this.#take(FUNCTION_NAME);
    const run = name === undefined || !Object.hasOwn(INTRINSIC_FUNCTIONS, name) ? undefined : INTRINSIC_FUNCTIONS[name];
    if (name === undefined || run === undefined) throw this.#wrong(`has no intrinsic function at '${this.#text.slice(this.#at)}'`);
    const values = this.#callArguments(depth, name === 'States.Format');
    return (base, scope) =>
      run(
        values.map((value) => value(base, scope)),
        scope,
      );
  }

  end(): void {
    this.#take(SPACE);
    if (this.#at < this.#text.length) throw this.#wrong(`has '${this.#text.slice(this.#at)}' after the function`);
  }

  /** @param template whether the first argument is one of States.Format, which distinguishes `\\{}` from `{}` */
  #callArguments(depth: number, template: boolean): readonly PathValue[] {
    this.#expect('(');
    const values: PathValue[] = [];
    this.#take(SPACE);
    if (this.#skip(')')) return values;
    do values.push(this.#argument(depth, template && values.length === 0));
    while (this.#skip(','));
    this.#expect(')');
    return values;
  }

  #argument(depth: number, template: boolean): PathValue {
    this.#take(SPACE);
    const value = this.#value(depth, template);
    this.#take(SPACE);
    return value;
  }

  #value(depth: number, template: boolean): PathValue {
    const next = this.#text[this.#at];
    if (next === "'") return constant(this.#string(template));
    if (next === '$') return this.#path();
    if (next === 'S') return this.call(depth + 1);
    const literal = this.#take(NUMBER) ?? this.#take(LITERAL);
    if (literal === undefined) throw this.#wrong(`has no argument at '${this.#text.slice(this.#at)}'`);
    return constant(JSON.parse(literal) as Json);
  }

  /** Between single quotes; a backslash escapes `'`, `{`, `}` and itself. */
  #string(template: boolean): string {
    let value = '';
    for (this.#at += 1; this.#text[this.#at] !== "'"; this.#at += 1) {
      const character = this.#text[this.#at];
      if (character === undefined) throw this.#wrong('has an unterminated string');
      const next = this.#text[this.#at + 1] ?? '';
      if (character !== '\\') value += character;
      else if ("'{}\\".includes(next) && next !== '') {
        value += template && next !== "'" ? `\\${next}` : next;
        this.#at += 1;
      } else throw this.#wrong("has a backslash before a character other than ' { } \\");
    }
    this.#at += 1;
    return value;
  }

  #path(): PathValue {
    const start = this.#at;
    let depth = 0;
    let quote = '';
    for (; this.#at < this.#text.length; this.#at += 1) {
      const character = this.#text[this.#at] ?? '';
      if (quote !== '') quote = character === quote ? '' : quote;
      else if (depth > 0 && (character === "'" || character === '"')) quote = character;
      else if (character === '[' || character === '(') depth += 1;
      else if (depth > 0 && (character === ']' || character === ')')) depth -= 1;
      else if (depth === 0 && (character === ',' || character === ')')) break;
    }
    const path = readPath(this.#text.slice(start, this.#at).trim());
    return (base, scope) => {
      const value = valueAt(path, base, scope);
      if (value !== undefined) return value;
      throw new Error(`The JsonPath argument for the field '${path.text}' could not be found in the input '${JSON.stringify(base)}'`);
    };
  }

  #take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    this.#at += found?.length ?? 0;
    return found;
  }

  #skip(character: string): boolean {
    if (this.#text[this.#at] !== character) return false;
    this.#at += 1;
    return true;
  }

  #expect(character: string): void {
    if (!this.#skip(character)) throw this.#wrong(`has no '${character}' at '${this.#text.slice(this.#at)}'`);
  }

  #wrong(what: string): Error {
    return new Error(`The intrinsic function '${this.#text}' ${what}.`);
  }
}

const constant =
  (value: Json): PathValue =>
  () =>
    value;
