import { CONDITION_ELEMENTS, conditionOf, isSame, keyOf, unlessConditionFails } from './dynamodb-condition.ts';
import { placeholdersOf, readExpression } from './dynamodb-expressions.ts';
import type { DynamoDbOperation } from './dynamodb-request.ts';
import { invalidRequest, objectMember, refuseOthers } from './invalid-request.ts';
import { plainItem, typedItem } from './plain-item.ts';

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
    const condition = readExpression(request, 'condition', CONDITION_ELEMENTS);
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
    const condition = readExpression(request, 'condition', CONDITION_ELEMENTS);
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
    const condition = readExpression(request, 'condition', CONDITION_ELEMENTS);
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
