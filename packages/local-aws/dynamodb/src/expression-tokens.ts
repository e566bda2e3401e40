import { validationError } from './errors.ts';

/** One word of an expression. */
export interface Token {
  readonly kind: 'word' | 'keyword' | 'name' | 'value' | 'number' | 'symbol' | 'end';
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-expression-parameters */
const EXPRESSION_BYTES_MAX = 4_096;

/**
 * Parentheses within parentheses. DynamoDB refuses an expression of more than 300 operators and functions, and parentheses that
 * contain neither are redundant, so it accepts no expression that nests deeper.
 */
const NESTING_MAX = 300;

const TOKEN = /[ \t\r\n]*(?:(?<word>[A-Za-z_]\w*)|(?<name>#\w*)|(?<value>:\w*)|(?<number>[0-9]+)|(?<symbol><=|>=|<>|[^ \t\r\n]))/suy;

/** A keyword ends where an attribute name could not continue: `AND#a` is not `AND #a`. */
const GOES_ON = /[#:]/;

/** Reads the tokens of an expression once each and in order: parsing takes time in proportion to the length. */
export class TokenReader {
  readonly #text: string;
  readonly #parameter: string;
  readonly #tokens: readonly Token[];
  #at = 0;
  #nesting = 0;

  /** @param parameter such as `FilterExpression`, for error messages */
  constructor(text: string, parameter: string, keywords: readonly string[] = []) {
    this.#text = text;
    this.#parameter = parameter;
    if (text === '') throw this.invalid('The expression can not be empty;');
    const bytes = Buffer.byteLength(text);
    if (bytes > EXPRESSION_BYTES_MAX) {
      const told = parameter === 'FilterExpression' || parameter === 'ConditionExpression' ? ` expression size: ${bytes}` : '';
      throw this.invalid(`Expression size has exceeded the maximum allowed size;${told}`);
    }
    this.#tokens = [...tokensOf(text, keywords)];
  }

  get next(): Token {
    return this.#tokens[this.#at] as Token;
  }

  /** The token after `next`. */
  get second(): Token | undefined {
    return this.#tokens[this.#at + 1];
  }

  take(): Token {
    const token = this.next;
    this.#at += 1;
    return token;
  }

  isSymbol(text: string): boolean {
    return this.next.kind === 'symbol' && this.next.text === text;
  }

  isKeyword(word: string): boolean {
    return this.next.kind === 'keyword' && this.next.text.toUpperCase() === word;
  }

  /** Skips the symbol if it is next. */
  skipSymbol(text: string): boolean {
    const found = this.isSymbol(text);
    if (found) this.#at += 1;
    return found;
  }

  skipKeyword(word: string): boolean {
    const found = this.isKeyword(word);
    if (found) this.#at += 1;
    return found;
  }

  expectSymbol(text: string): void {
    if (!this.skipSymbol(text)) throw this.syntaxError();
  }

  /** Reads `( inner )`. */
  parenthesized<T>(inner: () => T): T {
    this.expectSymbol('(');
    this.#nesting += 1;
    if (this.#nesting > NESTING_MAX) throw this.invalid(`The expression nests deeper than ${NESTING_MAX} levels;`);
    const result = inner();
    this.expectSymbol(')');
    this.#nesting -= 1;
    return result;
  }

  /** `item { , item }` */
  list<T>(item: () => T): T[] {
    const items = [item()];
    while (this.skipSymbol(',')) items.push(item());
    return items;
  }

  expectEnd(): void {
    if (this.next.kind !== 'end') throw this.syntaxError();
  }

  /** AWS names the unexpected token, and quotes it with its neighbours. */
  syntaxError(): Error {
    const token = this.next;
    const before = this.#tokens[this.#at - 1] ?? token;
    const after = this.second?.kind === 'end' || this.second === undefined ? token : this.second;
    const near = token.kind === 'end' ? this.#text.slice(before.start, before.end) : this.#text.slice(before.start, after.end);
    return this.invalid(`Syntax error; token: "${token.kind === 'end' ? '<EOF>' : token.text}", near: "${near}"`);
  }

  invalid(problem: string): Error {
    return validationError(`Invalid ${this.#parameter}: ${problem}`);
  }
}

const tokensOf = function* (text: string, keywords: readonly string[]): Generator<Token> {
  let at = 0;
  for (;;) {
    TOKEN.lastIndex = at;
    const groups = TOKEN.exec(text)?.groups;
    if (groups === undefined) break;
    at = TOKEN.lastIndex;
    const [kind, token] = Object.entries(groups).find(([, found]) => found !== undefined) as [Token['kind'], string];
    const isKeyword = kind === 'word' && keywords.includes(token.toUpperCase()) && !GOES_ON.test(text[at] ?? '');
    yield { kind: isKeyword ? 'keyword' : kind, text: token, start: at - token.length, end: at };
  }
  yield { kind: 'end', text: '', start: text.length, end: text.length };
};
