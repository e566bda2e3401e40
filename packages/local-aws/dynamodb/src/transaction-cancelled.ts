import { AwsError } from '@plumbline/local-aws-kernel';
import type { Item } from './attribute-value.ts';

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CancellationReason.html */
export interface CancellationReason {
  readonly Code: 'None' | 'ConditionalCheckFailed' | 'ValidationError';
  readonly Message?: string;
  readonly Item?: Item;
}

export const NOT_THE_REASON: CancellationReason = { Code: 'None' };

/** The error of a whole transaction: one reason for each of its items, in their order. */
export const transactionCancelled = (reasons: readonly CancellationReason[]): AwsError =>
  new AwsError(
    'TransactionCanceledException',
    `Transaction cancelled, please refer cancellation reasons for specific reasons [${reasons.map(({ Code }) => Code).join(', ')}]`,
    { fields: { CancellationReasons: reasons } },
  );

/** The cancellation reason of an error, reported item by item; any other error is rethrown. */
export const cancellationReason = (error: unknown): CancellationReason => {
  if (!(error instanceof AwsError)) throw error;
  if (error.code === 'ValidationException') return { Code: 'ValidationError', Message: error.message };
  if (error.code === 'ConditionalCheckFailedException') {
    return { Code: 'ConditionalCheckFailed', Message: error.message, ...(error.fields as { Item?: Item }) };
  }
  throw error;
};
