import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { httpHandler, once, publisher, resourceName } from '@plumbline/event-kit/runtime';
import { ordersLog, rejectedOrders, s3Notification } from '../manifest.ts';
import { s3Objects } from './adapters/s3-objects.ts';
import { sqsQuarantine } from './adapters/sqs-quarantine.ts';
import { receiveNotification } from './receive-notification.ts';
import { receiveOrder } from './receive-order.ts';

const receive = receiveOrder({
  readObject: s3Objects(new S3Client()),
  quarantine: sqsQuarantine(new SQSClient(), resourceName(rejectedOrders)),
  publish: publisher(s3Notification),
});

export const handler = httpHandler(
  s3Notification,
  receiveNotification({
    bucket: resourceName(ordersLog),
    receive: once(s3Notification, { key: ({ bucket, key }) => ({ bucket, key }), work: receive }),
  }),
);
