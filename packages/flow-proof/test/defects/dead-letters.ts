import type { Defect } from '../planted.ts';
import { adding, all, allowing, policyText, set, statements, unset, without } from '../planting.ts';
import { scheduled } from './schedules.ts';

const TARGET = 'aws_cloudwatch_event_target';
const QUEUE = 'aws_sqs_queue';
const QUEUE_POLICY = 'aws_sqs_queue_policy';
const ALARM = 'aws_cloudwatch_metric_alarm';
const ASYNC = 'aws_lambda_function_event_invoke_config';
const ROLE_POLICY = 'aws_iam_role_policy';

const ARRANGE = 'arrange-delivery-subscriptions_order-accepted';
const UNDELIVERED = 'arrange-delivery-subscriptions_undelivered';
const FAILED = 'arrange-delivery_failed';
const RECORD = 'record-event-subscriptions_';
const POISON = '${aws_sqs_queue.record-event-subscriptions_poison_queue_125537AB.arn}';

const onFailure = (destination: string): Defect['plant'] =>
  set(ASYNC, 'arrange-delivery', { destination_config: { on_failure: { destination } } });
const redriveTo = (deadLetterTargetArn: string): Defect['plant'] =>
  set(QUEUE, `${RECORD}queue`, { redrive_policy: JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 5 }) });
const targetDlq = (arn: string): Defect['plant'] => set(TARGET, ARRANGE, { dead_letter_config: { arn } });
/** The role may do with the destination what the manifest doesn't know of. */
const mayFail = (Action: string, Resource: string): Defect['plant'] =>
  statements(ROLE_POLICY, 'arrange-delivery_policy', 'sqs:SendMessage', (statement) => Object.assign(statement, { Action, Resource }));
const TOPIC = 'arn:aws:sns:eu-west-1:123456789012:failures';
const topic = adding('delivery', 'aws_sns_topic', 'failures', { name: 'failures', arn: TOPIC, kms_master_key_id: 'alias/failures' });

/** What fails is dropped. */
export const DROPPED_DEFECTS: readonly Defect[] = [
  {
    name: 'a target has no dead-letter queue',
    finds: 'TARGET_WITHOUT_DLQ',
    at: `delivery/${TARGET}.${ARRANGE}`,
    plant: unset(TARGET, ARRANGE, 'dead_letter_config'),
  },
  {
    name: 'a target that is a queue has no dead-letter queue',
    finds: 'TARGET_WITHOUT_DLQ',
    at: `orders/${TARGET}.${RECORD}new-order`,
    plant: unset(TARGET, `${RECORD}new-order`, 'dead_letter_config'),
  },
  {
    name: 'a function has no destination for what it fails on',
    finds: 'FUNCTION_WITHOUT_DLQ',
    at: 'delivery/aws_lambda_function.arrange-delivery',
    plant: unset(ASYNC, 'arrange-delivery', 'destination_config'),
  },
  {
    name: 'a function has no settings for asynchronous invocations',
    finds: 'FUNCTION_WITHOUT_DLQ',
    at: 'aws_lambda_function.arrange-delivery',
    plant: without(ASYNC, 'arrange-delivery'),
  },
  {
    name: 'a function that S3 invokes has no destination for what it fails on',
    finds: 'FUNCTION_WITHOUT_DLQ',
    at: 'aws_lambda_function.s3-notification',
    plant: all(
      without(ASYNC, 's3-notification'),
      adding('intake', 'aws_lambda_permission', 's3', {
        statement_id: 's3',
        action: 'lambda:InvokeFunction',
        function_name: 'plumbline-dev-s3-notification',
        principal: 's3.amazonaws.com',
        source_arn: 'arn:aws:s3:::plumbline-dev-orders-log-123456789012',
      }),
    ),
  },
  {
    name: 'a function that a schedule invokes has no destination for what it fails on',
    finds: 'FUNCTION_WITHOUT_DLQ',
    at: 'aws_lambda_function.s3-notification',
    plant: all(without(ASYNC, 's3-notification'), scheduled('intake', 'plumbline-dev-s3-notification')),
  },
  {
    name: 'a queue that a function takes from has no redrive policy',
    finds: 'QUEUE_WITHOUT_DLQ',
    at: `orders/${QUEUE}.${RECORD}queue`,
    plant: unset(QUEUE, `${RECORD}queue`, 'redrive_policy'),
  },
];

/** Where what fails goes can't take it. */
export const DLQ_DEFECTS: readonly Defect[] = [
  {
    name: 'a target’s dead-letter queue is not there',
    finds: 'DLQ_MISSING',
    at: `${TARGET}.${ARRANGE}`,
    plant: targetDlq('arn:aws:sqs:eu-west-1:123456789012:plumbline-dev-undelivered'),
  },
  {
    name: 'a function’s dead-letter queue is not there',
    finds: ['DLQ_MISSING', 'PERMISSION_UNUSED'],
    plant: onFailure('arn:aws:sqs:eu-west-1:123456789012:plumbline-dev-failed'),
  },
  {
    name: 'a function’s failures go to a topic that is not there',
    finds: 'DLQ_MISSING',
    at: 'aws_lambda_function.arrange-delivery',
    plant: all(onFailure(TOPIC), mayFail('sns:Publish', TOPIC)),
  },
  {
    name: 'a queue’s dead-letter queue is not there',
    finds: 'DLQ_MISSING',
    at: `${QUEUE}.${RECORD}queue`,
    plant: redriveTo('arn:aws:sqs:eu-west-1:123456789012:plumbline-dev-poison'),
  },
  {
    name: 'a target’s dead-letter queue is in another region',
    finds: 'DLQ_ELSEWHERE',
    at: `${TARGET}.${ARRANGE}`,
    plant: targetDlq('arn:aws:sqs:us-east-1:123456789012:plumbline-dev-arrange-delivery-undelivered'),
  },
  {
    name: 'a queue’s dead-letter queue is in another region',
    finds: 'DLQ_ELSEWHERE',
    at: `${QUEUE}.${RECORD}queue`,
    plant: redriveTo('arn:aws:sqs:us-east-1:123456789012:plumbline-dev-record-event-poison'),
  },
  {
    name: 'a queue’s dead-letter queue is in another account',
    finds: 'DLQ_ELSEWHERE',
    at: `${QUEUE}.${RECORD}queue`,
    plant: redriveTo('arn:aws:sqs:eu-west-1:210987654321:plumbline-dev-record-event-poison'),
  },
  {
    name: 'a target’s dead-letter queue is FIFO',
    finds: 'DLQ_OTHER_KIND',
    at: `${TARGET}.${ARRANGE}`,
    plant: set(QUEUE, UNDELIVERED, { name: 'plumbline-dev-arrange-delivery-undelivered.fifo', fifo_queue: true }),
  },
  {
    name: 'a function’s dead-letter queue is FIFO',
    finds: 'DLQ_OTHER_KIND',
    at: 'aws_lambda_function.arrange-delivery',
    plant: set(QUEUE, FAILED, { name: 'plumbline-dev-arrange-delivery-failed.fifo', fifo_queue: true }),
  },
  {
    name: 'a FIFO queue’s dead-letter queue is a standard one',
    finds: 'DLQ_OTHER_KIND',
    at: `${QUEUE}.${RECORD}queue`,
    plant: set(QUEUE, `${RECORD}queue`, { name: 'plumbline-dev-record-event.fifo', fifo_queue: true }),
  },
  {
    name: 'a dead-letter queue has no policy',
    finds: 'DLQ_REFUSES',
    at: `${TARGET}.${ARRANGE}`,
    plant: without(QUEUE_POLICY, UNDELIVERED),
  },
  {
    name: 'a dead-letter queue lets in receivers only',
    finds: 'DLQ_REFUSES',
    at: `${TARGET}.${ARRANGE}`,
    plant: statements(QUEUE_POLICY, UNDELIVERED, 'sqs:SendMessage', (statement) => {
      statement.Action = 'sqs:ReceiveMessage';
    }),
  },
  {
    name: 'a dead-letter queue’s policy denies what it allows',
    finds: 'DLQ_REFUSES',
    at: `${TARGET}.${ARRANGE}`,
    plant: allowing(QUEUE_POLICY, UNDELIVERED, { Effect: 'Deny', Action: 'sqs:*', Principal: '*', Resource: '*' }),
  },
  {
    name: 'a dead-letter queue is encrypted with the key that AWS manages',
    finds: 'DLQ_REFUSES',
    at: `${TARGET}.${ARRANGE}`,
    plant: set(QUEUE, UNDELIVERED, { kms_master_key_id: 'alias/aws/sqs' }),
  },
  {
    name: 'a function’s role may not send to its dead-letter queue',
    finds: 'DLQ_REFUSES',
    at: 'aws_lambda_function.arrange-delivery',
    plant: (stacks) =>
      stacks.edit(ROLE_POLICY, 'arrange-delivery_policy', 'policy', (policy: { Statement: { Action: unknown }[] }) => {
        policy.Statement = policy.Statement.filter(({ Action }) => Action !== 'sqs:SendMessage');
      }),
  },
  {
    name: 'a function’s role may not publish to the topic for its failures',
    finds: 'DLQ_REFUSES',
    at: 'aws_lambda_function.arrange-delivery',
    plant: all(topic, onFailure(TOPIC), mayFail('xray:PutTraceSegments', '*')),
  },
  {
    name: 'a dead-letter queue is for other queues',
    finds: 'DLQ_REFUSES',
    at: `${QUEUE}.${RECORD}queue`,
    plant: set(QUEUE, `${RECORD}poison`, {
      redrive_allow_policy: JSON.stringify({ redrivePermission: 'byQueue', sourceQueueArns: ['arn:aws:sqs:eu-west-1:123456789012:x'] }),
    }),
  },
  {
    name: 'a dead-letter queue is for none',
    finds: 'DLQ_REFUSES',
    at: `${QUEUE}.${RECORD}queue`,
    plant: adding('orders', 'aws_sqs_queue_redrive_allow_policy', 'none', {
      queue_url: POISON.replace('.arn', '.url'),
      redrive_allow_policy: JSON.stringify({ redrivePermission: 'denyAll' }),
    }),
  },
];

const S3_ARN = 'arn:aws:s3:::plumbline-dev-failures';

/** Ways of keeping what fails in which nothing may be found. */
export const RIGHT_DEAD_LETTERS: readonly Omit<Defect, 'finds'>[] = [
  { name: 'a function’s failures go to a topic', plant: all(topic, onFailure(TOPIC), mayFail('sns:Publish', TOPIC)) },
  {
    name: 'a function’s dead letters go to a topic',
    plant: all(
      topic,
      without(ASYNC, 'arrange-delivery'),
      set('aws_lambda_function', 'arrange-delivery_function', { dead_letter_config: { target_arn: TOPIC } }),
      mayFail('sns:Publish', TOPIC),
    ),
  },
  {
    name: 'a function’s failures go to the bus',
    plant: (stacks) => {
      onFailure('arn:aws:events:eu-west-1:123456789012:event-bus/plumbline-dev')(stacks);
      stacks.edit(ROLE_POLICY, 'arrange-delivery_policy', 'policy', (policy: { Statement: { Action: unknown }[] }) => {
        policy.Statement = policy.Statement.filter(({ Action }) => Action !== 'sqs:SendMessage');
      });
    },
  },
  {
    name: 'a function’s failures go to a bucket',
    plant: all(
      adding('delivery', 'aws_s3_bucket', 'failures', { bucket: 'plumbline-dev-failures' }),
      ...['aws_s3_bucket_public_access_block', 'aws_s3_bucket_server_side_encryption_configuration', 'aws_s3_bucket_policy'].map((type) =>
        adding('delivery', type, 'failures', {
          bucket: '${aws_s3_bucket.failures.id}',
          ...Object.fromEntries(
            ['block_public_acls', 'block_public_policy', 'ignore_public_acls', 'restrict_public_buckets'].map((one) => [one, true]),
          ),
          policy: policyText({
            Effect: 'Deny',
            Action: 's3:*',
            Principal: '*',
            Resource: '*',
            Condition: { Bool: { 'aws:SecureTransport': 'false' } },
          }),
        }),
      ),
      onFailure(S3_ARN),
      mayFail('s3:PutObject', `${S3_ARN}/*`),
    ),
  },
  {
    name: 'a dead-letter queue is for the one queue that redrives there',
    plant: set(QUEUE, `${RECORD}poison`, {
      redrive_allow_policy: JSON.stringify({
        redrivePermission: 'byQueue',
        sourceQueueArns: ['arn:aws:sqs:eu-west-1:123456789012:plumbline-dev-record-event'],
      }),
    }),
  },
  {
    name: 'a redrive policy stands beside its queue',
    plant: (stacks) => {
      const queue = stacks.block(QUEUE, `${RECORD}queue`);
      stacks.add('orders', 'aws_sqs_queue_redrive_policy', 'beside', {
        queue_url: '${aws_sqs_queue.record-event-subscriptions_queue_CCCEDC94.url}',
        redrive_policy: queue.redrive_policy,
      });
      delete queue.redrive_policy;
    },
  },
  {
    name: 'an alarm rings at one message or more',
    plant: set(ALARM, FAILED, { comparison_operator: 'GreaterThanOrEqualToThreshold', threshold: 1 }),
  },
  {
    name: 'an alarm counts what EventBridge sends',
    plant: set(ALARM, UNDELIVERED, { metric_name: 'NumberOfMessagesSent' }),
  },
  {
    name: 'an alarm watches the queue by an expression',
    plant: (stacks) => {
      const { namespace, metric_name, dimensions, ...alarm } = stacks.block(ALARM, FAILED);
      stacks.remove(ALARM, FAILED);
      stacks.add('delivery', ALARM, 'expression', {
        ...alarm,
        metric_query: [{ id: 'm1', metric: { namespace, metric_name, dimensions } }],
      });
    },
  },
  { name: 'a target’s dead-letter queue is another account’s', plant: targetDlq('arn:aws:sqs:eu-west-1:210987654321:undelivered') },
];
