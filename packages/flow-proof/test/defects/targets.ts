import type { Defect } from '../planted.ts';
import { set, without } from '../planting.ts';

const RULE = 'aws_cloudwatch_event_rule';
const TARGET = 'aws_cloudwatch_event_target';

const NEW_ORDER = 'new-order-subscriptions_new-order';
const ARRANGE = 'arrange-delivery-subscriptions_order-accepted';

const transform = (input_paths: object, input_template: string): Defect['plant'] =>
  set(TARGET, ARRANGE, { input_transformer: [{ input_paths, input_template }] });

/** Paths without an end. */
export const ENDS_DEFECTS: readonly Defect[] = [
  { name: 'a rule has no target', finds: 'RULE_WITHOUT_TARGET', plant: without(TARGET, 's3-notification-endpoint') },
  {
    name: 'a target names another bus than its rule',
    finds: ['RULE_MISSING', 'RULE_WITHOUT_TARGET'],
    plant: set(TARGET, 's3-notification-endpoint', { event_bus_name: 'plumbline-dev' }),
  },
  {
    name: 'a rule is on an undeclared bus',
    finds: 'BUS_MISSING',
    plant: (stacks) => {
      const rule = stacks.block(RULE, 's3-notification-endpoint');
      rule.event_bus_name = 'plumbline-dv';
      stacks.block(TARGET, 's3-notification-endpoint').event_bus_name = 'plumbline-dv';
    },
  },
  {
    name: 'a bucket does not notify EventBridge',
    finds: 'BUCKET_SILENT',
    plant: without('aws_s3_bucket_notification', 'orders-log'),
  },
  {
    name: 'a bucket switches its EventBridge notifications off',
    finds: 'BUCKET_SILENT',
    plant: set('aws_s3_bucket_notification', 'orders-log', { eventbridge: false }),
  },
];

/** Inputs of targets. */
export const INPUT_DEFECTS: readonly Defect[] = [
  {
    name: 'an input path leads to what the contract lacks',
    finds: 'INPUT_PATH_MISSING',
    plant: set(TARGET, ARRANGE, { input_path: '$.detail.Data.orderid' }),
  },
  {
    name: 'an input path is none',
    finds: 'INPUT_PATH_MISSING',
    plant: set(TARGET, ARRANGE, { input_path: 'detail.Data' }),
  },
  {
    name: 'a transformer reads what the contract lacks',
    finds: 'INPUT_PATH_MISSING',
    plant: transform({ id: '$.detail.Data.id' }, '{"id": <id>}'),
  },
  {
    name: 'a template names what has no path',
    finds: 'INPUT_PATH_MISSING',
    plant: transform({ id: '$.detail.Data.order_id' }, '{"id": <order>}'),
  },
  {
    name: 'a template puts quotes around an object',
    finds: 'INPUT_NOT_JSON',
    plant: transform({ data: '$.detail.Data' }, '{"data": "<data>"}'),
  },
  {
    name: 'a handler of whole events is given their data',
    finds: 'INPUT_MISFIT',
    plant: set(TARGET, ARRANGE, { input_path: '$.detail.Data' }),
  },
  {
    name: 'a handler of whole events is given a constant',
    finds: 'INPUT_MISFIT',
    plant: set(TARGET, NEW_ORDER, { input: '{"go":true}' }),
  },
  {
    name: 'the queue before a handler of whole events is given a part',
    finds: 'INPUT_MISFIT',
    plant: set(TARGET, 'record-event-subscriptions_payment-captured', {
      input_transformer: {
        input_paths: { id: '$.detail.Data.order_id' },
        input_template: '{"id": <id>}',
      },
    }),
  },
];
