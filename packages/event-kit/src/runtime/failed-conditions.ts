/** DynamoDB's TransactionCanceledException, told by its name: a bundle may hold two copies of a class. */
interface TransactionCancelled {
  readonly name: 'TransactionCanceledException';
  readonly CancellationReasons?: readonly { readonly Code?: string; readonly Item?: StoredItem }[];
}

/** An item as DynamoDB answers it; the document client leaves the items of errors as they are. */
export type StoredItem = Readonly<Record<string, { readonly S?: string }>>;

/**
 * Which writes of a cancelled transaction failed on their condition, by position, with the item that was there if the
 * write asked for it; `undefined` when the error is another one or any write failed for another reason.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html
 */
export const failedConditions = (error: unknown): ReadonlyMap<number, StoredItem> | undefined => {
  if (!isCancelled(error)) return undefined;
  const reasons = error.CancellationReasons ?? [];
  if (reasons.some(({ Code = 'None' }) => Code !== 'None' && Code !== 'ConditionalCheckFailed')) return undefined;
  return new Map(
    reasons.flatMap(({ Code, Item = {} }, position) => (Code === 'ConditionalCheckFailed' ? [[position, Item] as const] : [])),
  );
};

const isCancelled = (error: unknown): error is TransactionCancelled =>
  error instanceof Error && error.name === 'TransactionCanceledException';
