/** For tests: policies that SNS rejects, with its messages. Recorded on AWS, 2024-05 to 2024-12. */
export interface RefusedPolicy {
  readonly policy: object;
  readonly reason: string;
  /** The position at which AWS's parser fails; some errors have none. */
  readonly column?: number;
  /** @default MessageAttributes */
  readonly scope?: 'MessageBody';
}

const key = (condition: unknown, reason: string, column?: number): RefusedPolicy => ({
  policy: { key: [condition] },
  reason,
  ...(column === undefined ? {} : { column }),
});
const numeric = (range: readonly unknown[], reason: string, column: number): RefusedPolicy => key({ numeric: range }, reason, column);
const anythingBut = (operator: object, reason: string, column: number): RefusedPolicy => key({ 'anything-but': operator }, reason, column);
const values = (count: number, name = 'value'): readonly string[] => Array.from({ length: count }, (_, n) => `${name}${n}`);

const NOT_A_MATCH = 'Match value must be String, number, true, false, or null';
const SUFFIX = 'suffix match pattern must be a string';
const PREFIX = 'prefix match pattern must be a string';
const EXISTS = 'exists match pattern must be either true or false.';
const COMPLEX = 'Filter policy is too complex';
const KEYS = 'Filter policy can not have more than 5 keys';

export const REFUSED_POLICIES: readonly RefusedPolicy[] = [
  key(['value'], NOT_A_MATCH, 10),
  key({ 'wrong-operator': true }, 'Unrecognized match type wrong-operator', 31),
  key({ suffix: 'value', prefix: 'value2' }, 'Only one key allowed in match expression', 37),
  { policy: { key: [] }, reason: 'Empty arrays are not allowed', column: 10 },
  key({ suffix: 100 }, SUFFIX, 22),
  key({ suffix: null }, SUFFIX, 23),
  key({ suffix: [] }, SUFFIX, 20),
  key({ suffix: ['test', 'test2'] }, SUFFIX, 20),
  { policy: { key: { suffix: 'value' } }, reason: '"suffix" must be an object or an array', column: 19 },
  { policy: { key: { suffix: 'value', prefix: 'value' } }, reason: '"suffix" must be an object or an array', column: 19 },
  { policy: { key: { 'not-an-operator': 'value' } }, reason: '"not-an-operator" must be an object or an array', column: 28 },
  { policy: { key_a: 'value_one' }, reason: '"key_a" must be an object or an array', column: 11, scope: 'MessageBody' },
  key({ cidr: ['bad-filter'] }, PREFIX, 18),
  key({ cidr: 'bad-filter' }, "Malformed CIDR, one '/' required"),
  key({ cidr: 'bad-filter/64' }, 'Nonstandard IP address: bad-filter'),
  key({ cidr: 'bad-/64filter' }, 'Malformed CIDR, mask bits must be an integer'),
  key({ cidr: 'xx.11.xx/8' }, 'Nonstandard IP address: xx.11.xx'),
  key({ cidr: 'xxxx:db8:1234:1a00::/64' }, 'Nonstandard IP address: xxxx:db8:1234:1a00::'),
  numeric([], 'Invalid member in numeric match: ]', 22),
  numeric(['operator'], 'Unrecognized numeric range operator: operator', 32),
  numeric([1, '<='], 'Invalid member in numeric match: 1', 22),
  numeric(['=', '000'], 'Value of equals must be numeric', 26),
  numeric(['>='], 'Value of >= must be numeric', 26),
  numeric(['<', 100, '>', 10], 'Too many elements in numeric expression', 30),
  numeric(['>=', 1, '>', 2], 'Bad numeric range operator: >', 31),
  numeric(['>', 3, '<', 1], 'Bottom must be less than top', 33),
  numeric(['>', 20, '<='], 'Value of <= must be numeric', 33),
  numeric(['>', 20, 30], 'Bad value in numeric range: 30', 30),
  numeric(['>', 20, 'test'], 'Bad numeric range operator: test', 34),
  numeric(['>', '20', '<', '30'], 'Value of > must be numeric', 26),
  numeric(['>', 20, '<', '30'], 'Value of < must be numeric', 33),
  numeric(['>', 20, '<', 30, '<', 50], 'Too many terms in numeric range expression', 36),
  key({ exists: null }, EXISTS, 23),
  key({ exists: 'no' }, EXISTS, 20),
  anythingBut({ 'wrong-operator': null }, 'Unsupported anything-but pattern: wrong-operator', 47),
  anythingBut({ suffix: 'test' }, 'Unsupported anything-but pattern: suffix', 36),
  anythingBut({ exists: false }, 'Unsupported anything-but pattern: exists', 40),
  anythingBut({ prefix: false }, PREFIX, 40),
  { policy: { key: values(151) }, reason: COMPLEX },
  { policy: { key1: values(100), key2: values(51) }, reason: COMPLEX },
  { policy: Object.fromEntries(values(6, 'key').map((name) => [name, ['value']])), reason: KEYS },
  { policy: Object.fromEntries(values(6, 'key').map((name) => [name, ['value']])), reason: KEYS, scope: 'MessageBody' },
  {
    policy: { key_a: { key_b: { key_c: values(4) } }, key_d: { key_e: values(3) }, key_f: values(3) },
    reason: COMPLEX,
    scope: 'MessageBody',
  },
  {
    policy: {
      source: values(4),
      $or: [{ metricName: values(6) }, { metricType: values(4), $or: [{ metricId: [1, 2, 3, 4] }, { spaceId: [1, 2, 3, 4] }] }],
    },
    reason: COMPLEX,
  },
  {
    policy: {
      $or: [{ metricName: values(3) }, { namespace: values(2) }],
      detail: { scope: values(2), $or: [{ source: values(1) }, { type: values(3) }] },
    },
    reason: COMPLEX,
    scope: 'MessageBody',
  },
];

/** Operators of EventBridge that SNS's pages do not have; AWS's messages for them are not recorded. */
export const OPERATORS_ELSEWHERE: readonly RefusedPolicy[] = [
  key({ wildcard: 'a*b' }, 'Unrecognized match type wildcard', 22),
  key({ prefix: { 'equals-ignore-case': 'a' } }, PREFIX, 20),
  key({ suffix: { 'equals-ignore-case': 'a' } }, PREFIX, 20),
  anythingBut({ wildcard: '*a' }, 'Unsupported anything-but pattern: wildcard', 38),
  anythingBut({ 'equals-ignore-case': 'a' }, 'Unsupported anything-but pattern: equals-ignore-case', 48),
  anythingBut({ suffix: ['a', 'b'] }, 'Unsupported anything-but pattern: suffix', 36),
  anythingBut({ prefix: ['a', 'b'] }, PREFIX, 36),
];
