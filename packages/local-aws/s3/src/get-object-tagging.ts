import { bucketForObject, versionFor } from './access.ts';
import { versionHeader } from './object-headers.ts';
import type { S3Operation } from './s3-context.ts';
import { xmlAnswer } from './xml-answer.ts';

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectTagging.html */
export const getObjectTagging: S3Operation = (context, request) => {
  const action = request.query.has('versionId') ? 's3:GetObjectVersionTagging' : 's3:GetObjectTagging';
  const version = versionFor(context, request, bucketForObject(context, request, action));
  const tags = Object.entries(version.metadata.tags).map(([Key, Value]) => ({ Key, Value }));
  return xmlAnswer('Tagging', { TagSet: { Tag: tags } }, versionHeader(version));
};
