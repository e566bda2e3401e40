import type { EventPatternError } from '../errors.ts';
import { describeLocation, type Location, patternError } from './pattern-error.ts';
import { characterName, readNumber, readString, SyntaxProblem } from './pattern-scalars.ts';

export type Token = '{' | '}' | '[' | ']' | 'key' | 'string' | 'number' | 'true' | 'false' | 'null' | 'end';

/** An object or array that is still open. */
interface Scope extends Location {
  readonly kind: 'Object' | 'Array';
  empty: boolean;
}

/** Java's `isJavaIdentifierStart` and `isJavaIdentifierPart`. */
const WORD_START = /[\p{L}\p{Nl}\p{Sc}\p{Pc}]/u;
const WORD_PART = /[\p{L}\p{Nl}\p{Sc}\p{Pc}\p{Nd}\p{Mc}\p{Mn}\p{Cf}]/u;
/** Jackson quotes no more of a word (`ParserBase.MAX_ERROR_TOKEN_LENGTH`). */
const WORD_LENGTH_MAX = 256;

const NO_COMMENTS = "maybe a (non-standard) comment? (not recognized as one since Feature 'ALLOW_COMMENTS' not enabled for parser)";

const ANY_VALUE = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')";

/**
 * Reads the JSON of a pattern token by token and tracks Jackson's position after each token. The positions in AWS's errors
 * follow from three properties of Jackson, which this reader reproduces: it reads a string only when the caller requests its text, it
 * reads a key together with the first character of its value, and it ignores text after the outermost object.
 */
export class PatternReader {
  readonly #source: string;
  readonly #scopes: Scope[] = [];
  #at = 0;
  #line = 1;
  #lineStart = 0;
  #text = '';
  #number = '';
  /** The token of the value after the key that was read last. */
  #value: Token | undefined;
  /** Whether the current string is still unread; `#at` is after its opening quote. */
  #unread = false;
  /** The start of the current token. */
  #began: Location = { line: 1, column: 1 };

  constructor(source: string) {
    this.#source = source;
  }

  /** The current token's text: the content of a string or key, or a number in its original spelling. */
  get text(): string {
    if (this.#unread) this.#readString();
    return this.#text;
  }

  /** An error at the current position. */
  error(message: string): EventPatternError {
    return patternError(message, { source: this.#source, line: this.#line, column: this.#at - this.#lineStart + 1 });
  }

  next(): Token {
    const value = this.#value;
    if (value !== undefined) {
      this.#value = undefined;
      return this.#enter(value);
    }
    if (this.#unread) this.#readString();
    const scope = this.#scopes.at(-1);
    let character = this.#skipSpace();
    if (character === undefined) {
      if (scope === undefined) return this.#is('end');
      throw this.error(`Unexpected end-of-input: expected close marker for ${scope.kind} (start marker at ${this.#describe(scope)})`);
    }
    if (character === '}' || character === ']') return this.#leave(character, scope);
    if (scope !== undefined) character = this.#skipComma(character, scope);
    if (scope?.kind !== 'Object') return this.#enter(this.#valueToken(character));
    this.#readKey(character);
    this.#value = this.#valueToken(this.#skipColon());
    return 'key';
  }

  #is(token: Token, text: string = token): Token {
    this.#text = text;
    return token;
  }

  #enter(token: Token): Token {
    if (token === 'number') return this.#is(token, this.#number);
    if (token === 'string') this.#unread = true;
    if (token === '{' || token === '[') this.#scopes.push({ ...this.#began, kind: token === '{' ? 'Object' : 'Array', empty: true });
    return this.#is(token);
  }

  #leave(mark: '}' | ']', scope: Scope | undefined): Token {
    const expected = scope?.kind === 'Array' ? ']' : '}';
    if (scope === undefined) throw this.#unexpected(mark, `expected a valid value ${ANY_VALUE}`);
    if (mark !== expected)
      throw this.error(
        `Unexpected close marker '${mark}': expected '${expected}' (for ${scope.kind} starting at ${this.#describe(scope)})`,
      );
    this.#scopes.pop();
    return this.#is(mark);
  }

  /** Reads a value after its first character, `first`, as far as Jackson reads it in one step. */
  #valueToken(first: string): Token {
    this.#began = { line: this.#line, column: this.#at - this.#lineStart };
    if (first === '{' || first === '[') return first;
    if (first === '"') return 'string';
    if (first === '-' || (first >= '0' && first <= '9')) {
      this.#guarded(() => {
        const end = readNumber(this.#source, this.#at - 1);
        this.#number = this.#source.slice(this.#at - 1, end);
        this.#at = end;
      });
      return 'number';
    }
    if (WORD_START.test(first)) return this.#readWord(first);
    throw this.#unexpected(first, first === '}' ? 'expected a value' : `expected a valid value ${ANY_VALUE}`);
  }

  #readWord(first: string): Token {
    let word = first;
    for (let next = this.#source[this.#at]; next !== undefined && WORD_PART.test(next); next = this.#source[this.#at]) {
      this.#at += 1;
      word += next;
      if (word.length === WORD_LENGTH_MAX) {
        word += '...';
        break;
      }
    }
    if (word === 'true' || word === 'false' || word === 'null') return word;
    if (word === 'NaN' || word === 'Infinity')
      throw this.error(`Non-standard token '${word}': enable \`JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS\` to allow`);
    throw this.error(`Unrecognized token '${word}': was expecting ${ANY_VALUE}`);
  }

  #readKey(first: string): void {
    if (first !== '"') throw this.#unexpected(first, 'was expecting double-quote to start field name');
    this.#guarded(() => {
      const { value, end } = readString(this.#source, this.#at, 'name');
      this.#text = value;
      this.#at = end;
    });
  }

  #readString(): void {
    this.#unread = false;
    this.#guarded(() => {
      const { value, end } = readString(this.#source, this.#at, 'string value');
      this.#text = value;
      this.#at = end;
    });
  }

  #skipComma(character: string, scope: Scope): string {
    if (scope.empty) {
      scope.empty = false;
      return character;
    }
    if (character !== ',') throw this.#unexpected(character, `was expecting comma to separate ${scope.kind} entries`);
    return this.#skipSpace() ?? this.#endBetween(scope.kind);
  }

  #skipColon(): string {
    const colon = this.#skipSpace() ?? this.#endBetween('Object');
    if (colon !== ':') throw this.#unexpected(colon, 'was expecting a colon to separate field name and value');
    return this.#skipSpace() ?? this.#endBetween('Object');
  }

  /** Reads the next character that is not white space; undefined at the end. */
  #skipSpace(): string | undefined {
    for (;;) {
      const character = this.#source[this.#at];
      if (character === undefined) return undefined;
      this.#at += 1;
      if (character === '\n' || character === '\r') {
        if (character === '\r' && this.#source[this.#at] === '\n') this.#at += 1;
        this.#line += 1;
        this.#lineStart = this.#at;
      } else if (character !== ' ' && character !== '\t') {
        if (character === '/') throw this.#unexpected(character, NO_COMMENTS);
        if (character > ' ') return character;
        throw this.error(
          `Illegal character (${characterName(character)}): only regular white space (\\r, \\n, \\t) is allowed between tokens`,
        );
      }
    }
  }

  #endBetween(kind: Scope['kind']): never {
    throw this.error(`Unexpected end-of-input within/between ${kind} entries`);
  }

  #unexpected(character: string, expectation: string): EventPatternError {
    return this.error(`Unexpected character (${characterName(character)}): ${expectation}`);
  }

  #describe(scope: Scope): string {
    return describeLocation(this.#source, scope);
  }

  #guarded(read: () => void): void {
    try {
      read();
    } catch (problem) {
      if (!(problem instanceof SyntaxProblem)) throw problem;
      this.#at = problem.at;
      throw this.error(problem.message);
    }
  }
}
