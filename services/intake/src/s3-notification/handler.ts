import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { implement, queueUrl, resourceName } from '@plumbline/event-kit/runtime';
import { ordersLog, rejectedOrders, s3Notification } from '../manifest.ts';
import { s3Objects } from './adapters/s3-objects.ts';
import { sqsQuarantine } from './adapters/sqs-quarantine.ts';
import { receiveNotification } from './receive-notification.ts';
import { receiveOrder } from './receive-order.ts';

const readObject = s3Objects(new S3Client());
const quarantine = sqsQuarantine(new SQSClient(), queueUrl(rejectedOrders));

export const handler = implement(s3Notification, ({ publish, once }) =>
  receiveNotification({
    bucket: resourceName(ordersLog),
    receive: once({ key: ({ bucket, key }) => ({ bucket, key }), work: receiveOrder({ readObject, quarantine, publish }) }),
  }),
);
