import { isDeepStrictEqual } from 'node:util';
import { isJsonArray, isJsonObject, type Json, type JsonObject } from '../json.ts';
import { placeholdersOf, readExpression } from './dynamodb-expressions.ts';
import type { DynamoDbOperation, DynamoDbRequest } from './dynamodb-request.ts';
import { invalidRequest, objectMember, refuseOthers } from './invalid-request.ts';
import { plainItem, typedItem } from './plain-item.ts';

/** The operations on items of several tables. Items and keys come back in the order of the request. */
export const dynamodbBatches: Readonly<Record<string, DynamoDbOperation>> = {
  async BatchGetItem({ request, call }) {
    refuseOthers('BatchGetItem', request, ['version', 'operation', 'tables']);
    const tables = Object.entries(objectMember('BatchGetItem', request, 'tables')).map(([name, table]) => {
      const given = isJsonObject(table) ? table : {};
      refuseOthers('a table of BatchGetItem', given, ['keys', 'consistentRead', 'projection']);
      return { name, keys: itemsIn(given['keys']), given };
    });
    const RequestItems = Object.fromEntries(
      tables.map(({ name, keys, given }) => {
        const projection = readExpression(given, 'projection');
        const read = projection === undefined ? {} : { ProjectionExpression: projection.text, ...placeholdersOf(projection) };
        return [name, { Keys: keys, ConsistentRead: given['consistentRead'] === true, ...read }];
      }),
    );
    const { Responses, UnprocessedKeys } = await call('BatchGetItem', { RequestItems });
    const data = Object.fromEntries(
      tables.map(({ name, keys }) => {
        const found = isJsonObject(Responses) ? itemsIn(Responses[name]) : [];
        return [name, keys.map((key) => plainItem(found.find((item) => hasKey(item, key)) ?? null))];
      }),
    );
    const left = tables.map(({ name }) => [name, unprocessed(UnprocessedKeys, name)] as const);
    return { result: { data, unprocessedKeys: Object.fromEntries(left) } };
  },

  BatchPutItem: async (given) => {
    const { data, left } = await write(given, 'BatchPutItem', (Item) => ({ PutRequest: { Item } }));
    return { result: { data, unprocessedItems: left } };
  },

  BatchDeleteItem: async (given) => {
    const { data, left } = await write(given, 'BatchDeleteItem', (Key) => ({ DeleteRequest: { Key } }));
    return { result: { data, unprocessedKeys: left } };
  },
};

const write = async ({ request, call }: DynamoDbRequest, operation: string, change: (item: JsonObject) => JsonObject) => {
  refuseOthers(operation, request, ['version', 'operation', 'tables']);
  const tables = Object.entries(objectMember(operation, request, 'tables')).map(([name, items]) => ({ name, items: itemsIn(items) }));
  const { UnprocessedItems } = await call('BatchWriteItem', {
    RequestItems: Object.fromEntries(tables.map(({ name, items }) => [name, items.map(change)])),
  });
  return {
    data: Object.fromEntries(tables.map(({ name, items }) => [name, items.map(plainItem)])),
    left: Object.fromEntries(tables.map(({ name }) => [name, unprocessed(UnprocessedItems, name)])),
  };
};

const itemsIn = (value: Json | undefined): readonly JsonObject[] => {
  if (!isJsonArray(value)) throw invalidRequest('The tables of a batch need lists of items.');
  return value.map((item) => (isJsonObject(item) ? typedItem(item) : {}));
};

const hasKey = (item: JsonObject, key: JsonObject): boolean =>
  Object.entries(key).every(([name, value]) => isDeepStrictEqual(item[name], value));

/** Plain keys or items, whatever DynamoDB wraps them in. */
const unprocessed = (left: Json | undefined, table: string): Json => {
  const given = isJsonObject(left) ? left[table] : undefined;
  const list = isJsonObject(given) ? given['Keys'] : given;
  if (!isJsonArray(list)) return [];
  return list.map((one) => {
    const { PutRequest, DeleteRequest } = isJsonObject(one) ? one : {};
    if (isJsonObject(PutRequest)) return plainItem(PutRequest['Item']);
    return plainItem(isJsonObject(DeleteRequest) ? DeleteRequest['Key'] : one);
  });
};
