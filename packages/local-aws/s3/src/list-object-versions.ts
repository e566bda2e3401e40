import { bucketFor } from './access.ts';
import { commonPrefixesContent, objectContent, ownerContent, readListQuery } from './list-content.ts';
import { behindPrefix, commonPrefixOf, compareKeys } from './listing.ts';
import type { ObjectVersion } from './object-table.ts';
import type { S3Context, S3Operation } from './s3-context.ts';
import { invalidArgument } from './s3-errors.ts';
import { xmlAnswer } from './xml-answer.ts';

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectVersions.html */
export const listObjectVersions: S3Operation = (context, request) => {
  const bucket = bucketFor(context, request, 's3:ListBucketVersions');
  const { prefix, delimiter, max, encode, encodingType } = readListQuery(request.query);
  const keyMarker = request.query.get('key-marker') ?? '';
  const versionMarker = request.query.get('version-id-marker') ?? '';
  if (versionMarker !== '' && keyMarker === '') {
    throw invalidArgument('A version-id marker cannot be specified without a key marker.', 'version-id-marker', versionMarker);
  }
  const page = pageOf(context, bucket.name, { prefix, delimiter, max, keyMarker, versionMarker });
  const identity = (version: ObjectVersion) => ({ VersionId: version.versionId, IsLatest: version.latest });
  return xmlAnswer('ListVersionsResult', {
    Name: bucket.name,
    Prefix: encode(prefix),
    KeyMarker: encode(keyMarker),
    VersionIdMarker: versionMarker,
    NextKeyMarker: page.next === undefined ? undefined : encode(page.next.key),
    NextVersionIdMarker: page.next?.versionId,
    MaxKeys: max,
    Delimiter: delimiter === '' ? undefined : encode(delimiter),
    EncodingType: encodingType,
    IsTruncated: page.next !== undefined,
    Version: page.versions
      .filter(({ deleteMarker }) => !deleteMarker)
      .map((version) => ({ ...(objectContent(context, version, encode, true) as object), ...identity(version) })),
    DeleteMarker: page.versions
      .filter(({ deleteMarker }) => deleteMarker)
      .map((marker) => ({
        Owner: ownerContent(context),
        Key: encode(marker.key),
        ...identity(marker),
        LastModified: new Date(marker.modifiedAtMs).toISOString(),
      })),
    CommonPrefixes: commonPrefixesContent(page.commonPrefixes, encode),
  });
};

interface VersionsQuery {
  readonly prefix: string;
  readonly delimiter: string;
  readonly max: number;
  readonly keyMarker: string;
  readonly versionMarker: string;
}

interface VersionsPage {
  readonly versions: readonly ObjectVersion[];
  readonly commonPrefixes: readonly string[];
  /** The start of the next page, if any. */
  readonly next: { readonly key: string; readonly versionId: string | undefined } | undefined;
}

const ROWS = 200;

const pageOf = (context: S3Context, bucket: string, query: VersionsQuery): VersionsPage => {
  const versions: ObjectVersion[] = [];
  const commonPrefixes: string[] = [];
  let last: VersionsPage['next'];
  let from = startOf(context, bucket, query);
  while (query.max > 0) {
    const found = context.objects.versions(bucket, from.key, from.beforeId, ROWS);
    let jumped = false;
    for (const version of found) {
      if (!version.key.startsWith(query.prefix)) return { versions, commonPrefixes, next: undefined };
      if (versions.length + commonPrefixes.length === query.max) return { versions, commonPrefixes, next: last };
      const common = commonPrefixOf(version.key, query.prefix, query.delimiter);
      if (common !== undefined) {
        commonPrefixes.push(common);
        last = { key: common, versionId: undefined };
        const behind = behindPrefix(common);
        if (behind.end) return { versions, commonPrefixes, next: undefined };
        from = { key: behind.key, beforeId: Number.MAX_SAFE_INTEGER };
        jumped = true;
        break;
      }
      versions.push(version);
      last = { key: version.key, versionId: version.versionId };
      from = { key: version.key, beforeId: version.id };
    }
    if (found.length === 0 || (!jumped && found.length < ROWS)) break;
  }
  return { versions, commonPrefixes, next: undefined };
};

const startOf = (context: S3Context, bucket: string, query: VersionsQuery) => {
  const { prefix, delimiter, keyMarker, versionMarker } = query;
  const all = Number.MAX_SAFE_INTEGER;
  if (keyMarker === '' || compareKeys(keyMarker, prefix) < 0) return { key: prefix, beforeId: all };
  if (keyMarker.startsWith(prefix) && commonPrefixOf(keyMarker, prefix, delimiter) === keyMarker) {
    return { key: behindPrefix(keyMarker).key, beforeId: all };
  }
  // Without a version marker, all versions of the marker's key have been listed.
  return { key: keyMarker, beforeId: context.objects.version(bucket, keyMarker, versionMarker)?.id ?? 0 };
};
