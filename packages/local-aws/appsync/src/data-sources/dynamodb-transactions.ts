import { isJsonArray, isJsonObject, type Json, type JsonObject } from '../json.ts';
import { placeholdersOf, readExpression } from './dynamodb-expressions.ts';
import { DynamoDbError, type DynamoDbOperation } from './dynamodb-request.ts';
import { invalidRequest, objectMember, refuseOthers, textMember } from './invalid-request.ts';
import { plainItem, typedItem } from './plain-item.ts';

/** Reads and writes of several items that succeed or fail together. */
export const dynamodbTransactions: Readonly<Record<string, DynamoDbOperation>> = {
  async TransactGetItems({ request, call }) {
    refuseOthers('TransactGetItems', request, ['version', 'operation', 'transactItems']);
    const TransactItems = itemsOf(request).map((item) => {
      refuseOthers('an item of TransactGetItems', item, ['table', 'key', 'projection']);
      const projection = readExpression(item, 'projection');
      const read = projection === undefined ? {} : { ProjectionExpression: projection.text, ...placeholdersOf(projection) };
      return { Get: { ...placeOf(item), ...read } };
    });
    const { Responses } = await call('TransactGetItems', { TransactItems });
    const items = isJsonArray(Responses) ? Responses.map((one) => plainItem(isJsonObject(one) ? one['Item'] : null)) : [];
    return { result: { items, cancellationReasons: null } };
  },

  async TransactWriteItems({ request, call }) {
    refuseOthers('TransactWriteItems', request, ['version', 'operation', 'transactItems']);
    const items = itemsOf(request);
    try {
      await call('TransactWriteItems', { TransactItems: items.map(transactItem) });
      return {
        result: { keys: items.map((item) => plainItem(typedItem(objectMember('an item', item, 'key')))), cancellationReasons: null },
      };
    } catch (error) {
      if (!(error instanceof DynamoDbError) || error.errorType !== 'DynamoDB:TransactionCanceledException') throw error;
      const reasons = error.fields['CancellationReasons'];
      const cancellationReasons = isJsonArray(reasons) ? reasons.map(reasonOf) : null;
      return { result: { keys: null, cancellationReasons }, error };
    }
  },
};

const itemsOf = (request: JsonObject): readonly JsonObject[] => {
  const items = request['transactItems'];
  if (isJsonArray(items) && items.every(isJsonObject)) return items as readonly JsonObject[];
  throw invalidRequest("A transaction needs the list 'transactItems'.");
};

const placeOf = (item: JsonObject) => ({
  TableName: textMember('an item of a transaction', item, 'table'),
  Key: typedItem(objectMember('an item of a transaction', item, 'key')),
});

const PARTS = ['table', 'operation', 'key', 'condition', 'attributeValues', 'update'];

const transactItem = (item: JsonObject): JsonObject => {
  refuseOthers('an item of TransactWriteItems', item, PARTS);
  const { TableName, Key } = placeOf(item);
  const condition = readExpression(item, 'condition', ['returnValuesOnConditionCheckFailure']);
  const update = readExpression(item, 'update');
  const given = isJsonObject(item['condition']) ? item['condition'] : {};
  const shared = {
    TableName,
    ...(condition === undefined ? {} : { ConditionExpression: condition.text }),
    ...placeholdersOf(update, condition),
    ...(given['returnValuesOnConditionCheckFailure'] === true ? { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' } : {}),
  };
  switch (item['operation']) {
    case 'PutItem':
      return { Put: { ...shared, Item: { ...typedItem(objectMember('PutItem', item, 'attributeValues')), ...Key } } };
    case 'UpdateItem':
      return { Update: { ...shared, Key, UpdateExpression: update?.text ?? '' } };
    case 'DeleteItem':
      return { Delete: { ...shared, Key } };
    case 'ConditionCheck':
      return { ConditionCheck: { ...shared, Key } };
    default:
      throw invalidRequest(`The operation ${JSON.stringify(item['operation'])} of a transaction is not supported.`);
  }
};

const reasonOf = (reason: Json): Json => {
  const { Code = 'None', Message = null, Item = null } = isJsonObject(reason) ? reason : {};
  return { type: Code === 'ConditionalCheckFailed' ? 'ConditionalCheckFailed' : Code, message: Message, item: plainItem(Item) };
};
