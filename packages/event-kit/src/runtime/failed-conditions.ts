/** DynamoDB's TransactionCanceledException, recognised by its name: a bundle may contain two copies of a class. */
interface TransactionCancelled {
  readonly name: 'TransactionCanceledException';
  readonly CancellationReasons?: readonly { readonly Code?: string; readonly Item?: StoredItem }[];
}

/** An item in DynamoDB's format; the document client does not convert the items of errors. */
export type StoredItem = Readonly<Record<string, { readonly S?: string }>>;

/**
 * The writes of a cancelled transaction that failed on their condition, by position, with the existing item if the write requested it.
 * `undefined` when the error is another one, or a write failed for another reason.
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
