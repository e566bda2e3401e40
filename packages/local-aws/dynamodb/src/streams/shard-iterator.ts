import { AwsError } from '@plumbline/local-aws-kernel';
import { validationError } from '../errors.ts';

/** A position in a shard, in the opaque form that clients pass on. */
export interface ShardIterator {
  readonly streamArn: string;
  /** The sequence number before the next record. */
  readonly after: string;
  readonly expiresAtMs: number;
}

/** "A shard iterator expires 15 minutes after it is retrieved", API_streams_GetShardIterator.html */
export const ITERATOR_MS = 15 * 60 * 1_000;

export const writeShardIterator = ({ streamArn, after, expiresAtMs }: ShardIterator): string =>
  `${streamArn}|1|${Buffer.from(JSON.stringify({ after, expiresAtMs })).toString('base64')}`;

/** Throws ValidationException, ExpiredIteratorException. */
export const readShardIterator = (text: string, nowMs: number): ShardIterator => {
  const [streamArn = '', , position = ''] = text.split('|');
  const iterator = { streamArn, ...parse(position) };
  if (iterator.expiresAtMs < nowMs)
    throw new AwsError('ExpiredIteratorException', 'Iterator expired. The iterator was created more than 15 minutes ago.');
  return iterator;
};

const parse = (position: string): Omit<ShardIterator, 'streamArn'> => {
  try {
    const { after, expiresAtMs } = JSON.parse(Buffer.from(position, 'base64').toString('utf8')) as Partial<ShardIterator>;
    if (typeof after === 'string' && typeof expiresAtMs === 'number') return { after, expiresAtMs };
  } catch {
    // Reported below, like any other text that is not an iterator.
  }
  throw validationError('Invalid ShardIterator');
};
