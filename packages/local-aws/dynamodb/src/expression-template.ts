import type { AttributeValue, Item } from './attribute-value.ts';
import type { Comparator, Condition, Operand } from './condition.ts';
import type { DocumentPath } from './document-path.ts';
import type { RawCondition, RawExpressionRequest, RawKeyCondition, RawNode, RawPath } from './dynalite.ts';
import type { UpdateAction, UpdateExpression, UpdateValue } from './update-expression.ts';

/** The parsed expressions of a request, with the names of its attribute values in place of the values. */
export interface ExpressionTemplate {
  readonly update?: UpdateExpression;
  readonly condition?: ConditionExpression;
  readonly filter?: ConditionExpression;
  readonly projection?: Projection;
  readonly keyConditions?: KeyConditions;
  /** False if the parser checked values and not only their types, so that other values might be invalid. */
  readonly reusable: boolean;
}

export interface ConditionExpression {
  readonly condition: Condition;
  /** Top-level attributes of which the expression names a part. */
  readonly nestedHeads: ReadonlySet<string>;
  readonly heads: ReadonlySet<string>;
}

export interface Projection {
  readonly paths: readonly DocumentPath[];
  readonly nestedHeads: ReadonlySet<string>;
}

/** By attribute: at most one condition each, on the hash key and the range key. */
export type KeyConditions = ReadonlyMap<string, { readonly operator: string; readonly valueNames: readonly string[] }>;

/** @param rawKeyConditions the key condition as dynalite converts it from `raw`. */
export const expressionTemplate = (
  raw: RawExpressionRequest,
  rawKeyConditions: Record<string, RawKeyCondition> | undefined,
): ExpressionTemplate => {
  const template = new TemplateBuilder(raw.ExpressionAttributeValues ?? {});
  const parts = {
    ...(raw._updates && { update: template.update(raw._updates) }),
    ...(raw._condition && { condition: template.condition(raw._condition) }),
    ...(raw._filter && { filter: template.condition(raw._filter) }),
    ...(raw._projection && { projection: { paths: raw._projection.paths, nestedHeads: keysOf(raw._projection.nestedPaths) } }),
    ...(rawKeyConditions && { keyConditions: template.keyConditions(rawKeyConditions) }),
  };
  return { ...parts, reusable: template.reusable };
};

/** Operators for which the parser compares or reads the values. */
const READS_VALUES = new Set(['between', 'attribute_type', 'BETWEEN']);

class TemplateBuilder {
  reusable = true;
  readonly #names: ReadonlyMap<unknown, string>;

  constructor(values: Item) {
    this.#names = new Map(Object.entries(values).map(([name, value]) => [value, name]));
  }

  condition(raw: RawCondition): ConditionExpression {
    return { condition: this.#condition(raw.expression), nestedHeads: keysOf(raw.nestedPaths), heads: keysOf(raw.pathHeads) };
  }

  update(raw: NonNullable<RawExpressionRequest['_updates']>): UpdateExpression {
    const actions = raw.sections.map(
      ({ type, path, val, attrType }): UpdateAction => ({
        kind: type,
        path,
        ...(val && { value: this.#updateValue(val) }),
        ...(attrType && { valueType: attrType }),
      }),
    );
    return { actions, paths: raw.paths, nestedHeads: keysOf(raw.nestedPaths) };
  }

  keyConditions(raw: Record<string, RawKeyCondition>): KeyConditions {
    return new Map(
      Object.entries(raw).map(([attribute, { ComparisonOperator: operator, AttributeValueList }]) => {
        if (READS_VALUES.has(operator)) this.reusable = false;
        return [attribute, { operator, valueNames: AttributeValueList.map((value) => this.#nameOf(value)) }];
      }),
    );
  }

  #condition(node: RawNode): Condition {
    const { operator, operands } = operation(node);
    if (READS_VALUES.has(operator)) this.reusable = false;
    if (operator === 'and' || operator === 'or' || operator === 'not') {
      return { operator, conditions: operands.map((each) => this.#condition(each)) };
    }
    return { operator: operator as Comparator, operands: operands.map((each) => this.#operand(each)) };
  }

  #operand(node: RawNode): Operand {
    if (isPath(node)) return { kind: 'path', path: node };
    if (this.#names.has(node)) return { kind: 'value', name: this.#nameOf(node) };
    return { kind: 'size', of: this.#operand(operation(node).operands[0] as RawNode) };
  }

  #updateValue(node: RawNode): UpdateValue {
    if (isPath(node)) return { kind: 'path', path: node };
    if (this.#names.has(node)) return { kind: 'value', name: this.#nameOf(node) };
    const { operator, operands } = operation(node);
    const [first, second] = operands.map((each) => this.#updateValue(each));
    return { kind: operator as 'add', operands: [first as UpdateValue, second as UpdateValue] };
  }

  #nameOf(value: RawNode): string {
    const name = this.#names.get(value);
    if (name === undefined) throw new Error('dynalite put a value into an expression that the request does not contain.');
    return name;
  }
}

const isPath = (node: RawNode): node is RawPath => Array.isArray(node);

const operation = (node: RawNode): { operator: string; operands: readonly RawNode[] } => {
  const { type, name, args } = node as Exclude<RawNode, RawPath | AttributeValue>;
  return { operator: type === 'function' ? (name ?? '') : type, operands: args };
};

const keysOf = (record: Record<string, true>): ReadonlySet<string> => new Set(Object.keys(record));
