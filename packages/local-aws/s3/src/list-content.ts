import type { XmlContent } from '@plumbline/local-aws-kernel';
import { KEYS_PER_PAGE_MAX } from './listing.ts';
import type { ObjectVersion } from './object-table.ts';
import type { S3Context } from './s3-context.ts';
import { invalidArgument } from './s3-errors.ts';

/** The parameters of every listing. */
export interface ListQuery {
  readonly prefix: string;
  readonly delimiter: string;
  readonly max: number;
  readonly encodingType: 'url' | undefined;
  /** Writes a key in the encoding that the caller requested. */
  readonly encode: (key: string) => string;
}

export const readListQuery = (query: URLSearchParams, maxName = 'max-keys'): ListQuery => {
  const encoding = query.get('encoding-type') ?? undefined;
  if (encoding !== undefined && encoding !== 'url')
    throw invalidArgument('Invalid Encoding Method specified in Request', 'encoding-type', encoding);
  return {
    prefix: query.get('prefix') ?? '',
    delimiter: query.get('delimiter') ?? '',
    max: readMax(query.get(maxName), maxName),
    encodingType: encoding,
    encode: encoding === 'url' ? encodeKey : (key) => key,
  };
};

export const objectContent = (context: S3Context, object: ObjectVersion, encode: ListQuery['encode'], owner: boolean): XmlContent => ({
  Key: encode(object.key),
  LastModified: new Date(object.modifiedAtMs).toISOString(),
  ETag: `"${object.etag}"`,
  ChecksumAlgorithm: object.metadata.checksum?.algorithm,
  ChecksumType: object.metadata.checksum?.type,
  Size: object.size,
  Owner: owner ? ownerContent(context) : undefined,
  StorageClass: storageClassOf(object),
});

export const commonPrefixesContent = (prefixes: readonly string[], encode: ListQuery['encode']): readonly XmlContent[] =>
  prefixes.map((prefix) => ({ Prefix: encode(prefix) }));

export const ownerContent = (context: S3Context): XmlContent => ({ ID: context.account.accountId.padStart(64, '0') });

export const storageClassOf = (object: ObjectVersion): string => object.metadata.headers['x-amz-storage-class'] ?? 'STANDARD';

const readMax = (value: string | null, name: string): number => {
  if (value === null || value === '') return KEYS_PER_PAGE_MAX;
  const max = Number(value);
  if (!/^\d{1,10}$/.test(value)) throw invalidArgument(`Provided ${name} not an integer or within integer range`, name, value);
  return Math.min(max, KEYS_PER_PAGE_MAX);
};

/** As S3 does for `encoding-type=url`: form encoding that keeps slashes. */
const encodeKey = (key: string): string =>
  encodeURIComponent(key)
    .replace(/%20/g, '+')
    .replace(/%2F/g, '/')
    .replace(/[!'()~]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
