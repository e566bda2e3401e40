import type { AwsRequest } from '@plumbline/local-aws-kernel';
import { AwsError } from '@plumbline/local-aws-kernel';

/** Rejects an expired presigned URL. */
export const checkPresignedExpiry = ({ query }: AwsRequest, nowMs: number): void => {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(query.get('X-Amz-Date') ?? '');
  if (match === null || !query.has('X-Amz-Expires')) return;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1).map(Number);
  const seconds = Number(query.get('X-Amz-Expires'));
  if (Date.UTC(year, month - 1, day, hour, minute, second) + seconds * 1_000 >= nowMs) return;
  throw new AwsError('AccessDenied', 'Request has expired', { status: 403, fields: { 'X-Amz-Expires': String(seconds) } });
};
