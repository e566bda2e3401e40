import { AwsError } from '@plumbline/local-aws-kernel';
import { checksumHeader } from './checksum.ts';
import { NULL_VERSION, type ObjectVersion } from './object-table.ts';
import { invalidArgument } from './s3-errors.ts';

/** Headers that S3 stores with an object and returns unchanged. */
const KEPT = [
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-language',
  'content-type',
  'expires',
  'x-amz-storage-class',
  'x-amz-website-redirect-location',
  'x-amz-server-side-encryption',
  'x-amz-server-side-encryption-aws-kms-key-id',
];
const USER_METADATA = 'x-amz-meta-';

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html */
const USER_METADATA_BYTES_MAX = 2_048;
/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html */
const TAGS_MAX = 10;

/** The request headers that become the object's. */
export const readObjectHeaders = (headers: Readonly<Record<string, string>>): Record<string, string> => {
  const kept: Record<string, string> = {};
  let bytes = 0;
  for (const [name, value] of Object.entries(headers)) {
    if (name.startsWith(USER_METADATA)) bytes += Buffer.byteLength(name) - USER_METADATA.length + Buffer.byteLength(value);
    else if (!KEPT.includes(name)) continue;
    kept[name] = value;
  }
  if (bytes > USER_METADATA_BYTES_MAX) {
    throw new AwsError('MetadataTooLarge', 'Your metadata headers exceed the maximum allowed metadata size', {
      fields: { Size: String(bytes), MaxSizeAllowed: String(USER_METADATA_BYTES_MAX) },
    });
  }
  // aws-chunked describes the transfer, not the content.
  const encodings = (kept['content-encoding'] ?? '').split(',').map((part) => part.trim());
  const encoding = encodings.filter((part) => part !== '' && part !== 'aws-chunked').join(',');
  if (encoding === '') delete kept['content-encoding'];
  else kept['content-encoding'] = encoding;
  return { 'content-type': 'binary/octet-stream', 'x-amz-server-side-encryption': 'AES256', ...kept };
};

/** `x-amz-tagging`, in the form of a query. */
export const readTaggingHeader = (header: string | undefined): Record<string, string> => checkTags([...new URLSearchParams(header ?? '')]);

export const checkTags = (tags: readonly (readonly [string, string])[]): Record<string, string> => {
  if (tags.length > TAGS_MAX) throw new AwsError('BadRequest', `Object tags cannot be greater than ${TAGS_MAX}`);
  const checked: Record<string, string> = {};
  for (const [name, value] of tags) {
    if (name === '' || name.length > 128) throw new AwsError('InvalidTag', 'The TagKey you have provided is invalid');
    if (value.length > 256) throw new AwsError('InvalidTag', 'The TagValue you have provided is invalid');
    if (Object.hasOwn(checked, name)) throw invalidArgument('Cannot provide multiple Tags with the same key', 'x-amz-tagging', name);
    checked[name] = value;
  }
  return checked;
};

/** The headers of a version in GET and HEAD responses, without its length. */
export const objectHeaders = (version: ObjectVersion, withChecksum: boolean): Record<string, string> => {
  const { headers, tags, checksum } = version.metadata;
  const tagCount = Object.keys(tags).length;
  // S3 omits STANDARD.
  const { 'x-amz-storage-class': storageClass, ...kept } = headers;
  return {
    ...kept,
    ...(storageClass === undefined || storageClass === 'STANDARD' ? {} : { 'x-amz-storage-class': storageClass }),
    etag: `"${version.etag}"`,
    'last-modified': new Date(version.modifiedAtMs).toUTCString(),
    'accept-ranges': 'bytes',
    ...versionHeader(version),
    ...(tagCount === 0 ? {} : { 'x-amz-tagging-count': String(tagCount) }),
    ...(withChecksum && checksum !== undefined
      ? { [checksumHeader(checksum.algorithm)]: checksum.value, 'x-amz-checksum-type': checksum.type }
      : {}),
  };
};

/** `x-amz-version-id`, which an unversioned bucket does not return. */
export const versionHeader = (version: { readonly versionId: string | undefined }): Record<string, string> =>
  version.versionId === undefined || version.versionId === NULL_VERSION ? {} : { 'x-amz-version-id': version.versionId };
