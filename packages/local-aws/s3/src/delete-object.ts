import { bucketForObject, deleteActions, versionIdOf } from './access.ts';
import { deleteVersion } from './delete-version.ts';
import { versionHeader } from './object-headers.ts';
import type { S3Operation } from './s3-context.ts';

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObject.html */
export const deleteObject: S3Operation = (context, request) => {
  const { headers, key } = request;
  const versionId = versionIdOf(request);
  const etag = headers['if-match'];
  const conditions = { etag, time: headers['x-amz-if-match-last-modified-time'], size: headers['x-amz-if-match-size'] };
  const bucket = bucketForObject(context, request, ...deleteActions(versionId, etag));
  const deletion = deleteVersion(context, bucket, key, versionId, conditions, request);
  return {
    status: 204,
    headers: { ...versionHeader(deletion), ...(deletion.deleteMarker ? { 'x-amz-delete-marker': 'true' } : {}) },
  };
};
