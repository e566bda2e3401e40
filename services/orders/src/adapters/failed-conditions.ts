/** DynamoDB's TransactionCanceledException, told by its name: a bundle may hold two copies of a class. */
interface TransactionCancelled {
  readonly name: 'TransactionCanceledException';
  readonly CancellationReasons?: readonly { readonly Code?: string }[];
}

/**
 * Which writes of a cancelled transaction failed on their condition, by position; `undefined` when the error is another one
 * or any write failed for another reason.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html
 */
export const failedConditions = (error: unknown): ReadonlySet<number> | undefined => {
  if (!isCancelled(error)) return undefined;
  const codes = (error.CancellationReasons ?? []).map(({ Code }) => Code ?? 'None');
  if (codes.some((code) => code !== 'None' && code !== 'ConditionalCheckFailed')) return undefined;
  return new Set(codes.flatMap((code, position) => (code === 'ConditionalCheckFailed' ? [position] : [])));
};

const isCancelled = (error: unknown): error is TransactionCancelled =>
  error instanceof Error && error.name === 'TransactionCanceledException';
