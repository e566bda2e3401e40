import type { StreamViewType } from './stream-view-type.ts';

/** A table's stream. A disabled one can be read for 24 hours more. */
export interface Stream {
  readonly id: number;
  readonly arn: string;
  /** The time of its creation, which ends its ARN. */
  readonly label: string;
  readonly tableName: string;
  readonly viewType: StreamViewType;
  readonly shardId: string;
  readonly createdAtMs: number;
  readonly disabledAtMs: number | undefined;
  /** The names of the table's keys, the partition key first. */
  readonly keyNames: readonly string[];
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Streams.html: "Data retention limit for DynamoDB Streams: 24 hours" */
export const RETENTION_MS = 24 * 60 * 60 * 1_000;

/** Sequence numbers have 21 to 40 digits, and sort as text: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_StreamRecord.html */
export const sequenceNumber = (id: number): string => `1${String(id).padStart(20, '0')}`;

/** The id in a sequence number; 0 for an empty text, before the first record. */
export const idOf = (number: string): number => (number === '' ? 0 : Number(number.slice(1)));
