import type { JsonOperation } from '@plumbline/local-aws-kernel';
import { type ReturnConsumedCapacity, readUnits, TRANSACTION_FACTOR } from '../consumed-capacity.ts';
import type { Shape } from '../dynalite.ts';
import type { DynamoDbContext } from '../dynamodb-context.ts';
import { validationError } from '../errors.ts';
import { type GetRequest, type PlanGet, planGet, type ReadItem } from '../item-read.ts';
import { itemSize } from '../item-size.ts';
import { transactionPermissions } from '../permissions.ts';
import { checkExpressionParameters, readRequest, TABLE_NAME_SHAPE, withTableNames } from '../request.ts';
import type { Table } from '../table.ts';
import { cancellationReason, NOT_THE_REASON, transactionCancelled } from '../transaction-cancelled.ts';
import { capacityByTable } from '../transaction-capacity.ts';
import { TRANSACTION_ITEMS_MAX } from '../write-transaction.ts';

interface TransactGetItemsRequest {
  readonly TransactItems: readonly { readonly Get?: GetRequest & { readonly TableName: string } }[];
  readonly ReturnConsumedCapacity?: ReturnConsumedCapacity;
}

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactGetItems.html */
export const transactGetItems = (context: DynamoDbContext): JsonOperation<object> => ({
  permissions: (input) => transactionPermissions(context.account, { Get: 'GetItem' }, input),
  run(input) {
    const request = readRequest<TransactGetItemsRequest>(withTableNames(input), SHAPE);
    const gets = request.TransactItems.map(({ Get }) => {
      if (Get === undefined) throw validationError('TransactItems can only contain Get');
      checkExpressionParameters(Get, ['ProjectionExpression']);
      return { tableName: Get.TableName, plan: planGet(Get, context.parse) };
    });
    const plans = gets.map(({ tableName, plan }) => ({ table: context.tables.get(tableName), plan }));
    const found = plans.map(({ table, plan }, position) => ({ table, ...readOne(context, plan, table, position, plans.length) }));
    return {
      Responses: found.map(({ projected }) => (projected === undefined ? {} : { Item: projected })),
      ...capacityByTable(
        request.ReturnConsumedCapacity,
        found.map(({ table, item }) => ({ table, units: () => TRANSACTION_FACTOR * readUnits(item ? itemSize(item) : 0, true) })),
      ),
    };
  },
});

const readOne = ({ items }: DynamoDbContext, plan: PlanGet, table: Table, position: number, count: number): ReadItem => {
  try {
    return plan(items, table);
  } catch (error) {
    const reason = cancellationReason(error);
    throw transactionCancelled(Array.from({ length: count }, (_, i) => (i === position ? reason : NOT_THE_REASON)));
  }
};

const SHAPE: Shape = {
  TransactItems: {
    type: 'List',
    notNull: true,
    lengthGreaterThanOrEqual: 1,
    lengthLessThanOrEqual: TRANSACTION_ITEMS_MAX,
    children: {
      type: 'ValueStruct<TransactGetItem>',
      children: {
        Get: {
          type: 'FieldStruct<Get>',
          notNull: true,
          children: {
            TableName: TABLE_NAME_SHAPE,
            Key: { type: 'Map<AttributeValue>', notNull: true, children: 'AttrStruct<ValueStruct>' },
            ProjectionExpression: { type: 'String' },
            ExpressionAttributeNames: { type: 'Map<java.lang.String>', children: 'String' },
          },
        },
      },
    },
  },
  ReturnConsumedCapacity: { type: 'String', enum: ['INDEXES', 'TOTAL', 'NONE'] },
};
