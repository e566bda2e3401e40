import { bucketForObject, versionFor } from './access.ts';
import { emitTagged } from './object-events.ts';
import { versionHeader } from './object-headers.ts';
import type { S3Operation } from './s3-context.ts';

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjectTagging.html */
export const deleteObjectTagging: S3Operation = (context, request) => {
  const action = request.query.has('versionId') ? 's3:DeleteObjectVersionTagging' : 's3:DeleteObjectTagging';
  const bucket = bucketForObject(context, request, action);
  const version = versionFor(context, request, bucket);
  context.store.write(() => {
    context.objects.setMetadata(version.id, { ...version.metadata, tags: {} });
    emitTagged(context, bucket, version, false, request);
  });
  return { status: 204, headers: versionHeader(version) };
};
