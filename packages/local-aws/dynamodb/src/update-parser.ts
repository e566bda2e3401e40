import type { AttributeValue } from './attribute-value.ts';
import { DistinctPaths, nestedPathsOf, parsePath } from './document-path-parser.ts';
import type { RawExpressionRequest, RawNode, RawOperation, RawPath, RawUpdate } from './dynalite.ts';
import { attributeNamed, type ExpressionNames, Problems, typeOfNode, typeOfValue, valueNamedBy } from './expression-names.ts';
import { type Token, TokenReader } from './expression-tokens.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.UpdateExpressions.html */
export const parseUpdate = (text: string, names: ExpressionNames): NonNullable<RawExpressionRequest['_updates']> =>
  new UpdateParser(text, names).parse();

const REPORTED_IN_ORDER = [
  'reserved',
  'unknownFunction',
  'section',
  'name',
  'value',
  'pathOverlap',
  'pathConflict',
  'operand',
  'function',
] as const;

const SECTIONS = ['SET', 'REMOVE', 'ADD', 'DELETE'] as const;

/** Each takes two operands. */
const OPERAND_TYPES: Readonly<Record<string, string | undefined>> = { if_not_exists: undefined, list_append: 'L', '+': 'N', '-': 'N' };

/** The types that ADD and DELETE reject, in AWS's notation. ADD accepts numbers besides sets. */
const NO_SETS: Readonly<Record<string, string>> = {
  S: 'STRING',
  N: 'NUMBER',
  B: 'BINARY',
  NULL: 'NULL',
  BOOL: 'BOOLEAN',
  L: 'LIST',
  M: 'MAP',
};

class UpdateParser {
  readonly #reader: TokenReader;
  readonly #names: ExpressionNames;
  readonly #problems = new Problems<(typeof REPORTED_IN_ORDER)[number]>();
  readonly #written = new DistinctPaths(this.#problems);
  readonly #allPaths: RawPath[] = [];

  constructor(text: string, names: ExpressionNames) {
    this.#reader = new TokenReader(text, 'UpdateExpression', SECTIONS);
    this.#names = names;
  }

  parse(): NonNullable<RawExpressionRequest['_updates']> {
    const seen = new Set<string>();
    const sections: RawUpdate[] = [];
    do {
      const section = SECTIONS.find((each) => this.#reader.isKeyword(each));
      if (section === undefined) throw this.#reader.syntaxError();
      this.#reader.take();
      sections.push(...this.#reader.list(() => this.#action(section)));
      if (seen.has(section)) {
        this.#problems.note('section', `The "${section}" section can only be used once in an update expression;`);
      }
      seen.add(section);
    } while (this.#reader.next.kind !== 'end');
    const problem = this.#problems.first(REPORTED_IN_ORDER);
    if (problem !== undefined) throw this.#reader.invalid(problem);
    return { sections, paths: this.#written.paths, nestedPaths: nestedPathsOf(this.#allPaths) };
  }

  #action(section: (typeof SECTIONS)[number]): RawUpdate {
    const path = this.#path();
    if (section === 'SET') {
      this.#reader.expectSymbol('=');
      const val = this.#assigned();
      this.#written.add(path);
      return { type: 'set', path, val, attrType: typeOfNode(val) ?? null };
    }
    if (section === 'REMOVE') {
      this.#written.add(path);
      return { type: 'remove', path };
    }
    if (this.#reader.next.kind !== 'value') throw this.#reader.syntaxError();
    const val = this.#value();
    this.#written.add(path);
    const attrType = typeOfValue(val);
    const refused = NO_SETS[attrType ?? ''];
    if (refused !== undefined && !(section === 'ADD' && attrType === 'N')) {
      this.#problems.note('operand', `Incorrect operand type for operator or function; operator: ${section}, operand type: ${refused}`);
    }
    return { type: section === 'ADD' ? 'add' : 'delete', path, val, attrType: attrType ?? null };
  }

  /** `operand`, `operand + operand` or `operand - operand`, in parentheses or not. */
  #assigned(): RawNode {
    if (!this.#reader.isSymbol('(')) return this.#sum(this.#operand());
    const inner = this.#reader.parenthesized(() => this.#sum(this.#operand()));
    return isSum(inner) ? inner : this.#sum(inner);
  }

  #sum(left: RawNode): RawNode {
    const operator = ['+', '-'].find((each) => this.#reader.skipSymbol(each));
    if (operator === undefined) return left;
    const args = [left, this.#operand()];
    const attrType = this.#checkOperands(operator, args);
    return { type: operator === '+' ? 'add' : 'subtract', args, ...(attrType && { attrType }) };
  }

  #operand(): RawNode {
    return this.#reader.isSymbol('(') ? this.#reader.parenthesized(() => this.#bareOperand()) : this.#bareOperand();
  }

  #bareOperand(): RawNode {
    const { next, second } = this.#reader;
    if (next.kind === 'value') return this.#value();
    if (next.kind !== 'word' || second?.text !== '(') return this.#path();
    const name = this.#reader.take().text;
    const args = this.#reader.parenthesized(() => this.#reader.list(() => this.#operand()));
    const attrType = this.#checkOperands(name, args);
    return { type: 'function', name, args, ...(attrType && { attrType }) };
  }

  /** The type of the operator's result, if known. */
  #checkOperands(operator: string, args: readonly RawNode[]): string | undefined {
    const called = `operator or function: ${operator}`;
    if (!Object.hasOwn(OPERAND_TYPES, operator)) {
      this.#problems.note('unknownFunction', `Invalid function name; function: ${operator}`);
    } else if (args.length !== 2) {
      this.#problems.note(
        'function',
        `Incorrect number of operands for operator or function; ${called}, number of operands: ${args.length}`,
      );
    } else if (operator === 'if_not_exists') {
      if (!Array.isArray(args[0])) this.#problems.note('function', `Operator or function requires a document path; ${called}`);
      return typeOfNode(args[1]);
    } else {
      const expected = OPERAND_TYPES[operator];
      const wrong = args.map(typeOfValue).find((type) => type !== undefined && type !== expected);
      if (wrong !== undefined) {
        this.#problems.note('function', `Incorrect operand type for operator or function; ${called}, operand type: ${wrong}`);
      }
      return expected;
    }
    return undefined;
  }

  #path(): RawPath {
    const path = parsePath(this.#reader, (token: Token) => attributeNamed(token, this.#names, this.#problems, 'name'));
    this.#allPaths.push(path);
    return path;
  }

  #value(): AttributeValue {
    return valueNamedBy(this.#reader.take(), this.#names, this.#problems, 'value');
  }
}

const isSum = (node: RawNode): boolean => SUMS.has((node as Partial<RawOperation>).type);

const SUMS: ReadonlySet<unknown> = new Set(['add', 'subtract']);
