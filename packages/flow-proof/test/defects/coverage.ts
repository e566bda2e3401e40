import type { Defect, Stacks } from '../planted.ts';
import { type Policy, set, statements } from '../planting.ts';
import { data, pattern } from './patterns.ts';

const RULE = 'aws_cloudwatch_event_rule';
const TARGET = 'aws_cloudwatch_event_target';
const ROLE_POLICY = 'aws_iam_role_policy';

const ARRANGE = 'arrange-delivery-subscriptions_order-accepted';
const CAPTURE = 'capture-payment-subscriptions_order-accepted';
const RECORD = 'record-event-subscriptions_';
const STORE_SALES = 'take-store-event-subscriptions_sales-events';
const BIG_SALES = 'forwards_big-sales';
const BOOKS = 'forwards_books-to-supplier';

const allowTypes = (stacks: Stacks, policy: string, sources: string[], types: string[]): void =>
  statements(ROLE_POLICY, policy, 'events:PutEvents', ({ Condition }) =>
    Object.assign(Condition?.['ForAllValues:StringEquals'] ?? {}, { 'events:source': sources, 'events:detail-type': types }),
  )(stacks);

/** A rule takes the stores' own reports of sales, which have no envelope. */
const reports =
  (rule: string, detail: object): Defect['plant'] =>
  (stacks) =>
    pattern(stacks, rule, (it) =>
      Object.assign(it, { source: ['Miztiik-Automation-Data-Producer'], 'detail-type': ['sales-events'], detail }),
    );

/** A function's manifest says that it publishes OrderCreated too, and all that is made of it does. */
export const publishOrderCreated = (stacks: Stacks, fn: string, source: string, detailType: string): void => {
  allowTypes(stacks, `${fn}_policy`, [source, 'plumbline.intake'], [detailType, 'new-order']);
  const block = stacks.block('aws_lambda_function', `${fn}_function`) as unknown as {
    tags: { publishes: string };
    '//': { plumbline: { declares: { publishes: string[] } } };
  };
  block.tags.publishes += ' OrderCreated:1.0';
  block['//'].plumbline.declares.publishes.push('OrderCreated:1.0');
};

/** Events and values without a consumer, and events that cause themselves. */
export const COVERAGE_DEFECTS: readonly Defect[] = [
  {
    name: 'the original rules lose pick_up',
    finds: 'VALUE_UNROUTED',
    plant: data(CAPTURE, { service_info: ['delivery'] }),
  },
  {
    name: 'a rule misspells a value',
    finds: 'VALUE_UNROUTED',
    plant: data(CAPTURE, { service_info: ['delivery', 'pickup'] }),
  },
  {
    name: 'a value is excluded',
    finds: 'VALUE_UNROUTED',
    plant: data(CAPTURE, { service_info: [{ 'anything-but': ['self_delivery', 'delivery'] }] }),
  },
  {
    name: 'two rules leave a gap between their bounds',
    finds: 'VALUE_UNROUTED',
    at: 'store-sales/aws_lambda_function.take-store-event',
    plant: (stacks) => {
      data(BIG_SALES, { amount_cents: [{ numeric: ['>', 9000] }] })(stacks);
      data(BOOKS, { amount_cents: [{ numeric: ['<', 9000] }] })(stacks);
    },
  },
  {
    name: 'no consumer selects foreign reports that lack the routing field',
    finds: 'VALUE_UNROUTED',
    at: 'store-feed/aws_lambda_function.produce-store-events',
    plant: (stacks) => {
      reports(STORE_SALES, { is_return: [true] })(stacks);
      reports(BIG_SALES, { is_return: [false] })(stacks);
    },
  },
  {
    name: 'both rules for SaleRejected are disabled',
    finds: 'EVENT_UNROUTED',
    plant: (stacks) => {
      for (const rule of ['forwards_rejected-reports', 'count-rejected-subscriptions_sale-rejected'])
        stacks.block(RULE, rule).state = 'DISABLED';
    },
  },
  {
    name: 'PaymentFailed has no consumer',
    finds: 'EVENT_UNROUTED',
    plant: (stacks) => {
      stacks.remove(RULE, `${RECORD}payment-failed`);
      stacks.remove(TARGET, `${RECORD}payment-failed`);
      unsend(stacks, 'payment-failed');
    },
  },
  {
    name: 'the only rule for PaymentFailed is disabled',
    finds: 'EVENT_UNROUTED',
    plant: set(RULE, `${RECORD}payment-failed`, { state: 'DISABLED' }),
  },
  {
    name: 'a function that takes an event publishes it too',
    finds: 'EVENT_LOOP',
    plant: (stacks) => publishOrderCreated(stacks, 'new-order', 'plumbline.orders', 'order-accepted'),
  },
  {
    name: 'two functions cause each other',
    finds: 'EVENT_LOOP',
    plant: (stacks) => publishOrderCreated(stacks, 'arrange-delivery', 'plumbline.delivery', 'order-delivery-arranged'),
  },
  {
    name: 'a role may publish anything',
    finds: 'PUBLISHES_ANYTHING',
    plant: statements(ROLE_POLICY, 'capture-payment_policy', 'events:PutEvents', (statement) => {
      statement.Condition = { 'ForAllValues:StringEquals': { 'events:source': ['plumbline.payments'] } };
    }),
  },
  {
    name: 'a role may publish an event without a contract',
    finds: 'PUBLISHES_ANYTHING',
    plant: (stacks) =>
      allowTypes(stacks, 'capture-payment_policy', ['plumbline.payments'], ['payment-captured', 'payment-failed', 'payment-refunded']),
  },
  {
    name: 'a role does not allow its function’s event',
    finds: ['PUBLISH_FORBIDDEN', 'PATTERN_NEVER_MATCHES'],
    plant: (stacks) => allowTypes(stacks, 'capture-payment_policy', ['plumbline.payments'], ['payment-captured']),
  },
  {
    name: 'a terminal event has a consumer',
    finds: 'TERMINAL_UNNEEDED',
    at: 'payments/aws_lambda_function.capture-payment',
    plant: (stacks) => stacks.contract('PaymentFailed', { terminal: 'Nobody needs it.' }),
  },
  {
    name: 'a contract excuses a value that has a consumer',
    finds: 'TERMINAL_UNNEEDED',
    at: 'orders/aws_lambda_function.new-order',
    plant: (stacks) => stacks.contract('OrderAccepted', { terminal: { service_info: 'Some wait.' } }),
  },
  {
    name: 'a declared routing field has values without a consumer',
    finds: 'VALUE_UNROUTED',
    at: 'orders/aws_lambda_function.new-order',
    plant: (stacks) => stacks.contract('OrderAccepted', { routedBy: ['payment_type'] }),
  },
];

/** Takes the right to send away from a rule that is gone. */
const unsend = (stacks: Stacks, detailType: string): void => {
  for (const queue of ['queue', 'undelivered']) {
    stacks.edit('aws_sqs_queue_policy', `${RECORD}${queue}`, 'policy', ({ Statement }: Policy) => {
      for (const { Condition } of Statement) {
        for (const [key, arns] of Object.entries(Condition?.ArnEquals ?? {}))
          Object.assign(Condition?.ArnEquals ?? {}, { [key]: [arns].flat().filter((arn) => !arn.includes(`_${detailType}_rule`)) });
      }
    });
  }
};

/** Ways that end where it is said. */
export const RIGHT_COVERAGE: readonly Pick<Defect, 'name' | 'plant'>[] = [
  {
    name: 'two rules match numbers from different bounds upward',
    plant: (stacks) => {
      data(BIG_SALES, { amount_cents: [{ numeric: ['>=', 9000] }] })(stacks);
      data(BOOKS, { amount_cents: [{ numeric: ['>=', 50_000] }] })(stacks);
    },
  },
  {
    name: 'two rules share foreign reports, and one matches those that lack the property',
    plant: (stacks) => {
      reports(STORE_SALES, { is_return: [true] })(stacks);
      reports(BIG_SALES, { is_return: [false, { exists: false }] })(stacks);
    },
  },
  {
    name: 'two consumers ask for the same values',
    plant: (stacks) => {
      data(ARRANGE, { service_info: ['delivery'] })(stacks);
      data(CAPTURE, { service_info: ['delivery'] })(stacks);
    },
  },
  {
    name: 'pick_up has no consumer, and the contract gives the reason',
    plant: (stacks) => {
      data(CAPTURE, { service_info: ['delivery'] })(stacks);
      stacks.contract('OrderAccepted', { terminal: { service_info: 'Guests who pick up pay at the counter.' } });
    },
  },
  {
    name: 'PaymentFailed has no consumer, and its contract gives the reason',
    plant: (stacks) => {
      stacks.block(RULE, `${RECORD}payment-failed`).state = 'DISABLED';
      stacks.contract('PaymentFailed', { terminal: 'The guest is told by the gateway.' });
    },
  },
];
