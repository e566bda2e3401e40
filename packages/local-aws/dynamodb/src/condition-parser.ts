import type { AttributeValue } from './attribute-value.ts';
import { compareValues } from './condition.ts';
import { nestedPathsOf, parsePath, parsePathTail } from './document-path-parser.ts';
import type { RawCondition, RawNode, RawOperation, RawPath } from './dynalite.ts';
import { attributeNamed, type ExpressionNames, Problems, pathText, typeOfNode, typeOfValue, valueNamedBy } from './expression-names.ts';
import { type Token, TokenReader } from './expression-tokens.ts';

/**
 * Parses a condition, filter or key condition.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.OperatorsAndFunctions.html
 */
export const parseCondition = (text: string, parameter: string, names: ExpressionNames): RawCondition =>
  new ConditionParser(text, parameter, names).parse();

const REPORTED_IN_ORDER = ['parens', 'unknownFunction', 'misusedFunction', 'reserved', 'condition'] as const;

/** AWS reports the first of these problems, in this order, of the first condition that has one. */
const REPORTED_OF_CONDITION = ['undefined', 'operand', 'distinct', 'function'] as const;

const KEYWORDS = ['BETWEEN', 'IN', 'AND', 'OR', 'NOT'] as const;

const COMPARATORS: ReadonlySet<string> = new Set(['=', '<>', '<', '<=', '>', '>=']);

const OPERAND_COUNTS: Readonly<Record<string, number>> = {
  attribute_exists: 1,
  attribute_not_exists: 1,
  attribute_type: 2,
  begins_with: 2,
  contains: 2,
  size: 1,
};

const TYPES: ReadonlySet<string> = new Set(['S', 'N', 'B', 'NULL', 'SS', 'BOOL', 'L', 'BS', 'NS', 'M']);

/** The part that has been read. Only the next token determines whether `(size(a))` is a condition or the operand of one. */
interface Read {
  readonly node: RawNode;
  /** A function may be either. */
  readonly is: 'condition' | 'operand' | 'function';
  /** Whether parentheses enclose all of it, so that another pair around it is redundant. */
  readonly parenthesized: boolean;
}

class ConditionParser {
  readonly #reader: TokenReader;
  readonly #names: ExpressionNames;
  readonly #problems = new Problems<(typeof REPORTED_IN_ORDER)[number] | (typeof REPORTED_OF_CONDITION)[number]>();
  readonly #paths: RawPath[] = [];

  constructor(text: string, parameter: string, names: ExpressionNames) {
    this.#reader = new TokenReader(text, parameter, KEYWORDS);
    this.#names = names;
  }

  parse(): RawCondition {
    const expression = this.#asCondition(this.#anyOf());
    this.#reader.expectEnd();
    this.#checkNotSize(expression);
    const problem = this.#problems.first(REPORTED_IN_ORDER);
    if (problem !== undefined) throw this.#reader.invalid(problem);
    const pathHeads = Object.fromEntries(this.#paths.map(([head]) => [String(head), true as const]));
    return { expression, nestedPaths: nestedPathsOf(this.#paths), pathHeads };
  }

  #anyOf(): Read {
    return this.#joined('OR', () => this.#allOf());
  }

  #allOf(): Read {
    return this.#joined('AND', () => this.#negated());
  }

  /** `x AND y AND z` is `x AND (y AND z)`. */
  #joined(keyword: 'AND' | 'OR', read: () => Read): Read {
    const first = read();
    if (!this.#reader.isKeyword(keyword)) return first;
    const conditions = [this.#asCondition(first)];
    while (this.#reader.skipKeyword(keyword)) conditions.push(this.#asCondition(read()));
    const node = conditions.reduceRight((right, left) => {
      for (const each of [left, right]) this.#checkNotSize(each);
      return { type: keyword.toLowerCase(), args: [left, right] };
    });
    return condition(node);
  }

  #negated(): Read {
    if (!this.#reader.skipKeyword('NOT')) return this.#compared();
    const negated = this.#asCondition(this.#compared());
    this.#checkNotSize(negated);
    return condition({ type: 'not', args: [negated] });
  }

  #compared(): Read {
    const left = this.#primary();
    const { next } = this.#reader;
    if (next.kind === 'symbol' && COMPARATORS.has(next.text)) {
      this.#checkOperand(left);
      const comparator = this.#reader.take().text;
      return this.#comparison(comparator, [left.node, this.#operand()]);
    }
    if (this.#reader.isKeyword('BETWEEN')) {
      this.#checkOperand(left);
      this.#reader.take();
      const low = this.#operand();
      if (!this.#reader.skipKeyword('AND')) throw this.#reader.syntaxError();
      return this.#comparison('between', [left.node, low, this.#operand()]);
    }
    if (this.#reader.isKeyword('IN')) {
      this.#checkOperand(left);
      this.#reader.take();
      const listed = this.#reader.parenthesized(() => this.#reader.list(() => this.#operand()));
      return this.#comparison('in', [left.node, ...listed]);
    }
    return left;
  }

  #comparison(type: string, args: readonly RawNode[]): Read {
    this.#checkOnlySize(args);
    if (type === 'between') this.#checkBounds(args[1] as RawNode, args[2] as RawNode);
    else if (type !== 'in') this.#checkDistinct(type, args);
    this.#endCondition();
    return condition({ type, args });
  }

  /** A condition in parentheses, or an operand with or without them. */
  #primary(): Read {
    if (!this.#reader.isSymbol('(')) return this.#bareOperand();
    return this.#closed(this.#reader.parenthesized(() => this.#anyOf()));
  }

  #operand(): RawNode {
    return this.#operandRead().node;
  }

  #operandRead(): Read {
    if (!this.#reader.isSymbol('(')) return this.#bareOperand();
    return this.#closed(this.#reader.parenthesized(() => this.#operandRead()));
  }

  /** The content of the parentheses that have just been closed. A path may continue: `(a).b` */
  #closed(inner: Read): Read {
    const { node } = inner;
    if (Array.isArray(node) && (this.#reader.isSymbol('.') || this.#reader.isSymbol('['))) {
      node.push(...this.#pathTail());
      return { node, is: 'operand', parenthesized: false };
    }
    if (inner.parenthesized) this.#problems.note('parens', 'The expression has redundant parentheses;');
    return { ...inner, parenthesized: true };
  }

  #bareOperand(): Read {
    const { next, second } = this.#reader;
    if (next.kind === 'value') return { node: this.#value(), is: 'operand', parenthesized: false };
    if (next.kind === 'word' && second?.text === '(') return { node: this.#function(), is: 'function', parenthesized: false };
    const path = parsePath(this.#reader, (token) => this.#attribute(token));
    this.#paths.push(path);
    return { node: path, is: 'operand', parenthesized: false };
  }

  #pathTail(): RawPath {
    return parsePathTail(this.#reader, (token) => this.#attribute(token));
  }

  #attribute(token: Token): string {
    return attributeNamed(token, this.#names, this.#problems, 'undefined');
  }

  #value(): AttributeValue {
    return valueNamedBy(this.#reader.take(), this.#names, this.#problems, 'undefined');
  }

  #function(): RawNode {
    const name = this.#reader.take().text;
    const args = this.#reader.parenthesized(() => this.#reader.list(() => this.#operand()));
    this.#checkOnlySize(args);
    const attrType = this.#checkFunction(name, args);
    return { type: 'function', name, args, ...(attrType && { attrType }) };
  }

  #asCondition({ node, is }: Read): RawNode {
    if (is === 'operand') throw this.#reader.syntaxError();
    if (is === 'function') this.#endCondition();
    return node;
  }

  #checkOperand({ is }: Read): void {
    if (is === 'condition') throw this.#reader.syntaxError();
  }

  #endCondition(): void {
    const problem = this.#problems.first(REPORTED_OF_CONDITION);
    if (problem !== undefined) this.#problems.note('condition', problem);
  }

  /** The type that the function returns. */
  #checkFunction(name: string, args: readonly RawNode[]): string | undefined {
    const count = Object.hasOwn(OPERAND_COUNTS, name) ? OPERAND_COUNTS[name] : undefined;
    if (count === undefined) {
      this.#problems.note('unknownFunction', `Invalid function name; function: ${name}`);
      return undefined;
    }
    const called = `operator or function: ${name}`;
    if (count !== args.length) {
      this.#problems.note(
        'operand',
        `Incorrect number of operands for operator or function; ${called}, number of operands: ${args.length}`,
      );
      return undefined;
    }
    this.#checkDistinct(name, args);
    const wrongType = (type: string): void =>
      this.#problems.note('function', `Incorrect operand type for operator or function; ${called}, operand type: ${type}`);
    const types = args.map(typeOfNode);
    if (name === 'attribute_exists' || name === 'attribute_not_exists') {
      if (!Array.isArray(args[0])) this.#problems.note('function', `Operator or function requires a document path; ${called}`);
      return undefined;
    }
    if (name === 'size') {
      if (['N', 'BOOL', 'NULL'].includes(types[0] ?? '')) wrongType(types[0] ?? '');
      return 'N';
    }
    if (name === 'begins_with') {
      const wrong = types.find((type) => type !== undefined && type !== 'S' && type !== 'B');
      if (wrong !== undefined) wrongType(wrong);
    }
    if (name === 'attribute_type') this.#checkTypeName(args[1] as RawNode, wrongType);
    return 'BOOL';
  }

  #checkTypeName(node: RawNode, wrongType: (type: string) => void): void {
    const type = typeOfNode(node);
    if (type !== 'S') {
      wrongType(type ?? '{NS,SS,L,BS,N,M,B,BOOL,NULL,S}');
      return;
    }
    const { S } = node as { readonly S: string };
    if (TYPES.has(S)) return;
    this.#problems.note('function', `Invalid attribute type name found; type: ${S}, valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}`);
  }

  /** Only the function `size` returns an operand. */
  #checkOnlySize(args: readonly RawNode[]): void {
    for (const node of args) if (isFunction(node) && node.name !== 'size') this.#noteMisused(node);
  }

  /** `size` is not a condition. */
  #checkNotSize(node: RawNode): void {
    if (isFunction(node) && node.name === 'size') this.#noteMisused(node);
  }

  #noteMisused({ name }: RawOperation): void {
    this.#problems.note('misusedFunction', `The function is not allowed to be used this way in an expression; function: ${name}`);
  }

  #checkDistinct(operator: string, [first, second, third]: readonly RawNode[]): void {
    if (!Array.isArray(first) || !Array.isArray(second) || third !== undefined) return;
    if (first.length !== second.length || first.some((piece, i) => piece !== second[i])) return;
    const text = 'The first operand must be distinct from the remaining operands for this operator or function;';
    this.#problems.note('distinct', `${text} operator: ${operator}, first operand: ${pathText(first)}`);
  }

  #checkBounds(low: RawNode, high: RawNode): void {
    const [lowType, highType] = [typeOfValue(low), typeOfValue(high)];
    if (lowType === undefined || highType === undefined) return;
    const bounds = `lower bound operand: ${valueText(low, lowType)}, upper bound operand: ${valueText(high, highType)}`;
    if (lowType !== highType) {
      this.#problems.note('function', `The BETWEEN operator requires same data type for lower and upper bounds; ${bounds}`);
    } else if ((compareValues(low as AttributeValue, high as AttributeValue) ?? 0) > 0) {
      const text = 'The BETWEEN operator requires upper bound to be greater than or equal to lower bound;';
      this.#problems.note('function', `${text} ${bounds}`);
    }
  }
}

const condition = (node: RawNode): Read => ({ node, is: 'condition', parenthesized: false });

const isFunction = (node: RawNode): node is RawOperation => (node as Partial<RawOperation>).type === 'function';

const valueText = (node: RawNode, type: string): string => `AttributeValue: {${type}:${(node as Record<string, string>)[type]}}`;
