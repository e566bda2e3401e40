import { bucketFor } from './access.ts';
import { notificationsXml } from './notifications/notification-xml.ts';
import type { S3Operation } from './s3-context.ts';
import { xmlAnswer } from './xml-answer.ts';

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketNotificationConfiguration.html */
export const getBucketNotificationConfiguration: S3Operation = (context, request) => {
  const { definition } = bucketFor(context, request, 's3:GetBucketNotification');
  const { eventBridge = false, notifications = [] } = definition;
  return xmlAnswer('NotificationConfiguration', notificationsXml({ eventBridge, notifications }));
};
