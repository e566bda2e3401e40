import type { Defect } from '../planted.ts';
import { set, without } from '../planting.ts';

const QUEUE = 'aws_sqs_queue';
const ALARM = 'aws_cloudwatch_metric_alarm';

const UNDELIVERED = 'arrange-delivery-subscriptions_undelivered';
const FAILED = 'arrange-delivery_failed';
const POISON = 'record-event-subscriptions_poison';

/** Dead-letter queues without a working alarm. */
export const ALARM_DEFECTS: readonly Defect[] = [
  {
    name: 'a target’s dead-letter queue has no alarm',
    finds: 'DLQ_WITHOUT_ALARM',
    at: `${QUEUE}.${UNDELIVERED}`,
    plant: without(ALARM, UNDELIVERED),
  },
  {
    name: 'a function’s dead-letter queue has no alarm',
    finds: 'DLQ_WITHOUT_ALARM',
    at: `${QUEUE}.${FAILED}`,
    plant: without(ALARM, FAILED),
  },
  {
    name: 'an alarm watches another queue',
    finds: 'DLQ_WITHOUT_ALARM',
    at: `${QUEUE}.${FAILED}`,
    plant: set(ALARM, FAILED, { dimensions: { QueueName: 'plumbline-dev-arrange-delivery-undelivered' } }),
  },
  {
    name: 'an alarm’s actions are switched off',
    finds: 'DLQ_WITHOUT_ALARM',
    at: `${QUEUE}.${FAILED}`,
    plant: set(ALARM, FAILED, { actions_enabled: false }),
  },
  {
    name: 'an alarm rings at a thousand messages',
    finds: 'DLQ_WITHOUT_ALARM',
    at: `${QUEUE}.${FAILED}`,
    plant: set(ALARM, FAILED, { threshold: 1_000 }),
  },
  {
    name: 'an alarm rings at the second message',
    finds: 'DLQ_WITHOUT_ALARM',
    at: `${QUEUE}.${FAILED}`,
    plant: set(ALARM, FAILED, { threshold: 1 }),
  },
  {
    name: 'an alarm rings when nothing is there',
    finds: 'DLQ_WITHOUT_ALARM',
    at: `${QUEUE}.${FAILED}`,
    plant: set(ALARM, FAILED, { comparison_operator: 'LessThanThreshold' }),
  },
  {
    name: 'an alarm watches messages that are received',
    finds: 'DLQ_WITHOUT_ALARM',
    at: `${QUEUE}.${FAILED}`,
    plant: set(ALARM, FAILED, { metric_name: 'NumberOfMessagesReceived' }),
  },
  {
    name: 'an alarm counts what is sent to a queue that SQS moves messages to',
    finds: 'DLQ_WITHOUT_ALARM',
    at: `${QUEUE}.${POISON}`,
    plant: set(ALARM, POISON, { metric_name: 'NumberOfMessagesSent' }),
  },
];
