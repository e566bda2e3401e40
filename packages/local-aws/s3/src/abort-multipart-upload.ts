import { bucketForObject } from './access.ts';
import type { S3Context, S3Operation } from './s3-context.ts';
import type { Upload } from './upload-table.ts';

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_AbortMultipartUpload.html */
export const abortMultipartUpload: S3Operation = (context, request) => {
  const bucket = bucketForObject(context, request, 's3:AbortMultipartUpload');
  abortUpload(context, context.uploads.get(bucket.name, request.key, request.query.get('uploadId') ?? ''));
  return { status: 204 };
};

/** Removes an upload with its parts. */
export const abortUpload = (context: S3Context, upload: Upload): void =>
  context.store.write(() => {
    context.objects.dropBodies(context.uploads.parts(upload.id).map((part) => part.stored));
    context.uploads.remove(upload.id);
  });
