import { createRequire } from 'node:module';
import type { AttributeValue, Item, ScalarType } from './attribute-value.ts';

/**
 * The parts of dynalite that local-aws uses: the messages of AWS's validation errors, recorded against real DynamoDB by its
 * authors, DynamoDB's reserved words, and big.js for decimals. dynalite has neither types nor an `exports` map,
 * so only this file depends on its internals; its version is pinned exactly.
 * @see https://github.com/architect/dynalite
 */
export interface Dynalite {
  /**
   * Parses each expression of `request` into `_updates`, `_condition` and so on. Returns AWS's error message, if any. Its
   * parsers backtrack: a short nested condition takes minutes, so only tests pass a request's expressions to them.
   */
  validateExpressions(request: RawExpressionRequest): string | undefined;
  /** AWS's message when expressions and their attribute names or values do not match. */
  validateExpressionParams(request: object, expressions: string[], legacyParameters: string[]): string | undefined;
  /** AWS's message for a value that DynamoDB rejects. Writes numbers in their canonical form, in place. */
  validateAttributeValue(value: AttributeValue): string | undefined;
  convertKeyCondition(expression: RawNode): Record<string, RawKeyCondition> | string;
  validateConditions(conditions: Record<string, RawKeyCondition>): string | undefined;
  /** Keeps the members named in `shape`; throws a `DynaliteError` for a wrong JSON type. */
  checkTypes(input: object, shape: Shape): object;
  /** Throws a `DynaliteError` listing every constraint of `shape` that `input` does not satisfy. */
  checkValidations(input: object, shape: Shape): void;
}

/** dynalite's error: `body` is AWS's response. */
export interface DynaliteError {
  readonly statusCode: number;
  readonly body: { readonly __type: string; readonly message?: string; readonly Message?: string };
}

/** Names each member of a request with its type and constraints, as dynalite writes them. */
export type Shape = { readonly [member: string]: unknown };

export interface RawExpressionRequest {
  UpdateExpression?: string | undefined;
  ConditionExpression?: string | undefined;
  KeyConditionExpression?: string | undefined;
  FilterExpression?: string | undefined;
  ProjectionExpression?: string | undefined;
  ExpressionAttributeNames?: Record<string, string> | undefined;
  ExpressionAttributeValues?: Item | undefined;
  _updates?: { readonly sections: readonly RawUpdate[]; readonly paths: RawPath[]; readonly nestedPaths: Record<string, true> };
  _condition?: RawCondition;
  _keyCondition?: RawCondition;
  _filter?: RawCondition;
  _projection?: { readonly paths: RawPath[]; readonly nestedPaths: Record<string, true> };
}

export type RawPath = (string | number)[];
/** A path, an attribute value of the request (the same object), or an operator with its operands. */
export type RawNode = RawPath | AttributeValue | RawOperation;
export interface RawOperation {
  readonly type: string;
  readonly name?: string;
  readonly args: readonly RawNode[];
  /** The type of its result, if known. */
  readonly attrType?: string;
}
export interface RawCondition {
  readonly expression: RawNode;
  readonly nestedPaths: Record<string, true>;
  readonly pathHeads: Record<string, true>;
}
export interface RawUpdate {
  readonly type: 'set' | 'remove' | 'add' | 'delete';
  readonly path: RawPath;
  readonly val?: RawNode;
  readonly attrType?: string | null;
}
export interface RawKeyCondition {
  readonly ComparisonOperator: string;
  readonly AttributeValueList: readonly AttributeValue[];
}

/** big.js's number: exact, `c` its digits, `e` its decimal exponent, `s` its sign. */
export interface Big {
  readonly c: readonly number[];
  readonly e: number;
  readonly s: 1 | -1;
  plus(other: Big): Big;
  minus(other: Big): Big;
  cmp(other: Big): -1 | 0 | 1;
  toFixed(): string;
}

const require = createRequire(import.meta.url);

export const dynalite = require('dynalite/validations/index.js') as Dynalite;

/**
 * Whether DynamoDB reserves `word`, which is an identifier. dynalite exposes its list through its errors only.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ReservedWords.html
 */
export const isReservedWord = (word: string): boolean => dynalite.validateExpressions({ ProjectionExpression: word }) !== undefined;

const { hashPrefix } = require('dynalite/db/index.js') as { hashPrefix(value: string, type: ScalarType): string };

/** The first bytes of the hash by which DynamoDB spreads partition keys, in hexadecimal: the order of a Scan. */
export const partitionPrefix: (value: string, type: ScalarType) => string = hashPrefix;

/** Resolved from dynalite, whose dependency it is. */
export const bigOf = createRequire(require.resolve('dynalite/package.json'))('big.js') as (text: string) => Big;

/** A request shape of one of dynalite's operations, such as `putItem`. */
export const shapeOf = (operation: string): Shape => (require(`dynalite/validations/${operation}.js`) as { types: Shape }).types;

/** AWS's message for an invalid table definition. */
export const createTableProblem = (request: object): string | undefined =>
  (require('dynalite/validations/createTable.js') as { custom(request: object): string | undefined }).custom(request);
