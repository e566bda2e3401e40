import { bucketForObject } from './access.ts';
import { deleteVersion } from './delete-version.ts';
import { versionHeader } from './object-headers.ts';
import type { S3Operation } from './s3-context.ts';

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObject.html */
export const deleteObject: S3Operation = (context, request) => {
  const versionId = request.query.get('versionId') ?? undefined;
  const bucket = bucketForObject(context, request, versionId === undefined ? 's3:DeleteObject' : 's3:DeleteObjectVersion');
  const deletion = deleteVersion(context, bucket, request.key, versionId, request.requestId);
  return {
    status: 204,
    headers: { ...versionHeader(deletion), ...(deletion.deleteMarker ? { 'x-amz-delete-marker': 'true' } : {}) },
  };
};
