import type { Item } from './attribute-value.ts';
import type { DynamoDbContext } from './dynamodb-context.ts';
import { validationError } from './errors.ts';
import type { Expressions } from './expressions.ts';
import { checkedOldItem, type PlanWrite, writeRow } from './item-write.ts';
import type { Table } from './table.ts';

/** The result of one write. */
export interface WrittenItem {
  readonly table: Table;
  readonly expressions: Expressions;
  readonly old: Item | undefined;
  readonly next: Item | undefined;
}

/** Runs one planned write: condition, item and index rows in one transaction of the store. */
export const writeItem = (context: DynamoDbContext, tableName: string, plan: PlanWrite): WrittenItem => {
  const table = context.tables.get(tableName);
  const write = plan(table);
  const old = checkedOldItem(context, write);
  const next = write.next(old);
  context.store.write(() => writeRow(context, write, old, next));
  return { table, expressions: write.expressions, old, next };
};

/** PutItem and DeleteItem return the old item or nothing. */
export const checkReturnValues = (asked: string | undefined): void => {
  if (asked !== undefined && asked !== 'ALL_OLD' && asked !== 'NONE') throw validationError('ReturnValues can only be ALL_OLD or NONE');
};
