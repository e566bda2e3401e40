import type { Addition, AddUp } from './addition.ts';

/** Adds one event; one that was counted before changes nothing. */
export const addOnce =
  (add: AddUp) =>
  async (addition: Addition): Promise<void> => {
    try {
      await add([addition]);
    } catch (error) {
      if (!wasCounted(error)) throw error;
    }
  };

/** DynamoDB's answer to a transaction whose condition failed, and nothing else. It is told by its name: a bundle may hold two copies of a class. */
const wasCounted = (error: unknown): boolean =>
  error instanceof Error &&
  error.name === 'TransactionCanceledException' &&
  reasonsOf(error).every(({ Code = 'None' }) => Code === 'None' || Code === 'ConditionalCheckFailed');

const reasonsOf = (error: Error & { readonly CancellationReasons?: readonly { readonly Code?: string }[] }) =>
  error.CancellationReasons ?? [{ Code: 'unknown' }];
