import { AwsError, arnOf } from '@plumbline/local-aws-kernel';
import type { Bucket } from './buckets.ts';
import type { ObjectVersion } from './object-table.ts';
import type { S3Context, S3Request } from './s3-context.ts';
import { invalidArgument, noSuchKey, noSuchVersion } from './s3-errors.ts';

/** The bucket of a request. A missing bucket is reported before a missing permission. */
export const bucketFor = (context: S3Context, request: S3Request, action: string): Bucket => {
  const bucket = context.buckets.get(request.bucketName);
  request.authorize({ action, resource: bucketArn(context, bucket.name) });
  return bucket;
};

/** The bucket of a request to an object, after a check that the caller may perform `actions` on the object. */
export const bucketForObject = (context: S3Context, request: S3Request, ...actions: readonly string[]): Bucket => {
  const bucket = context.buckets.get(request.bucketName);
  for (const action of actions) request.authorize({ action, resource: objectArn(context, bucket.name, request.key) });
  return bucket;
};

/** The version that a request reads. */
export const versionFor = (context: S3Context, request: S3Request, bucket: Bucket): ObjectVersion =>
  findVersion(context, request, bucket, request.key, versionIdOf(request));

/** The version that a request names. Version ids become headers of the response, so other strings are invalid. */
export const versionIdOf = ({ query }: S3Request): string | undefined => {
  const versionId = query.get('versionId') ?? undefined;
  if (versionId !== undefined && !/^[!-~]{1,1024}$/.test(versionId)) {
    throw invalidArgument('Invalid version id specified', 'versionId', versionId);
  }
  return versionId;
};

/** The permissions for deleting an object. To compare its ETag, the caller must be allowed to read it. */
export const deleteActions = (versionId: string | undefined, etag: string | undefined): readonly string[] => [
  versionId === undefined ? 's3:DeleteObject' : 's3:DeleteObjectVersion',
  ...(etag === undefined || etag === '*' ? [] : ['s3:GetObject']),
];

export const findVersion = (
  context: S3Context,
  request: S3Request,
  bucket: Bucket,
  key: string,
  versionId: string | undefined,
): ObjectVersion => {
  if (versionId !== undefined) {
    const version = context.objects.version(bucket.name, key, versionId);
    if (version === undefined) throw noSuchVersion(key, versionId);
    if (version.deleteMarker) {
      throw new AwsError('MethodNotAllowed', 'The specified method is not allowed against this resource.', {
        status: 405,
        fields: { Method: request.method, ResourceType: 'DeleteMarker' },
      });
    }
    return version;
  }
  const version = context.objects.latest(bucket.name, key);
  if (version !== undefined && !version.deleteMarker) return version;
  // A caller without permission to list a bucket does not learn which keys are missing.
  request.authorize({ action: 's3:ListBucket', resource: bucketArn(context, bucket.name) });
  throw noSuchKey(key);
};

export const bucketArn = (context: S3Context, bucket: string): string => arnOf(context.account, 's3', bucket);

export const objectArn = (context: S3Context, bucket: string, key: string): string => `${bucketArn(context, bucket)}/${key}`;
