import { isDeepStrictEqual } from 'node:util';
import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import type { DataSourceAnswer } from './data-source-call.ts';
import { placeholdersOf, type RequestExpression, readExpression } from './dynamodb-expressions.ts';
import { DynamoDbError, type DynamoDbOperation, type DynamoDbRequest } from './dynamodb-request.ts';
import { invalidRequest, objectMember, refuseOthers } from './invalid-request.ts';
import { plainItem, typedItem } from './plain-item.ts';

const CONDITION = ['equalsIgnore', 'consistentRead', 'conditionalCheckFailedHandler'];

/** The operations on one item. */
export const dynamodbItems: Readonly<Record<string, DynamoDbOperation>> = {
  async GetItem({ tableName, request, call }) {
    refuseOthers('GetItem', request, ['version', 'operation', 'key', 'consistentRead', 'projection']);
    const projection = readExpression(request, 'projection');
    const { Item } = await call('GetItem', {
      TableName: tableName,
      Key: keyOf('GetItem', request),
      ConsistentRead: request['consistentRead'] === true,
      ...(projection === undefined ? {} : { ProjectionExpression: projection.text }),
      ...placeholdersOf(projection),
    });
    return { result: plainItem(Item) };
  },

  async PutItem(given) {
    const { tableName, request, call } = given;
    refuseOthers('PutItem', request, ['version', 'operation', 'key', 'attributeValues', 'condition']);
    const condition = readExpression(request, 'condition', CONDITION);
    const item = { ...typedItem(objectMember('PutItem', request, 'attributeValues')), ...keyOf('PutItem', request) };
    return unlessConditionFails(
      given,
      condition,
      (there) => isSame(there, item, given),
      async () => {
        await call('PutItem', { TableName: tableName, Item: item, ...conditionOf(condition) });
        return plainItem(item);
      },
    );
  },

  async UpdateItem(given) {
    const { tableName, request, call } = given;
    refuseOthers('UpdateItem', request, ['version', 'operation', 'key', 'update', 'condition']);
    const condition = readExpression(request, 'condition', CONDITION);
    const update = readExpression(request, 'update');
    if (update === undefined) throw invalidRequest("UpdateItem needs the element 'update'.");
    // "The item in DynamoDB isn't compared" for an update.
    return unlessConditionFails(
      given,
      condition,
      () => false,
      async () => {
        const { Attributes } = await call('UpdateItem', {
          TableName: tableName,
          Key: keyOf('UpdateItem', request),
          UpdateExpression: update.text,
          ReturnValues: 'ALL_NEW',
          ...(condition === undefined ? {} : { ConditionExpression: condition.text }),
          ...placeholdersOf(update, condition),
        });
        return plainItem(Attributes);
      },
    );
  },

  async DeleteItem(given) {
    const { tableName, request, call } = given;
    refuseOthers('DeleteItem', request, ['version', 'operation', 'key', 'condition']);
    const condition = readExpression(request, 'condition', CONDITION);
    return unlessConditionFails(
      given,
      condition,
      (there) => there === null,
      async () => {
        const { Attributes } = await call('DeleteItem', {
          TableName: tableName,
          Key: keyOf('DeleteItem', request),
          ReturnValues: 'ALL_OLD',
          ...conditionOf(condition),
        });
        return plainItem(Attributes);
      },
    );
  },
};

const keyOf = (operation: string, request: JsonObject): JsonObject => typedItem(objectMember(operation, request, 'key'));

const conditionOf = (condition: RequestExpression | undefined): JsonObject =>
  condition === undefined ? {} : { ConditionExpression: condition.text, ...placeholdersOf(condition) };

/**
 * "If the condition fails, AppSync fetches the item": when it is already as the request wants it, the request succeeded before. Otherwise
 * the error comes with the item.
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/js-resolver-reference-dynamodb.html#js-aws-appsync-resolver-reference-dynamodb-condition-expressions
 */
const unlessConditionFails = async (
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
const isSame = (there: Json, item: JsonObject, { request }: DynamoDbRequest): boolean => {
  if (!isJsonObject(there)) return false;
  const ignored = objectMember('PutItem', request, 'condition')['equalsIgnore'];
  const compared = (one: JsonObject): Json =>
    plainItem(Object.fromEntries(Object.entries(one).filter(([name]) => !Array.isArray(ignored) || !ignored.includes(name))));
  return isDeepStrictEqual(compared(there), compared(item));
};
