import { GUIDE, type ScalarCase } from './case.ts';

const PAGE = `${GUIDE}/scalars.html`;
const takes = (scalar: string, ...values: readonly unknown[]): readonly ScalarCase[] =>
  values.map((value) => ({ source: PAGE, scalar, value }));
const refuses = (scalar: string, words: string, ...values: readonly unknown[]): readonly ScalarCase[] =>
  values.map((value) => ({ source: PAGE, scalar, value, fails: `Unable to parse \`${String(value)}\` as a valid ${words}.` }));

/** The scalars that AppSync adds to GraphQL. */
export const SCALARS: readonly ScalarCase[] = [
  ...takes('AWSDate', '1970-01-01', '1970-01-01Z', '1970-01-01-07:00', '1970-01-01+05:30', '2024-02-29'),
  ...refuses('AWSDate', 'date', '1970-1-1', '1970-13-01', '2023-02-29', '1970-01-01T00:00:00Z', 'today', 1),
  ...takes('AWSTime', '12:30', '12:30Z', '12:30:24-07:00', '12:30:24.500+05:30', '23:59:59.999999999'),
  ...refuses('AWSTime', 'time', '24:00', '12:60', '12', '12:30:24.', '12:30+19:00'),
  ...takes('AWSDateTime', '1970-01-01T12:30Z', '1970-01-01T12:30:24-07:00', '1970-01-01T12:30:24.500+05:30'),
  ...refuses('AWSDateTime', 'DateTime Object', '1970-01-01T12:30:24', '1970-01-01 12:30Z', '1970-01-01', '1970-02-30T00:00Z'),
  ...takes('AWSTimestamp', 0, -1, 1_714_000_000),
  ...refuses('AWSTimestamp', 'timestamp', 1.5, '1714000000'),
  ...takes('AWSEmail', 'username@example.com', 'a.b+c@sub.example.org'),
  ...refuses('AWSEmail', 'email', 'username', 'username@', '@example.com', 'a b@example.com', 'a@example', 'a..b@example.com'),
  ...[
    ['{"upvotes": 10}', '{"upvotes":10}'],
    ['[1,2,3]', '[1,2,3]'],
    ['"AWSJSON example string"', 'AWSJSON example string'],
    ['1', '1'],
    ['-1.5', '-1.5'],
    ['true', 'true'],
  ].map(([value, gives]) => ({
    source: PAGE,
    scalar: 'AWSJSON',
    value,
    gives: gives === 'AWSJSON example string' ? '"AWSJSON example string"' : gives,
  })),
  ...['{a: 1}', "{'a': 1}", 'Unquoted string', ''].map((value) => ({
    source: PAGE,
    scalar: 'AWSJSON',
    value,
    fails: `Unable to parse \`${value}\` as valid JSON.`,
  })),
  ...takes('AWSURL', 'https://www.amazon.com/dp/B000NZW3KC/', 'mailto:example@example.com', 'ftp://ftp.example.com/a'),
  ...refuses('AWSURL', 'URL', 'www.amazon.com', 'https://example.com/a//b', 'not a url'),
  ...takes('AWSPhone', '555-123-4567', '+1 555-123-4567', '+44 20 7946 0958', '(555) 123-4567'),
  ...refuses('AWSPhone', 'phone number', '123', 'call me', '+1 555--- 123 4567'),
  ...takes('AWSIPAddress', '123.12.34.56', '1a2b:3c4b::1234:4567', '123.45.67.89/16', '::1'),
  ...refuses('AWSIPAddress', 'IP address', '123.12.34', '123.12.34.256', '123.45.67.89/33', '1a2b:3c4b', 'localhost'),
  ...takes('ID', 'abc'),
  { source: PAGE, scalar: 'ID', value: 7, gives: '7' },
  ...takes('Int', 1, -2_147_483_648),
  { source: PAGE, scalar: 'Int', value: '1', fails: "Expected type 'Int' but was 'String'." },
  { source: PAGE, scalar: 'Int', value: 2_147_483_648, fails: "Expected type 'Int' but was 'Integer'." },
  ...takes('Float', 1.5, 2),
  ...takes('Boolean', true, false),
  { source: PAGE, scalar: 'Boolean', value: 'true', fails: "Expected type 'Boolean' but was 'String'." },
  ...takes('String', '', 'ü'),
];
