import { readJson } from '@plumbline/eventbridge';

/**
 * The letter for a discarded batch of a stream.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-error-troubleshooting.html
 */
interface DiscardedBatch {
  /** Written by Lambda. */
  readonly requestContext?: { readonly functionArn?: string; readonly condition?: string; readonly approximateInvokeCount?: number };
  /** Written by a pipe. */
  readonly context?: { readonly partnerResourceArn?: string; readonly condition?: string };
  readonly DDBStreamBatchInfo?: {
    readonly batchSize?: number;
    readonly streamArn?: string;
    readonly startSequenceNumber?: string;
    readonly endSequenceNumber?: string;
  };
}

/** Reads the letter for a discarded batch of a stream. Returns `undefined` for another text. */
export const discardedRecords = (body: string) => {
  let letter: DiscardedBatch | null;
  try {
    letter = readJson(body) as DiscardedBatch | null;
  } catch {
    return undefined;
  }
  const batch = letter?.DDBStreamBatchInfo;
  if (letter === null || batch === undefined) return undefined;
  const { requestContext, context } = letter;
  const attempts = requestContext?.approximateInvokeCount;
  const [from, to] = [batch.startSequenceNumber, batch.endSequenceNumber];
  return {
    kind: 'records' as const,
    target: requestContext?.functionArn ?? context?.partnerResourceArn ?? '',
    text: `${batch.batchSize} records of ${batch.streamArn}`,
    code: requestContext?.condition ?? context?.condition ?? '',
    reason: `The sequence numbers are ${from} to ${to}. The stream keeps a record for 24 hours.`,
    ...(attempts !== undefined && { attempts: Number(attempts) }),
  };
};
