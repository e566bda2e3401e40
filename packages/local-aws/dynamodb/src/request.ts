import { AwsError } from '@plumbline/local-aws-kernel';
import type { AttributeValue, Item } from './attribute-value.ts';
import { type DynaliteError, dynalite, type Shape, shapeOf } from './dynalite.ts';
import { validationError } from './errors.ts';

/**
 * Reads an operation's input: members of a wrong JSON type and values outside their constraints are rejected with AWS's messages,
 * unknown members are dropped.
 */
export const readRequest = <T>(input: unknown, shape: Shape): T => {
  try {
    const request = dynalite.checkTypes({ ...(input as object) }, shape);
    dynalite.checkValidations(request, shape);
    return request as T;
  } catch (error) {
    throw asAwsError(error);
  }
};

/** Reads the input of an operation on one table. `expressions` are the parameters that contain expressions. */
export const readTableRequest = <T>(input: object, shape: Shape, expressions: readonly string[]): T => {
  const request = readRequest<T & object>(withTableName(input), shape);
  refuseLegacyParameters(input);
  checkExpressionParameters(request, expressions);
  return request;
};

/** Names and values of attributes require expressions. */
export const checkExpressionParameters = (request: object, expressions: readonly string[]): void => {
  const problem = dynalite.validateExpressionParams(request, [...expressions], []);
  if (problem) throw validationError(problem);
};

/** Checks each value, and writes its numbers in their canonical form. */
export const checkAttributeValues = (item: Item): void => {
  for (const name in item) {
    const problem = dynalite.validateAttributeValue(item[name] as AttributeValue);
    if (problem) throw validationError(problem);
  }
};

/** The shape of an operation in dynalite, plus AWS's later members, minus the legacy members from before expressions. */
export const operationShape = (operation: string, added: Shape = {}): Shape => {
  const shape = Object.entries(shapeOf(operation)).filter(([member]) => !LEGACY_PARAMETERS.has(member));
  return { ...Object.fromEntries(shape), ...added };
};

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/LegacyConditionalParameters.html */
const LEGACY_PARAMETERS: ReadonlySet<string> = new Set([
  'AttributesToGet',
  'AttributeUpdates',
  'ConditionalOperator',
  'Expected',
  'KeyConditions',
  'QueryFilter',
  'ScanFilter',
]);

/** Parameters that AWS keeps for old programs: reported, not ignored. */
export const refuseLegacyParameters = (input: object): void => {
  const found = Object.keys(input).filter((member) => LEGACY_PARAMETERS.has(member));
  if (found.length === 0) return;
  throw validationError(
    `local-aws supports expressions only, not the legacy parameter${found.length > 1 ? 's' : ''} ${found.join(', ')}. ` +
      'Use KeyConditionExpression, FilterExpression, ConditionExpression, UpdateExpression or ProjectionExpression.',
  );
};

/** The `TableName` of a request may be the table's ARN; every later step sees the name. */
export const withTableName = <T extends object>(input: T): T => {
  const { TableName } = input as { TableName?: unknown };
  return typeof TableName === 'string' && TableName.startsWith('arn:') ? { ...input, TableName: tableNameOf(TableName) } : input;
};

/** The same for the tables of a batch. */
export const byTableName = (input: object): object => {
  const { RequestItems } = input as { RequestItems?: unknown };
  if (!isObject(RequestItems)) return input;
  return { ...input, RequestItems: Object.fromEntries(Object.entries(RequestItems).map(([name, value]) => [tableNameOf(name), value])) };
};

/** The same for the parts of a transaction. */
export const withTableNames = (input: object): object => {
  const { TransactItems } = input as { TransactItems?: unknown };
  if (!Array.isArray(TransactItems)) return input;
  const named = TransactItems.map((item: unknown) =>
    isObject(item)
      ? Object.fromEntries(Object.entries(item).map(([kind, part]) => [kind, isObject(part) ? withTableName(part) : part]))
      : item,
  );
  return { ...input, TransactItems: named };
};

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null && !Array.isArray(value);

/** `arn:aws:dynamodb:eu-west-1:000000000000:table/orders` -> `orders` */
export const tableNameOf = (nameOrArn: string): string =>
  /^arn:[^:]*:dynamodb:[^:]*:[^:]*:table\/([^/]+)/.exec(nameOrArn)?.[1] ?? nameOrArn;

export const TABLE_NAME_SHAPE: Shape = {
  type: 'String',
  notNull: true,
  regex: '[a-zA-Z0-9_.-]+',
  lengthGreaterThanOrEqual: 3,
  lengthLessThanOrEqual: 255,
};

/** Members that AWS added after dynalite's release. */
export const RETURN_VALUES_ON_CONDITION_CHECK_FAILURE: Shape = {
  ReturnValuesOnConditionCheckFailure: { type: 'String', enum: ['ALL_OLD', 'NONE'] },
};

const asAwsError = (error: unknown): unknown => {
  const { body } = error as Partial<DynaliteError>;
  if (body === undefined) return error;
  return new AwsError(body.__type.split('#')[1] ?? '', body.message ?? body.Message ?? '', { cause: error });
};
