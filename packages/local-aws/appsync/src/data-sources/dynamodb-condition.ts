import { isDeepStrictEqual } from 'node:util';
import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import type { DataSourceAnswer } from './data-source-call.ts';
import { placeholdersOf, type RequestExpression } from './dynamodb-expressions.ts';
import { DynamoDbError, type DynamoDbRequest } from './dynamodb-request.ts';
import { invalidRequest, objectMember } from './invalid-request.ts';
import { plainItem, typedItem } from './plain-item.ts';

/** The elements of a condition beside its expression. */
export const CONDITION_ELEMENTS = ['equalsIgnore', 'consistentRead', 'conditionalCheckFailedHandler'];

export const keyOf = (operation: string, request: JsonObject): JsonObject => typedItem(objectMember(operation, request, 'key'));

export const conditionOf = (condition: RequestExpression | undefined): JsonObject =>
  condition === undefined ? {} : { ConditionExpression: condition.text, ...placeholdersOf(condition) };

/**
 * "If the condition fails, AppSync fetches the item": when it is already as the request wants it, the request succeeded before. Otherwise
 * the error comes with the item.
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/js-resolver-reference-dynamodb.html#js-aws-appsync-resolver-reference-dynamodb-condition-expressions
 */
export const unlessConditionFails = async (
  { tableName, request, call }: DynamoDbRequest,
  condition: RequestExpression | undefined,
  succeededBefore: (there: Json) => boolean,
  write: () => Promise<Json>,
): Promise<DataSourceAnswer> => {
  const options = condition === undefined ? {} : objectMember('the request', request, 'condition');
  const handler = options['conditionalCheckFailedHandler'];
  if (isJsonObject(handler) && handler['strategy'] !== 'Reject')
    throw invalidRequest(`local-aws supports the conditionalCheckFailedHandler Reject, not ${JSON.stringify(handler['strategy'])}.`);
  try {
    return { result: await write() };
  } catch (error) {
    if (!(error instanceof DynamoDbError) || error.errorType !== 'DynamoDB:ConditionalCheckFailedException') throw error;
    const { Item = null } = await call('GetItem', {
      TableName: tableName,
      Key: keyOf('the request', request),
      ConsistentRead: options['consistentRead'] !== false,
    });
    const result = plainItem(Item);
    return succeededBefore(Item) ? { result } : { result, error };
  }
};

/** Compares an item with the one to put, without the attributes of `equalsIgnore`. */
export const isSame = (there: Json, item: JsonObject, { request }: DynamoDbRequest): boolean => {
  if (!isJsonObject(there)) return false;
  const ignored = objectMember('PutItem', request, 'condition')['equalsIgnore'];
  const compared = (one: JsonObject): Json =>
    plainItem(Object.fromEntries(Object.entries(one).filter(([name]) => !Array.isArray(ignored) || !ignored.includes(name))));
  return isDeepStrictEqual(compared(there), compared(item));
};
