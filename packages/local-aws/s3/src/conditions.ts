import { AwsError } from '@plumbline/local-aws-kernel';
import type { ObjectVersion } from './object-table.ts';
import { noSuchKey, preconditionFailed } from './s3-errors.ts';

type Headers = Readonly<Record<string, string>>;

/**
 * Checks the conditions of a read. Throws 412; returns false for "not modified".
 * @param prefix `x-amz-copy-source-` for the source of a copy.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-reads.html
 */
export const checkRead = (headers: Headers, version: ObjectVersion, prefix = ''): boolean => {
  const ifMatch = headers[`${prefix}if-match`];
  const ifNoneMatch = headers[`${prefix}if-none-match`];
  // In seconds, the precision of the header.
  const modifiedAtMs = Math.floor(version.modifiedAtMs / 1_000) * 1_000;
  const unmodifiedSince = timeOf(headers[`${prefix}if-unmodified-since`]);
  if (ifMatch !== undefined) {
    if (!namesEtag(ifMatch, version.etag)) throw preconditionFailed(`${prefix}If-Match`);
  } else if (unmodifiedSince !== undefined && modifiedAtMs > unmodifiedSince) {
    throw preconditionFailed(`${prefix}If-Unmodified-Since`);
  }
  if (ifNoneMatch !== undefined) return !namesEtag(ifNoneMatch, version.etag);
  const modifiedSince = timeOf(headers[`${prefix}if-modified-since`]);
  return modifiedSince === undefined || modifiedAtMs > modifiedSince;
};

/**
 * Checks the conditions of a write against the current version of the key.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
 */
export const checkWrite = (headers: Headers, key: string, current: ObjectVersion | undefined): void => {
  const ifNoneMatch = headers['if-none-match'];
  if (ifNoneMatch !== undefined) {
    if (ifNoneMatch !== '*') {
      throw headerNotImplemented('If-None-Match', "We don't accept the provided value of If-None-Match header for this API");
    }
    if (current !== undefined && !current.deleteMarker) throw preconditionFailed('If-None-Match');
  }
  checkMatch(headers['if-match'], key, current);
};

/**
 * Checks the conditions of a deletion against the current version of the key. Time and size are conditions of directory buckets only,
 * and a deletion of a version accepts no condition: the issues below document AWS's responses.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-deletes.html
 * @see https://github.com/localstack/localstack/issues/13894
 * @see https://github.com/ministackorg/ministack/issues/1475
 */
export const checkDelete = (
  { etag, time, size }: DeleteConditions,
  versionId: string | undefined,
  key: string,
  current: ObjectVersion | undefined,
): void => {
  if (time !== undefined) throw headerNotImplemented('x-amz-if-match-last-modified-time');
  if (size !== undefined) throw headerNotImplemented('x-amz-if-match-size');
  if (etag !== undefined && versionId !== undefined) throw headerNotImplemented('If-Match');
  checkMatch(etag, key, current);
};

/** The conditions of a deletion. */
export interface DeleteConditions {
  readonly etag: string | undefined;
  readonly time: string | undefined;
  readonly size: string | undefined;
}

const checkMatch = (ifMatch: string | undefined, key: string, current: ObjectVersion | undefined): void => {
  if (ifMatch === undefined) return;
  if (current === undefined || current.deleteMarker) throw noSuchKey(key);
  if (!namesEtag(ifMatch, current.etag)) throw preconditionFailed('If-Match');
};

const headerNotImplemented = (header: string, additionalMessage?: string): AwsError =>
  new AwsError('NotImplemented', 'A header you provided implies functionality that is not implemented', {
    status: 501,
    fields: { Header: header, ...(additionalMessage !== undefined && { additionalMessage }) },
  });

const namesEtag = (header: string, etag: string): boolean =>
  header.split(',').some((part) => {
    const stated = part.trim().replace(/^W\//, '').replace(/^"|"$/g, '');
    return stated === '*' || stated === etag;
  });

const timeOf = (header: string | undefined): number | undefined => {
  const time = Date.parse(header ?? '');
  return Number.isNaN(time) ? undefined : time;
};
