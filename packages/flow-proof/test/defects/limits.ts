import type { Block, Defect, Stacks } from '../planted.ts';
import { adding, all, policyText, set, unset, without } from '../planting.ts';

const RULE = 'aws_cloudwatch_event_rule';
const TARGET = 'aws_cloudwatch_event_target';
const QUEUE = 'aws_sqs_queue';
const QUEUE_POLICY = 'aws_sqs_queue_policy';
const FUNCTION = 'aws_lambda_function';
const ROLE = 'aws_iam_role';
const ROLE_POLICY = 'aws_iam_role_policy';
const PERMISSION = 'aws_lambda_permission';
const RECORD = 'record-event-subscriptions_';
const ENDPOINT = 's3-notification-endpoint_s3-notification_';

const times = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, index) => make(index));

/** Lets every rule of the bus send to the queues of record-event. */
const letAllSend = (stacks: Stacks): void => {
  for (const queue of ['queue', 'undelivered']) {
    stacks.edit(QUEUE_POLICY, `${RECORD}${queue}`, 'policy', ({ Statement }: { Statement: Block[] }) => {
      for (const statement of Statement)
        statement.Condition = { ArnLike: { 'aws:SourceArn': 'arn:aws:events:eu-west-1:123456789012:rule/plumbline-dev/*' } };
    });
  }
};

/** Copies of a rule, each with a target. */
const moreRules =
  (count: number, change: (rule: Block) => void = () => undefined): Defect['plant'] =>
  (stacks) => {
    letAllSend(stacks);
    const rule = stacks.block(RULE, `${RECORD}order-accepted`);
    const target = stacks.block(TARGET, `${RECORD}order-accepted`);
    for (const name of times(count, (index) => `copy-${index}`)) {
      const copy = { ...rule, name };
      change(copy);
      stacks.add('orders', RULE, name, copy);
      stacks.add('orders', TARGET, name, { ...target, rule: name });
    }
  };

const moreTargets =
  (count: number): Defect['plant'] =>
  (stacks) => {
    const target = stacks.block(TARGET, `${RECORD}order-accepted`);
    for (const target_id of times(count, (index) => `copy-${index}`)) stacks.add('orders', TARGET, target_id, { ...target, target_id });
  };

const orderIds =
  (list: unknown): ((rule: Block) => void) =>
  (rule) => {
    const pattern = JSON.parse(String(rule.event_pattern)) as { detail: object };
    rule.event_pattern = JSON.stringify({ ...pattern, detail: { ...pattern.detail, Data: { order_id: list } } });
  };

/** The policy's statements, many times. */
const repeated =
  (type: string, named: string, count: number, attribute = 'policy'): Defect['plant'] =>
  (stacks) =>
    stacks.edit(type, named, attribute, (policy: { Statement: unknown[] }) => {
      policy.Statement = times(count, () => policy.Statement).flat();
    });

/** So many rules on our bus, with those that are there. */
const rulesOnBus =
  (count: number): Defect['plant'] =>
  (stacks) => {
    const there = stacks.files.flatMap(({ resources }) => Object.values(resources[RULE] ?? {}));
    moreRules(count - there.filter(({ event_bus_name }) => event_bus_name === 'plumbline-dev').length)(stacks);
  };

/** What is more than AWS takes. */
export const QUOTA_DEFECTS: readonly Defect[] = [
  { name: 'a bus has more than 300 rules', finds: 'TOO_MANY_RULES', at: 'platform/aws_cloudwatch_event_bus.bus', plant: rulesOnBus(301) },
  { name: 'a rule has six targets', finds: 'TOO_MANY_TARGETS', at: `orders/${RULE}.${RECORD}order-accepted`, plant: moreTargets(5) },
  {
    name: 'a bus has more than 30 rules with wildcards',
    finds: 'TOO_MANY_WILDCARDS',
    at: 'platform/aws_cloudwatch_event_bus.bus',
    plant: moreRules(31, orderIds([{ wildcard: '4*1' }])),
  },
  {
    name: 'a pattern has more than 2,048 characters',
    finds: 'PATTERN_TOO_LONG',
    at: `${RULE}.copy-0`,
    plant: moreRules(1, orderIds(times(200, (index) => ({ prefix: String(index) })))),
  },
  {
    name: 'a function’s environment has more than 4 KB',
    finds: 'ENVIRONMENT_TOO_LARGE',
    at: `delivery/${FUNCTION}.arrange-delivery`,
    plant: set(FUNCTION, 'arrange-delivery_function', { environment: { variables: { LIST: 'x'.repeat(4_093) } } }),
  },
  {
    name: 'a role’s inline policies have more than 10,240 characters',
    finds: 'POLICY_TOO_LARGE',
    at: `payments/${ROLE}.capture-payment`,
    plant: repeated(ROLE_POLICY, 'capture-payment_policy', 8),
  },
  {
    name: 'a role’s trust policy has more than 2,048 characters',
    finds: 'POLICY_TOO_LARGE',
    at: `payments/${ROLE}.capture-payment`,
    plant: repeated(ROLE, 'capture-payment_role', 30, 'assume_role_policy'),
  },
  {
    name: 'a managed policy has more than 6,144 characters',
    finds: 'POLICY_TOO_LARGE',
    at: 'payments/aws_iam_policy.large',
    plant: adding('payments', 'aws_iam_policy', 'large', {
      name: 'large',
      policy: policyText(
        ...times(60, (index) => ({
          Action: 'dynamodb:GetItem',
          Resource: `arn:aws:dynamodb:eu-west-1:123456789012:table/table-number-${index}`,
        })),
      ),
    }),
  },
  {
    name: 'a function has too many permissions',
    finds: 'POLICY_TOO_LARGE',
    at: `delivery/${FUNCTION}.arrange-delivery`,
    plant: (stacks) => {
      const permission = stacks.block(PERMISSION, 'arrange-delivery-subscriptions_order-accepted');
      for (const statement_id of times(70, (index) => `copy-${index}`))
        stacks.add('delivery', PERMISSION, statement_id, { ...permission, statement_id });
    },
  },
  {
    name: 'a queue’s policy has more than 8,192 bytes',
    finds: 'POLICY_TOO_LARGE',
    at: `orders/${QUEUE_POLICY}.${RECORD}queue`,
    plant: repeated(QUEUE_POLICY, `${RECORD}queue`, 12),
  },
];

/** What stands just at the limit. */
export const RIGHT_QUOTAS: readonly Omit<Defect, 'finds'>[] = [
  { name: 'a bus has 300 rules', plant: rulesOnBus(300) },
  { name: 'a rule has five targets', plant: moreTargets(4) },
  { name: 'a bus has 30 rules with wildcards', plant: moreRules(30, orderIds([{ wildcard: '4*1' }])) },
  {
    name: 'a function’s environment has 4 KB',
    plant: set(FUNCTION, 'arrange-delivery_function', { environment: { variables: { LIST: 'x'.repeat(4_092) } } }),
  },
  { name: 'a queue hides its messages for six times the timeout', plant: set(QUEUE, `${RECORD}queue`, { visibility_timeout_seconds: 60 }) },
  {
    name: 'a queue’s time is not known before the deployment',
    plant: set(QUEUE, `${RECORD}queue`, { visibility_timeout_seconds: '${var.seconds}' }),
  },
];

const named = (what: string, type: string, prefix: string, attribute: string, name: string): Defect => ({
  name: `the name of ${what} is ${name.length > 40 ? `${name.length} characters long` : JSON.stringify(name)}`,
  finds: 'NAME_INVALID',
  at: `${type}.${prefix}`,
  plant: set(type, prefix, { [attribute]: name }),
});

/** Names that a deployment would fail on. */
export const NAME_DEFECTS: readonly Defect[] = [
  named('a rule', RULE, 'arrange-delivery-subscriptions_order-accepted', 'name', 'r'.repeat(65)),
  named('a target', TARGET, 'arrange-delivery-subscriptions_order-accepted', 'target_id', 'consumer 1'),
  named('a function', FUNCTION, 'arrange-delivery_function', 'function_name', 'plumbline dev'),
  named('a permission', PERMISSION, 'arrange-delivery-subscriptions_order-accepted', 'statement_id', 'events.order'),
  named('a queue', QUEUE, 'rejected-orders_queue', 'name', 'q'.repeat(81)),
  named('a standard queue', QUEUE, 'rejected-orders_queue', 'name', 'rejected.orders'),
  named('a bucket', 'aws_s3_bucket', 'orders-log', 'bucket', 'Orders-Log'),
  named('a bucket', 'aws_s3_bucket', 'orders-log', 'bucket', '192.168.0.1'),
  named('a bucket', 'aws_s3_bucket', 'orders-log', 'bucket', 'b'.repeat(64)),
  named('a table', 'aws_dynamodb_table', 'payments_table', 'name', 'p'),
  named('a role', ROLE, 'arrange-delivery_role', 'name', 'r'.repeat(65)),
  named('a role’s policy', ROLE_POLICY, 'arrange-delivery_policy', 'name', 'to do'),
  named('an archive', 'aws_cloudwatch_event_archive', 'archive', 'name', 'a'.repeat(49)),
  named('an alarm', 'aws_cloudwatch_metric_alarm', 'arrange-delivery_errors', 'alarm_name', 'a'.repeat(256)),
  named('a log group', 'aws_cloudwatch_log_group', 'arrange-delivery_logs', 'name', '/aws/lambda/a b'),
];

/** Waiting and working that don't go together, and traces that end. */
export const TIME_DEFECTS: readonly Defect[] = [
  {
    name: 'a queue hides its messages for too short',
    finds: 'VISIBILITY_TOO_SHORT',
    at: `orders/${QUEUE}.${RECORD}queue`,
    plant: set(QUEUE, `${RECORD}queue`, { visibility_timeout_seconds: 59 }),
  },
  {
    name: 'a queue hides its messages for SQS’s 30 s',
    finds: 'VISIBILITY_TOO_SHORT',
    at: `${QUEUE}.${RECORD}queue`,
    plant: unset(QUEUE, `${RECORD}queue`, 'visibility_timeout_seconds'),
  },
  {
    name: 'a function gets more time than its queue was made for',
    finds: 'VISIBILITY_TOO_SHORT',
    at: `${QUEUE}.${RECORD}queue`,
    plant: set(FUNCTION, 'record-event_function', { timeout: 11 }),
  },
  {
    name: 'a function behind an API takes longer than EventBridge waits',
    finds: 'ENDPOINT_TOO_SLOW',
    at: 'intake/aws_api_gateway_integration',
    plant: set(FUNCTION, 's3-notification_function', { timeout: 5 }),
  },
  {
    name: 'an address behind an API may take API Gateway’s 29 s',
    finds: 'ENDPOINT_TOO_SLOW',
    at: 'intake/aws_api_gateway_integration',
    plant: all(
      set('aws_api_gateway_integration', ENDPOINT, { type: 'HTTP_PROXY', uri: 'https://intake.example', timeout_milliseconds: null }),
      without(PERMISSION, ENDPOINT),
    ),
  },
  {
    name: 'an API’s stage is not traced',
    finds: 'TRACE_BROKEN',
    at: 'intake/aws_api_gateway_stage',
    plant: set('aws_api_gateway_stage', ENDPOINT, { xray_tracing_enabled: false }),
  },
  {
    name: 'an API’s stage does not speak of traces',
    finds: 'TRACE_BROKEN',
    at: 'intake/aws_api_gateway_stage',
    plant: unset('aws_api_gateway_stage', ENDPOINT, 'xray_tracing_enabled'),
  },
  {
    name: 'a function passes traces through only',
    finds: 'TRACE_BROKEN',
    at: `delivery/${FUNCTION}.arrange-delivery`,
    plant: set(FUNCTION, 'arrange-delivery_function', { tracing_config: { mode: 'PassThrough' } }),
  },
  {
    name: 'a function does not speak of traces',
    finds: 'TRACE_BROKEN',
    at: `delivery/${FUNCTION}.arrange-delivery`,
    plant: unset(FUNCTION, 'arrange-delivery_function', 'tracing_config'),
  },
];
