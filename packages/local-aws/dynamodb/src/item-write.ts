import type { Item } from './attribute-value.ts';
import { satisfies } from './condition.ts';
import type { DynamoDbContext } from './dynamodb-context.ts';
import { conditionalCheckFailed, validationError } from './errors.ts';
import { expiryOf } from './expiry.ts';
import type { Expressions, ParseExpressions } from './expressions.ts';
import { ITEM_BYTES_MAX, itemSize } from './item-size.ts';
import { checkedItemKey, checkedKey, checkUpdatedIndexKeys, checkUpdatePaths } from './key-check.ts';
import type { ExpressionRequest } from './parse-expressions.ts';
import { checkAttributeValues } from './request.ts';
import type { RowKey, Table } from './table.ts';
import { applyUpdate } from './update-expression.ts';

/** A write that is valid for its table, ready to run alone or in a transaction. */
export interface ItemWrite {
  readonly table: Table;
  readonly key: RowKey;
  readonly request: ConditionalRequest;
  readonly expressions: Expressions;
  /** The item after the write; `undefined` if it is deleted. */
  readonly next: (old: Item | undefined) => Item | undefined;
}

export interface ConditionalRequest extends ExpressionRequest {
  readonly TableName: string;
  readonly ReturnValuesOnConditionCheckFailure?: 'ALL_OLD' | 'NONE';
}
export type PutRequest = ConditionalRequest & { readonly Item: Item };
export type KeyRequest = ConditionalRequest & { readonly Key: Item };

/** The second of two steps: the first one has thrown the errors of the request alone; this one throws those that depend on the table. */
export type PlanWrite = (table: Table) => ItemWrite;

export const planPut = (request: PutRequest, parse: ParseExpressions): PlanWrite => {
  checkAttributeValues(request.Item);
  if (itemSize(request.Item) > ITEM_BYTES_MAX) throw validationError('Item size has exceeded the maximum allowed size');
  const expressions = parse(request);
  return (table) => ({ table, key: checkedItemKey(request.Item, table), request, expressions, next: () => request.Item });
};

export const planDelete = (request: KeyRequest, parse: ParseExpressions): PlanWrite => planByKey(request, parse, () => undefined);

/** A condition on an item that the transaction does not write. */
export const planCheck = (request: KeyRequest, parse: ParseExpressions): PlanWrite => planByKey(request, parse, (old) => old);

export const planUpdate = (request: KeyRequest, parse: ParseExpressions): PlanWrite => {
  checkAttributeValues(request.Key);
  const expressions = parse(request);
  return (table) => {
    const key = checkedKey(request.Key, table);
    if (expressions.update !== undefined) checkUpdatePaths(expressions.update, table);
    return { table, key, request, expressions, next: (old) => updated(table, request.Key, expressions, old) };
  };
};

/** The item in the row, after its condition is satisfied. */
export const checkedOldItem = ({ items }: DynamoDbContext, { table, key, request, expressions }: ItemWrite): Item | undefined => {
  const old = items.get(table, key);
  const { condition, values } = expressions;
  if (condition !== undefined && !satisfies(old ?? {}, condition.condition, values)) {
    throw conditionalCheckFailed(request.ReturnValuesOnConditionCheckFailure === 'ALL_OLD' ? old : undefined);
  }
  return old;
};

/** Writes the row, its index rows and its stream record. Call inside `store.write`. */
export const writeRow = (
  { items, streams, timeToLive }: DynamoDbContext,
  { table, key }: ItemWrite,
  old: Item | undefined,
  next: Item | undefined,
): void => {
  if (old === next) return;
  streams.append(table, { old, next, byTimeToLive: false });
  if (next === undefined) {
    if (old !== undefined) items.delete(table, key, old);
    return;
  }
  items.put(table, key, next, old);
  timeToLive.itemWritten(expiryOf(table, next));
};

const planByKey = (request: KeyRequest, parse: ParseExpressions, next: ItemWrite['next']): PlanWrite => {
  checkAttributeValues(request.Key);
  const expressions = parse(request);
  return (table) => ({ table, key: checkedKey(request.Key, table), request, expressions, next });
};

const updated = (table: Table, key: Item, { update, values }: Expressions, old: Item | undefined): Item | undefined => {
  if (update === undefined) return old ?? key;
  // AWS does not create an item in order to remove attributes from it.
  if (old === undefined && update.actions.every(({ kind }) => kind === 'remove' || kind === 'delete')) return undefined;
  const item = applyUpdate(old ?? key, update, values);
  if (itemSize(item) > ITEM_BYTES_MAX) throw validationError('Item size to update has exceeded the maximum allowed size');
  checkUpdatedIndexKeys(item, table);
  return item;
};
