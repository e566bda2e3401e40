import type { MessageAttribute } from '../message-attributes.ts';

/** For tests: a message and whether a filter policy accepts it, with AWS's page or recording. */
export interface FilterCase {
  readonly from: string;
  readonly policy: object;
  /** The body; without it, the filter applies to `attributes`. */
  readonly body?: unknown;
  readonly attributes?: Readonly<Record<string, MessageAttribute>>;
  readonly accepted: boolean;
}

const PAGES = 'https://docs.aws.amazon.com/sns/latest/dg';
const STRINGS = `${PAGES}/string-value-matching.html`;
const NUMBERS = `${PAGES}/numeric-value-matching.html`;
const KEYS = `${PAGES}/attribute-key-matching.html`;
const LOGIC = `${PAGES}/and-or-logic.html`;
const CONSTRAINTS = `${PAGES}/subscription-filter-policy-constraints.html`;
const EXAMPLE = `${PAGES}/example-filter-policies.html`;
const RECORDED = 'Recorded on AWS, 2024-05';
const RECORDED_BODY = 'Recorded on AWS, 2024-12';

const text = (StringValue: string): MessageAttribute => ({ DataType: 'String', StringValue });
const number = (StringValue: string): MessageAttribute => ({ DataType: 'Number', StringValue });
const list = (...items: readonly unknown[]): MessageAttribute => ({ DataType: 'String.Array', StringValue: JSON.stringify(items) });
const bytes: MessageAttribute = { DataType: 'Binary', BinaryValue: 'AgME' };

const withAttributes =
  (from: string, policy: object) =>
  (accepted: boolean, attributes: Readonly<Record<string, MessageAttribute>>): FilterCase => ({ from, policy, attributes, accepted });
const withBody =
  (from: string, policy: object) =>
  (accepted: boolean, body: unknown): FilterCase => ({ from, policy, body, accepted });

const exact = withAttributes(STRINGS, { customer_interests: ['rugby', 'tennis'] });
const exactBody = withBody(STRINGS, { customer_interests: ['rugby', 'tennis'] });
const anythingBut = withAttributes(STRINGS, { customer_interests: [{ 'anything-but': ['rugby', 'tennis'] }] });
const anythingButBody = withBody(STRINGS, { customer_interests: [{ 'anything-but': ['rugby', 'tennis'] }] });
const anythingButPrefix = withAttributes(STRINGS, { event: [{ 'anything-but': { prefix: 'order-' } }] });
const ignoreCase = withAttributes(STRINGS, { customer_interests: [{ 'equals-ignore-case': 'tennis' }] });
const address = withAttributes(STRINGS, { source_ip: [{ cidr: '10.0.0.0/24' }] });
const prefix = withAttributes(STRINGS, { customer_interests: [{ prefix: 'bas' }] });
const suffix = withAttributes(STRINGS, { customer_interests: [{ suffix: 'ball' }] });
const price = withAttributes(NUMBERS, { price_usd: [{ numeric: ['=', 301.5] }] });
const range = withAttributes(NUMBERS, { price_usd: [{ numeric: ['>', 0, '<=', 150] }] });
const notPrices = withAttributes(NUMBERS, { price: [{ 'anything-but': [100, 500] }] });
const present = withAttributes(KEYS, { store: [{ exists: true }] });
const absent = withAttributes(KEYS, { store: [{ exists: false }] });
const and = withAttributes(LOGIC, { customer_interests: ['rugby'], price_usd: [{ numeric: ['>', 100] }] });
const or = withAttributes(LOGIC, { source: ['aws.cloudwatch'], $or: [{ metricName: ['CPUUtilization'] }, { namespace: ['AWS/EC2'] }] });
const recordedRange = withAttributes(RECORDED, { attr1: [{ numeric: ['>', 0, '<=', 100] }] });
const nullOr = withAttributes(RECORDED, { attr1: [null, { 'anything-but': 'whatever' }] });
const value1 = withAttributes(RECORDED, { store: ['value1'] });
const shop = withAttributes(EXAMPLE, { store: ['example_corp'], event: [{ 'anything-but': 'order_cancelled' }] });
const nested = withBody(RECORDED_BODY, {
  object: { key: [{ prefix: 'auto-' }, 'hardcodedvalue'], nested_key: [{ exists: false }] },
  test: [{ exists: false }],
});
const dotted = withBody(RECORDED_BODY, { 'object.nested': ['string.value'] });
const deep = withBody(RECORDED_BODY, { 'object.nested.test': ['string.value'] });
const route = withBody(RECORDED_BODY, { headers: { 'route-to': ['queue1'] } });
const records = withBody(RECORDED_BODY, {
  Records: { s3: { object: { key: [{ prefix: 'auto-' }] } }, eventName: [{ prefix: 'ObjectCreated:' }] },
});
const record = (eventName: string, object: unknown) => ({ eventSource: 'aws:s3', eventName, s3: { object } });
const alarm = withBody(RECORDED_BODY, {
  $or: [{ metricName: ['CPUUtilization', 'ReadLatency'] }, { namespace: ['AWS/EC2', 'AWS/ES'] }],
  detail: { scope: ['Service'], $or: [{ source: ['aws.cloudwatch'] }, { type: ['CloudWatch Alarm State Change'] }] },
});
const CHANGE = 'CloudWatch Alarm State Change';
const networks = withBody(RECORDED_BODY, {
  detail: { $or: [{ sourceIPAddress: [{ cidr: '10.0.0.0/24' }] }, { sourceIPAddressV6: [{ cidr: '2001:db8:1234:1a00::/64' }] }] },
});

export const FILTER_CASES: readonly FilterCase[] = [
  exact(true, { customer_interests: text('rugby') }),
  exact(true, { customer_interests: text('tennis') }),
  exact(false, { customer_interests: text('baseball') }),
  exact(true, { customer_interests: list('rugby', 'tennis') }),
  exact(true, { customer_interests: list('baseball', 'tennis') }),
  exact(false, { customer_interests: list('baseball') }),
  exact(false, {}),
  exact(false, { customer_interests: bytes }),
  { from: CONSTRAINTS, policy: { a: ['Rugby'] }, attributes: { a: text('rugby') }, accepted: false },
  exactBody(true, { customer_interests: 'rugby' }),
  exactBody(true, { customer_interests: ['baseball', 'rugby'] }),
  exactBody(false, { customer_interests: 'baseball' }),
  anythingBut(true, { customer_interests: text('baseball') }),
  anythingBut(true, { customer_interests: text('football') }),
  anythingBut(false, { customer_interests: text('rugby') }),
  // It contains a value that is neither.
  anythingBut(true, { customer_interests: list('rugby', 'baseball') }),
  anythingBut(false, { customer_interests: list('rugby', 'tennis') }),
  anythingBut(false, {}),
  anythingButBody(true, { customer_interests: ['rugby', 'baseball'] }),
  anythingButBody(false, { customer_interests: 'rugby' }),
  anythingButPrefix(true, { event: text('data-entry') }),
  anythingButPrefix(true, { event: text('order_number') }),
  anythingButPrefix(false, { event: text('order-cancelled') }),
  ignoreCase(true, { customer_interests: text('TENNIS') }),
  ignoreCase(true, { customer_interests: text('Tennis') }),
  ignoreCase(false, { customer_interests: text('rugby') }),
  address(true, { source_ip: text('10.0.0.0') }),
  address(true, { source_ip: text('10.0.0.255') }),
  address(false, { source_ip: text('10.1.1.0') }),
  prefix(true, { customer_interests: text('baseball') }),
  prefix(true, { customer_interests: text('basketball') }),
  prefix(false, { customer_interests: text('rugby') }),
  suffix(true, { customer_interests: text('baseball') }),
  suffix(true, { customer_interests: text('basketball') }),
  suffix(false, { customer_interests: text('rugby') }),
  price(true, { price_usd: number('301.5') }),
  price(true, { price_usd: number('3.015e2') }),
  price(false, { price_usd: number('301') }),
  price(false, { price_usd: text('301.5') }),
  range(true, { price_usd: number('100') }),
  range(true, { price_usd: number('150') }),
  range(false, { price_usd: number('0') }),
  range(false, { price_usd: number('150.00001') }),
  range(true, { price_usd: list(200, 120) }),
  range(false, { price_usd: list(200, 300) }),
  notPrices(true, { price: number('101') }),
  notPrices(true, { price: list(100, 50) }),
  notPrices(false, { price: number('100') }),
  present(true, { store: text('fans') }),
  present(true, { store: number('1') }),
  present(false, { event: text('order') }),
  absent(true, { event: text('order') }),
  absent(false, { store: text('fans'), event: text('order') }),
  and(true, { customer_interests: text('rugby'), price_usd: number('101') }),
  and(false, { customer_interests: text('rugby'), price_usd: number('100') }),
  and(false, { customer_interests: text('rugby') }),
  or(true, { source: text('aws.cloudwatch'), metricName: text('CPUUtilization') }),
  or(true, { source: text('aws.cloudwatch'), namespace: text('AWS/EC2') }),
  or(false, { source: text('aws.cloudwatch'), namespace: text('AWS/ES') }),
  or(false, { metricName: text('CPUUtilization') }),
  shop(true, { store: text('example_corp'), event: text('order_placed') }),
  shop(false, { store: text('example_corp'), event: text('order_cancelled') }),
  recordedRange(true, { attr1: number('99') }),
  recordedRange(false, { attr1: number('111') }),
  nullOr(false, {}),
  value1(true, { store: text('value1') }),
  value1(true, { store: list('value1', 'value2') }),
  value1(false, { store: list('value2', 'value3') }),
  nested(true, { object: { key: 'auto-test' } }),
  nested(true, { object: { key: 'hardcodedvalue' } }),
  nested(false, { object: { key: 'test-auto' } }),
  nested(false, { object: { key: 'auto-test' }, test: 'just-exists' }),
  nested(false, { object: { key: 'auto-test', nested_key: 'just-exists' } }),
  nested(false, { object: { test: 'auto-test' } }),
  nested(false, { test: 'auto-test' }),
  nested(false, 'Regular string message'),
  dotted(true, { object: { nested: 'string.value' } }),
  dotted(true, { 'object.nested': 'string.value' }),
  dotted(false, { object: { nested: 'test-auto' } }),
  deep(true, { object: { nested: { test: 'string.value' } } }),
  deep(true, { 'object.nested.test': 'string.value' }),
  deep(true, { 'object.nested': { test: 'string.value' } }),
  deep(true, { object: { 'nested.test': 'string.value' } }),
  deep(false, { object: { nested: { test: 'string.notvalue' } } }),
  route(true, { headers: { 'route-to': ['queue1', 'queue2'] } }),
  route(false, { headers: { 'route-to': ['queue2'] } }),
  route(false, { headers: { 'route-to': ['queue3'] } }),
  records(true, { Records: [record('ObjectCreated:Put', { key: 'auto-insurance-2314.xml' })] }),
  records(false, { Records: [record('ObjectRemoved:Delete', { key: 'auto-insurance-2314.xml' })] }),
  records(false, { Records: [record('ObjectCreated:Put', { key: 'home-insurance-2314.xml' })] }),
  records(true, {
    Records: [
      // A list of a list of objects, and it works.
      record('ObjectCreated:Put', [[{ key: 'auto-insurance-2314.xml', size: 17 }]]),
      record('ObjectRemoved:Delete', { key: 'home-insurance-2314.xml', size: 17 }),
    ],
  }),
  alarm(false, { metricName: 'CPUUtilization', detail: { scope: 'aws.cloudwatch', type: CHANGE } }),
  alarm(false, { metricName: 'CPUUtilization', detail: { scope: 'Service', type: 'CPUUtilization' } }),
  alarm(false, { metricName: 'CPUUtilization', detail: { type: CHANGE } }),
  alarm(false, { metricName: 'CPUUtilization', detail: { scope: 'Service' } }),
  alarm(false, { metricName: 'CPUUtilization', scope: 'Service' }),
  alarm(false, { metricName: 'AWS/EC2', detail: { scope: 'Service', type: CHANGE } }),
  alarm(false, { namespace: 'CPUUtilization', detail: { scope: 'Service', type: CHANGE } }),
  alarm(true, { metricName: 'CPUUtilization', detail: { scope: 'Service', source: 'aws.cloudwatch' } }),
  alarm(true, { metricName: 'ReadLatency', detail: { scope: 'Service', source: 'aws.cloudwatch' } }),
  alarm(true, { namespace: 'AWS/EC2', detail: { scope: 'Service', source: 'aws.cloudwatch' } }),
  alarm(true, { namespace: 'AWS/ES', detail: { scope: 'Service', source: 'aws.cloudwatch' } }),
  alarm(true, { metricName: 'CPUUtilization', detail: { scope: 'Service', type: CHANGE } }),
  { ...withBody(RECORDED_BODY, { detail: { eventVersion: [''] } })(true, { resources: [], detail: { eventVersion: '', more: null } }) },
  networks(true, { detail: { sourceIPAddress: '10.0.0.255' } }),
  networks(false, { detail: { sourceIPAddress: '10.0.0.256' } }),
  networks(true, { detail: { sourceIPAddressV6: '2001:0db8:1234:1a00:0000:0000:0000:0000' } }),
  networks(false, { detail: { sourceIPAddressV6: '2001:0db8:123f:1a01:0000:0000:0000:0000' } }),
];
