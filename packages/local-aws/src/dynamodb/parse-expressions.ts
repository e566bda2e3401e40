import type { Item } from './attribute-value.ts';
import { parseCondition } from './condition-parser.ts';
import { dynalite, type RawExpressionRequest } from './dynalite.ts';
import { validationError } from './errors.ts';
import type { ExpressionNames } from './expression-names.ts';
import { parseProjection } from './projection-parser.ts';
import { parseUpdate } from './update-parser.ts';

/** The members by which a request carries expressions. */
export interface ExpressionRequest {
  readonly UpdateExpression?: string;
  readonly ConditionExpression?: string;
  readonly KeyConditionExpression?: string;
  readonly FilterExpression?: string;
  readonly ProjectionExpression?: string;
  readonly ExpressionAttributeNames?: Record<string, string>;
  readonly ExpressionAttributeValues?: Item;
}

/** Parses a request's expressions, each in time in proportion to its length, or throws AWS's ValidationException. */
export const parseExpressions = (request: ExpressionRequest): RawExpressionRequest => {
  const { ExpressionAttributeNames, ExpressionAttributeValues, ...texts } = request;
  checkNames('ExpressionAttributeNames', /^#\w+$/, ExpressionAttributeNames);
  checkNames('ExpressionAttributeValues', /^:\w+$/, ExpressionAttributeValues);
  checkValues(ExpressionAttributeValues ?? {});
  const names: ExpressionNames = {
    names: ExpressionAttributeNames ?? {},
    values: ExpressionAttributeValues ?? {},
    unusedNames: new Set(Object.keys(ExpressionAttributeNames ?? {})),
    unusedValues: new Set(Object.keys(ExpressionAttributeValues ?? {})),
  };
  const raw: RawExpressionRequest = { ...request };
  const { UpdateExpression, ConditionExpression, KeyConditionExpression, FilterExpression, ProjectionExpression } = texts;
  if (UpdateExpression !== undefined) raw._updates = parseUpdate(UpdateExpression, names);
  if (ConditionExpression !== undefined) raw._condition = parseCondition(ConditionExpression, 'ConditionExpression', names);
  if (KeyConditionExpression !== undefined) raw._keyCondition = parseCondition(KeyConditionExpression, 'KeyConditionExpression', names);
  if (FilterExpression !== undefined) raw._filter = parseCondition(FilterExpression, 'FilterExpression', names);
  if (ProjectionExpression !== undefined) raw._projection = parseProjection(ProjectionExpression, names);
  checkAllUsed('ExpressionAttributeNames', names.unusedNames);
  checkAllUsed('ExpressionAttributeValues', names.unusedValues);
  return raw;
};

export const checkValues = (values: Item): void => {
  for (const [name, value] of Object.entries(values)) {
    const problem = dynalite.validateAttributeValue(value);
    if (problem) throw validationError(`ExpressionAttributeValues contains invalid value: ${problem} for key ${name}`);
  }
};

const checkNames = (parameter: string, allowed: RegExp, definitions: object | undefined): void => {
  if (definitions === undefined) return;
  const names = Object.keys(definitions);
  if (names.length === 0) throw validationError(`${parameter} must not be empty`);
  const wrong = names.find((name) => !allowed.test(name));
  if (wrong !== undefined) throw validationError(`${parameter} contains invalid key: Syntax error; key: "${wrong}"`);
};

const checkAllUsed = (parameter: string, unused: ReadonlySet<string>): void => {
  if (unused.size === 0) return;
  throw validationError(`Value provided in ${parameter} unused in expressions: keys: {${[...unused].join(', ')}}`);
};
