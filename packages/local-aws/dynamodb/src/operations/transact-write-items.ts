import type { JsonOperation } from '@plumbline/local-aws-kernel';
import type { Item } from '../attribute-value.ts';
import { type ReturnConsumedCapacity, TRANSACTION_FACTOR, writeUnits } from '../consumed-capacity.ts';
import type { DynamoDbContext } from '../dynamodb-context.ts';
import { validationError } from '../errors.ts';
import { checkedOldItem, type ItemWrite, type PlanWrite, writeRow } from '../item-write.ts';
import { transactionPermissions } from '../permissions.ts';
import { type CancellationReason, cancellationReason, NOT_THE_REASON, transactionCancelled } from '../transaction-cancelled.ts';
import { capacityByTable } from '../transaction-capacity.ts';
import type { TransactionTokens } from '../transaction-token.ts';
import { readWriteTransaction, TRANSACTION_ACTIONS } from '../write-transaction.ts';

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html */
export const transactWriteItems = (context: DynamoDbContext, tokens: TransactionTokens): JsonOperation<object> => ({
  permissions: (input) => transactionPermissions(context.account, TRANSACTION_ACTIONS, input),
  run(input) {
    const transaction = readWriteTransaction(input, context.parse);
    const fitted = fitTables(transaction.parts, context);
    refuseRepeatedItems(fitted);
    if (tokens.wasDone(transaction.token, transaction.items)) return {};
    const done = prepareAll(fitted, context);
    context.store.write(() => {
      for (const { write, old, next } of done) writeRow(context, write, old, next);
      tokens.remember(transaction.token, transaction.items);
    });
    return capacityOf(done, transaction.returnConsumedCapacity);
  },
});

interface PreparedWrite {
  readonly write: ItemWrite;
  readonly old: Item | undefined;
  readonly next: Item | undefined;
}

/** The first part that is invalid for its table cancels the transaction before any condition is evaluated. */
const fitTables = (
  parts: readonly { readonly tableName: string; readonly plan: PlanWrite }[],
  { tables }: DynamoDbContext,
): ItemWrite[] => {
  const tablesOfParts = parts.map(({ tableName }) => tables.get(tableName));
  return parts.map(({ plan }, position) => {
    try {
      return plan(tablesOfParts[position] as never);
    } catch (error) {
      const reason = cancellationReason(error);
      throw transactionCancelled(parts.map((_, i) => (i === position ? reason : NOT_THE_REASON)));
    }
  });
};

const refuseRepeatedItems = (writes: readonly ItemWrite[]): void => {
  const keys = new Set(writes.map(({ table, key }) => `${table.id}/${key.hash.toString('hex')}/${key.range.toString('hex')}`));
  if (keys.size < writes.length) throw validationError('Transaction request cannot include multiple operations on one item');
};

/** Evaluates every condition, so that the caller receives all failures. */
const prepareAll = (writes: readonly ItemWrite[], context: DynamoDbContext): PreparedWrite[] => {
  const reasons: CancellationReason[] = [];
  const prepared = writes.flatMap((write) => {
    try {
      const old = checkedOldItem(context, write);
      const next = write.next(old);
      reasons.push(NOT_THE_REASON);
      return [{ write, old, next }];
    } catch (error) {
      reasons.push(cancellationReason(error));
      return [];
    }
  });
  if (prepared.length < writes.length) throw transactionCancelled(reasons);
  return prepared;
};

const capacityOf = (done: readonly PreparedWrite[], asked: ReturnConsumedCapacity): object =>
  capacityByTable(
    asked,
    done.map(({ write, old, next }) => ({ table: write.table, units: () => TRANSACTION_FACTOR * writeUnits(old, next) })),
  );
