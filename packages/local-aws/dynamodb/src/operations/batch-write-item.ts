import type { JsonOperation } from '@plumbline/local-aws-kernel';
import { AwsError } from '@plumbline/local-aws-kernel';
import type { Item } from '../attribute-value.ts';
import { type ConsumedCapacity, consumedCapacity, type ReturnConsumedCapacity, writeUnits } from '../consumed-capacity.ts';
import type { DynamoDbContext } from '../dynamodb-context.ts';
import { validationError } from '../errors.ts';
import { type ItemWrite, type PlanWrite, planDelete, planPut, writeRow } from '../item-write.ts';
import { batchPermissions } from '../permissions.ts';
import { byTableName, operationShape, readRequest } from '../request.ts';

interface WriteRequest {
  readonly PutRequest?: { readonly Item: Item };
  readonly DeleteRequest?: { readonly Key: Item };
}
interface BatchWriteItemRequest {
  readonly RequestItems: Readonly<Record<string, readonly WriteRequest[]>>;
  readonly ReturnConsumedCapacity?: ReturnConsumedCapacity;
}

const SHAPE = operationShape('batchWriteItem');

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html */
const WRITES_MAX = 25;

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html */
export const batchWriteItem = (context: DynamoDbContext): JsonOperation<object> => ({
  permissions: (input) => batchPermissions(context.account, 'BatchWriteItem', input),
  run(input) {
    const request = readRequest<BatchWriteItemRequest>(byTableName(input), SHAPE);
    const requests = Object.entries(request.RequestItems).map(([name, writes]) => ({
      name,
      plans: writes.map((write) => planOf(name, write, context)),
    }));
    if (requests.reduce((count, { plans }) => count + plans.length, 0) > WRITES_MAX) {
      throw validationError('Too many items requested for the BatchWriteItem call');
    }
    const writes = requests.map(({ name, plans }) => fitTable(plans, context, name));
    const capacities = context.store.write(() => writes.flatMap((ofTable) => writeAll(context, ofTable, request.ReturnConsumedCapacity)));
    return { UnprocessedItems: {}, ...(capacities.length > 0 && { ConsumedCapacity: capacities }) };
  },
});

const planOf = (TableName: string, write: WriteRequest, { parse }: DynamoDbContext): PlanWrite => {
  if (Object.keys(write).length !== 1) {
    throw validationError('Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes');
  }
  if (write.PutRequest !== undefined) return planPut({ TableName, Item: write.PutRequest.Item }, parse);
  return planDelete({ TableName, Key: write.DeleteRequest?.Key ?? {} }, parse);
};

const fitTable = (plans: readonly PlanWrite[], { tables }: DynamoDbContext, name: string): ItemWrite[] => {
  const table = tables.get(name);
  const seen = new Set<string>();
  return plans.map((plan) => {
    const write = asKeyMismatch(() => plan(table));
    const key = `${write.key.hash.toString('hex')}/${write.key.range.toString('hex')}`;
    if (seen.has(key)) throw validationError('Provided list of item keys contains duplicates');
    seen.add(key);
    return write;
  });
};

/** In a batch, AWS has one message for every key that does not match the schema. */
const asKeyMismatch = <T>(work: () => T): T => {
  try {
    return work();
  } catch (error) {
    if (error instanceof AwsError && /Missing the key|Type mismatch for key/.test(error.message)) {
      throw validationError('The provided key element does not match the schema');
    }
    throw error;
  }
};

const writeAll = (context: DynamoDbContext, writes: readonly ItemWrite[], asked: ReturnConsumedCapacity): ConsumedCapacity[] => {
  let units = 0;
  for (const write of writes) {
    const old = context.items.get(write.table, write.key);
    const next = write.next(old);
    writeRow(context, write, old, next);
    units += writeUnits(old, next);
  }
  const table = writes[0]?.table;
  const { ConsumedCapacity } = table === undefined ? {} : consumedCapacity(asked, table, () => units);
  return ConsumedCapacity === undefined ? [] : [ConsumedCapacity];
};
