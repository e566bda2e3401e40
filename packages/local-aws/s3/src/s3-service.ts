import type { AwsRequest, AwsResponse, AwsService, FailedRequest } from '@plumbline/local-aws-kernel';
import { type AwsError, notImplemented, xmlError } from '@plumbline/local-aws-kernel';
import { abortMultipartUpload } from './abort-multipart-upload.ts';
import { completeMultipartUpload } from './complete-multipart-upload.ts';
import { copyObject } from './copy-object.ts';
import { createBucket } from './create-bucket.ts';
import { createMultipartUpload } from './create-multipart-upload.ts';
import { deleteBucket } from './delete-bucket.ts';
import { deleteObject } from './delete-object.ts';
import { deleteObjectTagging } from './delete-object-tagging.ts';
import { deleteObjects } from './delete-objects.ts';
import { getBucketLocation } from './get-bucket-location.ts';
import { getBucketNotificationConfiguration } from './get-bucket-notification-configuration.ts';
import { getBucketVersioning } from './get-bucket-versioning.ts';
import { getObject } from './get-object.ts';
import { getObjectTagging } from './get-object-tagging.ts';
import { headBucket } from './head-bucket.ts';
import { headObject } from './head-object.ts';
import { listBuckets } from './list-buckets.ts';
import { listMultipartUploads } from './list-multipart-uploads.ts';
import { listObjectVersions } from './list-object-versions.ts';
import { listObjects } from './list-objects.ts';
import { listObjectsV2 } from './list-objects-v2.ts';
import { listParts } from './list-parts.ts';
import { operationName } from './operation-name.ts';
import { checkPresignedExpiry } from './presigned-expiry.ts';
import { putBucketNotificationConfiguration } from './put-bucket-notification-configuration.ts';
import { putObject } from './put-object.ts';
import { putObjectTagging } from './put-object-tagging.ts';
import type { S3Context, S3Operation } from './s3-context.ts';
import { inS3Words } from './s3-errors.ts';
import { readS3Path } from './s3-path.ts';
import { isSignedV2, signatureVersion2 } from './signature-v2.ts';
import { uploadPart } from './upload-part.ts';
import { uploadPartCopy } from './upload-part-copy.ts';

const OPERATIONS: Readonly<Record<string, S3Operation>> = {
  AbortMultipartUpload: abortMultipartUpload,
  CompleteMultipartUpload: completeMultipartUpload,
  CopyObject: copyObject,
  CreateBucket: createBucket,
  CreateMultipartUpload: createMultipartUpload,
  DeleteBucket: deleteBucket,
  DeleteObject: deleteObject,
  DeleteObjectTagging: deleteObjectTagging,
  DeleteObjects: deleteObjects,
  GetBucketLocation: getBucketLocation,
  GetBucketNotificationConfiguration: getBucketNotificationConfiguration,
  GetBucketVersioning: getBucketVersioning,
  GetObject: getObject,
  GetObjectTagging: getObjectTagging,
  HeadBucket: headBucket,
  HeadObject: headObject,
  ListBuckets: listBuckets,
  ListMultipartUploads: listMultipartUploads,
  ListObjectVersions: listObjectVersions,
  ListObjects: listObjects,
  ListObjectsV2: listObjectsV2,
  ListParts: listParts,
  PutBucketNotificationConfiguration: putBucketNotificationConfiguration,
  PutObject: putObject,
  PutObjectTagging: putObjectTagging,
  UploadPart: uploadPart,
  UploadPartCopy: uploadPartCopy,
};

/** S3's HTTP side: REST with XML, buckets in the path or in the host name. */
export const s3Service = (context: S3Context): AwsService => ({
  signingName: 's3',
  virtualHosted: true,
  claims: isSignedV2,
  operationOf: (request) =>
    operationName({ ...request, ...readS3Path(request.path, request.headers['host']), query: new URLSearchParams(request.rawQuery) }),
  handle: async (request) => answer(context, request),
  errorAnswer: (error, request) => errorAnswer(context, request, inS3Words(error)),
});

const answer = (context: S3Context, request: AwsRequest): AwsResponse => {
  checkPresignedExpiry(request, context.clock.now());
  const { operation: name } = request;
  if (isSignedV2({ headers: request.headers, rawQuery: request.query.toString() })) throw signatureVersion2();
  const operation = Object.hasOwn(OPERATIONS, name) ? OPERATIONS[name] : undefined;
  if (operation === undefined) throw notImplemented('S3', name);
  return operation(context, { ...request, ...readS3Path(request.path, request.headers['host']) });
};

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html#RESTErrorResponses */
const errorAnswer = (context: S3Context, request: FailedRequest, error: AwsError): AwsResponse => {
  const { requestId, path } = request;
  const body = Buffer.from(
    xmlError({
      Code: error.code,
      Message: error.message,
      ...(error.fields as Readonly<Record<string, string>>),
      Resource: path,
      RequestId: requestId,
      HostId: 'local-aws',
    }),
  );
  const marker = error.fields['ResourceType'] === 'DeleteMarker' ? { 'x-amz-delete-marker': 'true', allow: 'DELETE' } : {};
  const region = error.code === 'NoSuchBucket' ? {} : { 'x-amz-bucket-region': context.account.region };
  return {
    status: error.status,
    headers: { 'content-type': 'application/xml', 'content-length': String(body.length), ...marker, ...region },
    body,
  };
};
