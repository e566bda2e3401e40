import type { Defect, Stacks } from '../planted.ts';

interface Pattern {
  source?: unknown;
  'detail-type'?: unknown;
  detail: { Metadata?: Record<string, unknown>; Data?: Record<string, unknown> };
}

/** Changes a rule's pattern. */
export const pattern = (stacks: Stacks, rule: string, change: (pattern: Pattern) => void): void =>
  stacks.edit('aws_cloudwatch_event_rule', rule, 'event_pattern', change);
/** A rule asks for such data. */
export const data =
  (rule: string, Data: object): Defect['plant'] =>
  (stacks) =>
    pattern(stacks, rule, ({ detail }) => Object.assign(detail, { Data }));

const metadata =
  (rule: string, Metadata: object): Defect['plant'] =>
  (stacks) =>
    pattern(stacks, rule, ({ detail }) => Object.assign(detail, { Metadata }));

/** What it takes, another rule takes too. */
const ARRANGED = 'record-event-subscriptions_order-delivery-arranged';

/** Rules that EventBridge refuses, or that nothing can match. */
export const PATTERN_DEFECTS: readonly Defect[] = [
  {
    name: 'a field asks for a value that stands in no list',
    finds: 'PATTERN_INVALID',
    plant: data(ARRANGED, { order_id: 'x' }),
  },
  {
    name: 'an operator is misspelt',
    finds: 'PATTERN_INVALID',
    plant: data(ARRANGED, { order_id: [{ prefx: 'x' }] }),
  },
  {
    name: 'a numeric condition has its bounds the wrong way round',
    finds: 'PATTERN_INVALID',
    plant: data(ARRANGED, { n: [{ numeric: ['>', 5, '<', 1] }] }),
  },
  {
    name: 'a detail-type is misspelt',
    finds: 'PATTERN_NEVER_MATCHES',
    plant: (stacks) => pattern(stacks, ARRANGED, (it) => Object.assign(it, { 'detail-type': ['payment-faild'] })),
  },
  {
    name: 'the source is another service’s',
    finds: 'PATTERN_NEVER_MATCHES',
    plant: (stacks) => pattern(stacks, ARRANGED, (it) => Object.assign(it, { source: ['plumbline.payment'] })),
  },
  {
    name: 'a rule matches a major version that no function publishes',
    finds: 'PATTERN_NEVER_MATCHES',
    plant: metadata(ARRANGED, { event_version: [{ prefix: '2.' }] }),
  },
  {
    name: 'a rule asks for a value that the enumeration lacks',
    finds: 'PATTERN_NEVER_MATCHES',
    plant: data(ARRANGED, { service_info: ['deliver'] }),
  },
  {
    name: 'a property is on another level than in the contract',
    finds: 'PATTERN_NEVER_MATCHES',
    plant: metadata(ARRANGED, { order_id: [{ prefix: '4' }] }),
  },
  {
    name: 'an event is asked for without what every event has',
    finds: 'PATTERN_NEVER_MATCHES',
    plant: metadata(ARRANGED, { event_id: [{ exists: false }] }),
  },
  {
    name: 'a rule asks for a number where the contract has a text',
    finds: 'PATTERN_NEVER_MATCHES',
    plant: data(ARRANGED, { order_id: [{ numeric: ['>', 5] }] }),
  },
  {
    name: 'a number is asked for that is out of the contract’s bounds',
    finds: 'PATTERN_NEVER_MATCHES',
    plant: data(ARRANGED, { payment: { amount_minor: [{ numeric: ['<', 0] }] } }),
  },
  {
    name: 'a time is asked for that no time begins with',
    finds: 'PATTERN_NEVER_MATCHES',
    plant: metadata(ARRANGED, { event_time_iso8601: [{ prefix: '26-' }] }),
  },
  {
    name: 'what every alternative of $or asks for is never there',
    finds: 'PATTERN_NEVER_MATCHES',
    plant: data(ARRANGED, { $or: [{ service_info: ['x'] }, { payment_type: ['y'] }] }),
  },
  {
    name: 'a rule takes an event more than its handler knows',
    finds: 'PATTERN_TOO_WIDE',
    plant: (stacks) =>
      pattern(stacks, 'capture-payment-subscriptions_order-delivery-arranged', (it) => {
        it['detail-type'] = ['order-delivery-arranged', 'new-order'];
        it.detail = { Metadata: { event_version: [{ prefix: '1.' }] } };
      }),
  },
];
