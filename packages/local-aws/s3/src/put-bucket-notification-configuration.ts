import { bucketFor } from './access.ts';
import { checkDestinations, checkOverlaps } from './notifications/check-destinations.ts';
import { readNotifications } from './notifications/notification-xml.ts';
import { readPayload } from './payload.ts';
import type { S3Operation } from './s3-context.ts';

/**
 * Replaces the notifications of the bucket. Each queue and topic receives a test event.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketNotificationConfiguration.html
 */
export const putBucketNotificationConfiguration: S3Operation = (context, request) => {
  const bucket = bucketFor(context, request, 's3:PutBucketNotification');
  const wanted = readNotifications(readPayload(request).body);
  const checked = request.headers['x-amz-skip-destination-validation'] !== 'true';
  // A rejected configuration has not sent a test event either.
  context.store.write(() => {
    if (checked) checkDestinations(context, context.destinations, bucket.name, wanted.notifications, request.requestId);
    checkOverlaps(wanted.notifications);
    context.buckets.put({ ...bucket.definition, ...wanted });
  });
  return { status: 200, headers: { 'content-length': '0' } };
};
