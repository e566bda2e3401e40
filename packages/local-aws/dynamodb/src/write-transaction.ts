import type { ReturnConsumedCapacity } from './consumed-capacity.ts';
import type { Shape } from './dynalite.ts';
import { validationError } from './errors.ts';
import type { ParseExpressions } from './expressions.ts';
import { type KeyRequest, type PlanWrite, type PutRequest, planCheck, planDelete, planPut, planUpdate } from './item-write.ts';
import {
  checkExpressionParameters,
  RETURN_VALUES_ON_CONDITION_CHECK_FAILURE,
  readRequest,
  TABLE_NAME_SHAPE,
  withTableNames,
} from './request.ts';

/** A TransactWriteItems request of which each part is well formed. The next step checks it against its table. */
export interface WriteTransaction {
  readonly parts: readonly { readonly tableName: string; readonly plan: PlanWrite }[];
  readonly items: readonly TransactWriteItem[];
  readonly token: string | undefined;
  readonly returnConsumedCapacity: ReturnConsumedCapacity;
}

interface TransactWriteItem {
  readonly Put?: PutRequest;
  readonly Update?: KeyRequest;
  readonly Delete?: KeyRequest;
  readonly ConditionCheck?: KeyRequest;
}

/** The IAM action of each kind of part. */
export const TRANSACTION_ACTIONS = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
} as const;

/** The request's limit in bytes and in items: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html */
const PAYLOAD_BYTES_MAX = 4 * 1024 * 1024;
export const TRANSACTION_ITEMS_MAX = 100;

export const readWriteTransaction = (input: object, parse: ParseExpressions): WriteTransaction => {
  const request = readRequest<{
    readonly TransactItems: readonly TransactWriteItem[];
    readonly ClientRequestToken?: string;
    readonly ReturnConsumedCapacity?: ReturnConsumedCapacity;
  }>(withTableNames(input), SHAPE);
  const items = request.TransactItems;
  const parts = items.map((item) => readPart(item, parse));
  if (Buffer.byteLength(JSON.stringify(items)) > PAYLOAD_BYTES_MAX) {
    throw validationError('Transaction payload size cannot exceed 4 MB');
  }
  return { parts, items, token: request.ClientRequestToken, returnConsumedCapacity: request.ReturnConsumedCapacity };
};

const readPart = (item: TransactWriteItem, parse: ParseExpressions): WriteTransaction['parts'][number] => {
  const [kind, ...others] = Object.keys(item) as (keyof TransactWriteItem)[];
  const request = kind === undefined ? undefined : item[kind];
  if (request === undefined || others.length > 0) {
    throw validationError('TransactItems can only contain one of Check, Put, Update or Delete');
  }
  checkExpressionParameters(request, kind === 'Update' ? ['UpdateExpression', 'ConditionExpression'] : ['ConditionExpression']);
  return { tableName: request.TableName, plan: planPart(item, parse) };
};

const planPart = ({ Put, Update, Delete, ConditionCheck }: TransactWriteItem, parse: ParseExpressions): PlanWrite => {
  if (Put !== undefined) return planPut(Put, parse);
  if (Update !== undefined) return planUpdate(Update, parse);
  if (Delete !== undefined) return planDelete(Delete, parse);
  return planCheck(ConditionCheck as KeyRequest, parse);
};

const ITEM_SHAPE: Shape = { type: 'Map<AttributeValue>', notNull: true, children: 'AttrStruct<ValueStruct>' };

const PART_SHAPE: Shape = {
  TableName: TABLE_NAME_SHAPE,
  ConditionExpression: { type: 'String' },
  ExpressionAttributeNames: { type: 'Map<java.lang.String>', children: 'String' },
  ExpressionAttributeValues: { type: 'Map<AttributeValue>', children: 'AttrStruct<ValueStruct>' },
  ...RETURN_VALUES_ON_CONDITION_CHECK_FAILURE,
};

const SHAPE: Shape = {
  TransactItems: {
    type: 'List',
    notNull: true,
    lengthGreaterThanOrEqual: 1,
    lengthLessThanOrEqual: TRANSACTION_ITEMS_MAX,
    children: {
      type: 'ValueStruct<TransactWriteItem>',
      children: {
        Put: { type: 'FieldStruct<Put>', children: { ...PART_SHAPE, Item: ITEM_SHAPE } },
        Update: {
          type: 'FieldStruct<Update>',
          children: { ...PART_SHAPE, Key: ITEM_SHAPE, UpdateExpression: { type: 'String', notNull: true } },
        },
        Delete: { type: 'FieldStruct<Delete>', children: { ...PART_SHAPE, Key: ITEM_SHAPE } },
        ConditionCheck: {
          type: 'FieldStruct<ConditionCheck>',
          children: { ...PART_SHAPE, Key: ITEM_SHAPE, ConditionExpression: { type: 'String', notNull: true } },
        },
      },
    },
  },
  ClientRequestToken: { type: 'String', lengthGreaterThanOrEqual: 1, lengthLessThanOrEqual: 36 },
  ReturnConsumedCapacity: { type: 'String', enum: ['INDEXES', 'TOTAL', 'NONE'] },
  ReturnItemCollectionMetrics: { type: 'String', enum: ['SIZE', 'NONE'] },
};
