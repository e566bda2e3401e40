import type { Check } from '../draft.ts';

/** Messages are encrypted at rest, and calls to addresses outside AWS use TLS. */
export const dataIsEncrypted: Check = function* ({ all }) {
  // SQS encrypts by default,
  // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-configure-sqs-sse-queue.html
  for (const queue of all('aws_sqs_queue')) {
    if (queue.values.sqs_managed_sse_enabled !== false || queue.values.kms_master_key_id !== undefined) continue;
    yield {
      code: 'NOT_ENCRYPTED',
      at: queue,
      subject: `queue ${String(queue.values.name)}`,
      why: 'Encryption at rest is switched off.',
      fix: 'Set sqs_managed_sse_enabled, or name a key.',
    };
  }
  for (const topic of all('aws_sns_topic').filter(({ values }) => values.kms_master_key_id === undefined)) {
    yield {
      code: 'NOT_ENCRYPTED',
      at: topic,
      subject: `topic ${String(topic.values.name)}`,
      why: 'Its messages are not encrypted at rest.',
      fix: 'Name a key: kms_master_key_id = "alias/aws/sns", or your own key if AWS services publish to the topic.',
    };
  }
  for (const destination of all('aws_cloudwatch_event_api_destination')) {
    if (!/^http:/i.test(String(destination.values.invocation_endpoint))) continue;
    yield {
      code: 'TLS_NOT_REQUIRED',
      at: destination,
      subject: `API destination ${String(destination.values.name)}`,
      why: 'It calls an address without TLS, and EventBridge accepts only https.',
      fix: 'Use https.',
    };
  }
};
