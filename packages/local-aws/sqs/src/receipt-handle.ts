import { randomUUID } from 'node:crypto';
import { AwsError } from '@plumbline/local-aws-kernel';

/** A receipt handle names one receive of one message: every receive returns a new one, and only the latest one is valid. */
export interface Receipt {
  readonly id: number;
  readonly receipt: string;
}

const PREFIX = 'AQEB';

export const newReceipt = (): string => randomUUID();

export const receiptHandleOf = ({ id, receipt }: Receipt): string => PREFIX + Buffer.from(`${id}:${receipt}`).toString('base64');

/** Throws ReceiptHandleIsInvalid for a string that is not a handle. */
export const readReceiptHandle = (handle: string): Receipt => {
  const match = handle.startsWith(PREFIX)
    ? /^(\d{1,16}):([0-9a-f-]{36})$/.exec(Buffer.from(handle.slice(PREFIX.length), 'base64').toString())
    : null;
  if (match === null) {
    throw new AwsError('ReceiptHandleIsInvalid', `The input receipt handle "${handle}" is not a valid receipt handle.`, { status: 404 });
  }
  return { id: Number(match[1]), receipt: match[2] as string };
};
