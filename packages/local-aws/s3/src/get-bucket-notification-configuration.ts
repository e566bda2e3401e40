import { bucketFor } from './access.ts';
import type { S3Operation } from './s3-context.ts';
import { xmlAnswer } from './xml-answer.ts';

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketNotificationConfiguration.html */
export const getBucketNotificationConfiguration: S3Operation = (context, request) => {
  const bucket = bucketFor(context, request, 's3:GetBucketNotification');
  return xmlAnswer('NotificationConfiguration', { EventBridgeConfiguration: bucket.definition.eventBridge ? '' : undefined });
};
