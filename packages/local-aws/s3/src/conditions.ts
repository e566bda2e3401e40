import { AwsError } from '@plumbline/local-aws-kernel';
import type { ObjectVersion } from './object-table.ts';
import { noSuchKey, preconditionFailed } from './s3-errors.ts';

type Headers = Readonly<Record<string, string>>;

/**
 * Checks the conditions of a read. Throws 412; answers false for "not modified".
 * @param prefix `x-amz-copy-source-` for the source of a copy.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-reads.html
 */
export const checkRead = (headers: Headers, version: ObjectVersion, prefix = ''): boolean => {
  const ifMatch = headers[`${prefix}if-match`];
  const ifNoneMatch = headers[`${prefix}if-none-match`];
  // Seconds, as the header tells them.
  const modifiedAtMs = Math.floor(version.modifiedAtMs / 1_000) * 1_000;
  const unmodifiedSince = timeOf(headers[`${prefix}if-unmodified-since`]);
  if (ifMatch !== undefined) {
    if (!namesEtag(ifMatch, version.etag)) throw preconditionFailed('If-Match');
  } else if (unmodifiedSince !== undefined && modifiedAtMs > unmodifiedSince) {
    throw preconditionFailed('If-Unmodified-Since');
  }
  if (ifNoneMatch !== undefined) return !namesEtag(ifNoneMatch, version.etag);
  const modifiedSince = timeOf(headers[`${prefix}if-modified-since`]);
  return modifiedSince === undefined || modifiedAtMs > modifiedSince;
};

/**
 * Checks the conditions of a write against what the key holds now.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
 */
export const checkWrite = (headers: Headers, key: string, current: ObjectVersion | undefined): void => {
  const existing = current === undefined || current.deleteMarker ? undefined : current;
  const ifNoneMatch = headers['if-none-match'];
  if (ifNoneMatch !== undefined) {
    if (ifNoneMatch !== '*') {
      throw new AwsError('NotImplemented', 'A header you provided implies functionality that is not implemented', {
        status: 501,
        fields: { Header: 'If-None-Match', additionalMessage: "We don't accept the provided value of If-None-Match header for this API" },
      });
    }
    if (existing !== undefined) throw preconditionFailed('If-None-Match');
  }
  const ifMatch = headers['if-match'];
  if (ifMatch === undefined) return;
  if (existing === undefined) throw noSuchKey(key);
  if (!namesEtag(ifMatch, existing.etag)) throw preconditionFailed('If-Match');
};

const namesEtag = (header: string, etag: string): boolean =>
  header.split(',').some((part) => {
    const stated = part.trim().replace(/^W\//, '').replace(/^"|"$/g, '');
    return stated === '*' || stated === etag;
  });

const timeOf = (header: string | undefined): number | undefined => {
  const time = Date.parse(header ?? '');
  return Number.isNaN(time) ? undefined : time;
};
