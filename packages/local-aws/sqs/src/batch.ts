import { AwsError } from '@plumbline/local-aws-kernel';
import { faultOf, queryCodeOf } from './sqs-errors.ts';

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-batch-api-actions.html */
export const BATCH_ENTRIES_MAX = 10;

const ENTRY_ID = /^[A-Za-z0-9_-]{1,80}$/;

export interface BatchEntry {
  readonly Id: string;
}

export interface BatchResult<R> {
  readonly Successful: readonly (R & BatchEntry)[];
  readonly Failed: readonly (BatchEntry & { readonly Code: string; readonly Message: string; readonly SenderFault: boolean })[];
}

/** Runs an operation for each entry. The error of one entry is reported for that entry; the others succeed. */
export const runBatch = <E extends BatchEntry, R extends object>(entries: readonly E[], run: (entry: E) => R): BatchResult<R> => {
  const successful: (R & BatchEntry)[] = [];
  const failed: BatchResult<R>['Failed'][number][] = [];
  for (const entry of entries) {
    try {
      successful.push({ Id: entry.Id, ...run(entry) });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      failed.push({ Id: entry.Id, Code: queryCodeOf(error), Message: error.message, SenderFault: faultOf(error) === 'Sender' });
    }
  }
  return { Successful: successful, Failed: failed };
};

/** Throws AWS's errors for a batch that is invalid as a whole. */
export const checkBatch = <E extends BatchEntry>(entries: readonly E[] | undefined, entryType: string): readonly E[] => {
  if (entries === undefined || entries.length === 0) {
    throw new AwsError('EmptyBatchRequest', `There should be at least one ${entryType} in the request.`);
  }
  if (entries.length > BATCH_ENTRIES_MAX) {
    throw new AwsError(
      'TooManyEntriesInBatchRequest',
      `Maximum number of entries per request are ${BATCH_ENTRIES_MAX}. You have sent ${entries.length}.`,
    );
  }
  const seen = new Set<string>();
  for (const { Id } of entries) {
    if (!ENTRY_ID.test(Id)) {
      throw new AwsError(
        'InvalidBatchEntryId',
        'A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.',
      );
    }
    if (seen.has(Id)) throw new AwsError('BatchEntryIdsNotDistinct', `Id ${Id} repeated.`);
    seen.add(Id);
  }
  return entries;
};
