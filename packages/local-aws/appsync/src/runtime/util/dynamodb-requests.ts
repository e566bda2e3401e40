import { dynamodbValues, toMapValues } from './dynamodb-values.ts';
import { filterExpression, filterText } from './filter-expression.ts';
import { placeholders } from './placeholders.ts';
import { updateExpression, updateOperations } from './update-operations.ts';

type Fields = Readonly<Record<string, unknown>>;

/**
 * The module `@aws-appsync/utils/dynamodb`: each function returns the request of one operation.
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/built-in-modules-js.html
 */
export const dynamodbModule = {
  get: ({ key, projection, ...more }: Fields) => ({ operation: 'GetItem', key: typed(key), ...projected(projection), ...defined(more) }),
  put: ({ key, item, condition, ...more }: Fields) => ({
    ...{ operation: 'PutItem', key: typed(key), attributeValues: typed(item), ...conditional(condition) },
    ...defined(more),
  }),
  update: ({ key, update, condition, ...more }: Fields) => ({
    ...{ operation: 'UpdateItem', key: typed(key), update: updateExpression(update as Fields), ...conditional(condition) },
    ...defined(more),
  }),
  remove: ({ key, condition, ...more }: Fields) => ({
    ...{ operation: 'DeleteItem', key: typed(key), ...conditional(condition) },
    ...defined(more),
  }),
  query: ({ query, ...more }: Fields) => ({ operation: 'Query', query: keyCondition(query as Fields), ...reading(more) }),
  scan: (payload: Fields = {}) => ({ operation: 'Scan', ...reading(payload) }),
  sync: ({ filter, ...more }: Fields = {}) => ({ operation: 'Sync', ...filtered(filter), ...defined(more) }),
  batchGet: ({ tables }: Fields) => ({
    operation: 'BatchGetItem',
    tables: mapped(tables, ({ keys, projection, ...more }) => ({
      ...{ keys: listOf(keys).map(typed), ...projected(projection) },
      ...defined(more),
    })),
  }),
  batchPut: ({ tables }: Fields) => ({ operation: 'BatchPutItem', tables: mapped(tables, (items) => listOf(items).map(typed)) }),
  batchDelete: ({ tables }: Fields) => ({ operation: 'BatchDeleteItem', tables: mapped(tables, (keys) => listOf(keys).map(typed)) }),
  transactGet: ({ items }: Fields) => ({
    operation: 'TransactGetItems',
    transactItems: (items as readonly Fields[]).map(({ table, key, projection }) => ({ table, key: typed(key), ...projected(projection) })),
  }),
  transactWrite: ({ items }: Fields) => ({
    operation: 'TransactWriteItems',
    transactItems: (items as readonly Fields[]).map(transactItem),
  }),
  toStringSet: dynamodbValues.toStringSet,
  toNumberSet: dynamodbValues.toNumberSet,
  toBinarySet: dynamodbValues.toBinarySet,
  operations: updateOperations,
};

const transactItem = ({ putItem, updateItem, deleteItem, conditionCheck }: Fields): Fields => {
  const of = (part: unknown, operation: string, more: (part: Fields) => Fields): Fields => {
    const { table, key, condition } = part as Fields;
    return {
      table,
      operation,
      key: typed(key),
      ...more(part as Fields),
      ...conditional(condition, { returnValuesOnConditionCheckFailure: true }),
    };
  };
  if (putItem !== undefined) return of(putItem, 'PutItem', ({ item }) => ({ attributeValues: typed(item) }));
  if (updateItem !== undefined) return of(updateItem, 'UpdateItem', ({ update }) => ({ update: updateExpression(update as Fields) }));
  if (deleteItem !== undefined) return of(deleteItem, 'DeleteItem', () => ({}));
  if (conditionCheck !== undefined) return of(conditionCheck, 'ConditionCheck', () => ({}));
  throw new TypeError('An item of transactWrite is a putItem, an updateItem, a deleteItem or a conditionCheck.');
};

const typed = (value: unknown): Fields => toMapValues((value ?? {}) as object);

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? (value as readonly unknown[]) : []);

const mapped = (tables: unknown, convert: (value: Fields) => unknown): Fields =>
  Object.fromEntries(Object.entries(tables as Fields).map(([name, value]) => [name, convert(value as Fields)]));

const defined = (fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== null));

const conditional = (condition: unknown, more: Fields = {}): Fields => {
  if (condition === undefined || condition === null) return {};
  return { condition: { ...withoutEmptyValues(filterExpression(condition as Fields)), ...more } };
};

const filtered = (filter: unknown): Fields => {
  if (filter === undefined || filter === null || Object.keys(filter as object).length === 0) return {};
  return { filter: withoutEmptyValues(filterExpression(filter as Fields)) };
};

/** DynamoDB refuses an empty list of values. */
const withoutEmptyValues = ({ expressionValues, ...more }: ReturnType<typeof filterExpression>): Fields =>
  Object.keys(expressionValues).length === 0 ? more : { ...more, expressionValues };

const projected = (projection: unknown): Fields => {
  if (!Array.isArray(projection) || projection.length === 0) return {};
  const given = placeholders();
  const expression = (projection as readonly string[]).map((name) => given.name(name)).join(', ');
  return { projection: { expression, expressionNames: given.names } };
};

const reading = ({ filter, projection, ...more }: Fields): Fields => ({ ...filtered(filter), ...projected(projection), ...defined(more) });

const keyCondition = (query: Fields): Fields => {
  const given = placeholders();
  const expression = filterText(query, given);
  return { expression, expressionNames: given.names, expressionValues: given.values };
};
