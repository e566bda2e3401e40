import type { AttributeValue, Item } from './attribute-value.ts';
import { isReservedWord, type RawNode, type RawPath } from './dynalite.ts';
import type { Token } from './expression-tokens.ts';

/** The attribute names and values that a request defines, and which of them its expressions have used. */
export interface ExpressionNames {
  readonly names: Readonly<Record<string, string>>;
  readonly values: Item;
  readonly unusedNames: Set<string>;
  readonly unusedValues: Set<string>;
}

/** The problems of an expression that can be parsed: the first of each kind, because AWS reports them in the order of kinds. */
export class Problems<Kind extends string> {
  readonly #first = new Map<Kind, string>();

  note(kind: Kind, problem: string): void {
    if (!this.#first.has(kind)) this.#first.set(kind, problem);
  }

  has(kind: Kind): boolean {
    return this.#first.has(kind);
  }

  /** The first problem in the order of `kinds`. */
  first(kinds: readonly Kind[]): string | undefined {
    const kind = kinds.find((each) => this.#first.has(each));
    return kind && this.#first.get(kind);
  }
}

/** The attribute that a word or a `#name` refers to. An undefined one is recorded as a `kind` of problem. */
export const attributeNamed = <Kind extends string>(
  token: Token,
  { names, unusedNames }: ExpressionNames,
  problems: Problems<Kind | 'reserved'>,
  kind: Kind,
): string => {
  if (token.kind === 'word') {
    if (isReservedWord(token.text)) problems.note('reserved', `Attribute name is a reserved keyword; reserved keyword: ${token.text}`);
    return token.text;
  }
  const name = names[token.text];
  if (!name) {
    problems.note(kind, `An expression attribute name used in the document path is not defined; attribute name: ${token.text}`);
    return '';
  }
  if (!problems.has(kind)) unusedNames.delete(token.text);
  return name;
};

/** The value that a `:value` refers to. */
export const valueNamedBy = <Kind extends string>(
  token: Token,
  { values, unusedValues }: ExpressionNames,
  problems: Problems<Kind>,
  kind: Kind,
): AttributeValue => {
  const value = values[token.text];
  if (value === undefined) {
    problems.note(kind, `An expression attribute value used in expression is not defined; attribute value: ${token.text}`);
    return UNDEFINED_VALUE;
  }
  unusedValues.delete(token.text);
  return value;
};

/** The placeholder for an undefined value. It has no type, so that its expression is not rejected for its type as well. */
const UNDEFINED_VALUE = {} as AttributeValue;

/** The type of a value or of an operator's result; `undefined` for a path, whose type only the item knows. */
export const typeOfNode = (node: RawNode | undefined): string | undefined => {
  if (node === undefined || Array.isArray(node)) return undefined;
  return 'args' in node ? node.attrType : Object.keys(node)[0];
};

/** The type of a value of the request. */
export const typeOfValue = (node: RawNode): string | undefined =>
  Array.isArray(node) || 'args' in node ? undefined : Object.keys(node)[0];

/** In the form of AWS's errors: `[lines, [0], sku]` */
export const pathText = (path: RawPath): string =>
  `[${path.map((piece) => (typeof piece === 'number' ? `[${piece}]` : piece)).join(', ')}]`;
