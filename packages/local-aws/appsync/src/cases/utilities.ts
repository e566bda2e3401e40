import { type CodeCase, GUIDE } from './case.ts';

const on =
  (page: string) =>
  (code: string, value: unknown, more: Partial<CodeCase> = {}): CodeCase => ({ source: `${GUIDE}/${page}`, code, gives: value, ...more });
const util = on('built-in-util-js.html');
const time = on('time-helpers-in-util-time-js.html');
const typed = on('dynamodb-helpers-in-util-dynamodb-js.html');
const http = on('http-helpers-in-utils-http-js.html');
const xml = on('xml-helpers-in-util-xml-js.html');
const math = on('math-helpers-in-util-math-js.html');
const str = on('string-helpers-in-util-str-js.html');

/** `util`. The clock of the table stands at 2026-01-01T00:00:00Z. */
export const UTILITIES: readonly CodeCase[] = [
  util("util.escapeJavaScript('It\\'s \"x\"\\n')", 'It\\\'s \\"x\\"\\n'),
  util("util.urlEncode('a b&c=ü')", 'a+b%26c%3D%C3%BC'),
  util("util.urlDecode('a+b%26c')", 'a b&c'),
  util("util.base64Encode('hü')", 'aMO8'),
  util("util.base64Decode('aMO8')", 'hü'),
  util('util.autoId().length', 36),
  util('util.autoUlid().length', 26),
  util('util.autoKsuid().length', 27),
  util("util.matches('a*b', 'aaab')", true),
  util("util.matches('a', 'xax')", false),
  {
    source: `${GUIDE}/built-in-util-js.html`,
    code: "util.matches('(a+)+', 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab')",
    fails: 'Runtime Error',
  },
  util('util.authType()', 'API Key Authorization'),
  { source: `${GUIDE}/built-in-util-js.html`, code: "util.error('Stop')", fails: 'Stop' },
  {
    source: `${GUIDE}/built-in-util-js.html`,
    code: 'util.unauthorized()',
    context: { info: { fieldName: 'f', parentTypeName: 'T' } },
    fails: 'Not Authorized to access f on type T',
  },
  time('util.time.nowISO8601()', '2026-01-01T00:00:00.000Z'),
  time('util.time.nowEpochSeconds()', 1_767_225_600),
  time('util.time.nowEpochMilliSeconds()', 1_767_225_600_000),
  time("util.time.nowFormatted('yyyy-MM-dd HH:mm:ssZ')", '2026-01-01 00:00:00+0000'),
  time("util.time.nowFormatted('yyyy-MM-dd HH:mm:ssZ', 'Australia/Perth')", '2026-01-01 08:00:00+0800'),
  time("util.time.parseFormattedToEpochMilliSeconds('2018-02-01 17:21:05.180+0800', 'yyyy-MM-dd HH:mm:ss.SSSZ')", 1_517_476_865_180),
  time("util.time.parseFormattedToEpochMilliSeconds('2018-02-01 01:19:15', 'yyyy-MM-dd HH:mm:ss', 'Europe/Berlin')", 1_517_444_355_000),
  time("util.time.parseISO8601ToEpochMilliSeconds('2018-02-01T17:21:05.180+08:00')", 1_517_476_865_180),
  time('util.time.epochMilliSecondsToSeconds(1517943695750)', 1_517_943_695),
  time('util.time.epochMilliSecondsToISO8601(1517943695750)', '2018-02-06T19:01:35.750Z'),
  time("util.time.epochMilliSecondsToFormatted(1517943695750, 'yyyy-MM-dd HH:mm:ss.SSSZ')", '2018-02-06 19:01:35.750+0000'),
  time(
    "util.time.epochMilliSecondsToFormatted(1517943695750, 'yyyy-MM-dd HH:mm:ss.SSSZ', 'Australia/Perth')",
    '2018-02-07 03:01:35.750+0800',
  ),
  time('util.time.epochMilliSecondsToFormatted(1517943695750, "EEE, d MMM yyyy \'at\' h:mm a")', 'Tue, 6 Feb 2018 at 7:01 PM'),
  typed("util.dynamodb.toDynamoDB('foo')", { S: 'foo' }),
  typed('util.dynamodb.toDynamoDB(12345)', { N: '12345' }),
  typed('util.dynamodb.toDynamoDB(true)', { BOOL: true }),
  typed("util.dynamodb.toDynamoDB(['foo', 123, { bar: 'baz' }])", { L: [{ S: 'foo' }, { N: '123' }, { M: { bar: { S: 'baz' } } }] }),
  typed("util.dynamodb.toDynamoDB({ foo: 'bar', baz: 1234, beep: ['boop'] })", {
    M: { foo: { S: 'bar' }, baz: { N: '1234' }, beep: { L: [{ S: 'boop' }] } },
  }),
  typed("util.dynamodb.toString('foo')", { S: 'foo' }),
  typed('util.dynamodb.toString(null)', null),
  typed("util.dynamodb.toStringSet(['foo', 'bar'])", { SS: ['foo', 'bar'] }),
  typed('util.dynamodb.toNumber(12345)', { N: '12345' }),
  typed('util.dynamodb.toNumberSet([1, 23, 4.56])', { NS: ['1', '23', '4.56'] }),
  typed("util.dynamodb.toBinary('foo')", { B: 'foo' }),
  typed("util.dynamodb.toBinarySet(['foo', 'bar'])", { BS: ['foo', 'bar'] }),
  typed('util.dynamodb.toBoolean(true)', { BOOL: true }),
  typed('util.dynamodb.toNull()', { NULL: null }),
  typed("util.dynamodb.toList(['foo', 123])", { L: [{ S: 'foo' }, { N: '123' }] }),
  typed("util.dynamodb.toMap({ foo: 'bar' })", { M: { foo: { S: 'bar' } } }),
  typed("util.dynamodb.toMapValues({ foo: 'bar', baz: 1 })", { foo: { S: 'bar' }, baz: { N: '1' } }),
  typed("util.dynamodb.toS3Object('foo', 'bar', 'baz')", { S: '{"s3":{"key":"foo","bucket":"bar","region":"baz"}}' }),
  typed('util.dynamodb.fromS3ObjectJson(\'{"s3":{"key":"foo","bucket":"bar","region":"baz"}}\')', {
    key: 'foo',
    bucket: 'bar',
    region: 'baz',
  }),
  http("util.http.copyHeaders({ host: 'x', 'x-note': 'a', 'x-amzn-requestid': 'r', connection: 'close' })", { 'x-note': 'a' }),
  { source: `${GUIDE}/http-helpers-in-utils-http-js.html`, code: "util.http.addResponseHeader('x-amzn-note', 1)", fails: 'Runtime Error' },
  {
    source: `${GUIDE}/http-helpers-in-utils-http-js.html`,
    code: "util.http.addResponseHeader('x-note', 'a'.concat(...Array(5000).fill('b')))",
    fails: 'Runtime Error',
  },
  xml('util.xml.toMap(\'<?xml version="1.0"?><posts><post><id>1</id><title>Getting started with GraphQL</title></post></posts>\')', {
    posts: { post: { id: 1, title: 'Getting started with GraphQL' } },
  }),
  xml("util.xml.toJsonString('<a><b>1</b></a>')", '{"a":{"b":1}}'),
  xml("util.xml.toJsonString('<a><b>1</b></a>', true)", '{\\"a\\":{\\"b\\":1}}'),
  on('rds-helpers-in-util-rds-js.html')(
    "util.rds.toJsonObject(JSON.stringify({ sqlStatementResults: [{ columnMetadata: [{ label: 'id' }, { label: 'note' }], records: [[{ longValue: 1 }, { isNull: true }]] }] }))",
    [[{ id: 1, note: null }]],
  ),
  math('util.math.roundNum(10.5)', 11),
  math('[util.math.minVal(1, 2), util.math.maxVal(1, 2)]', [1, 2]),
  math('util.math.randomDouble() < 1', true),
  math('util.math.randomWithinRange(5, 6)', 5),
  str("util.str.normalize('\\u0041\\u0301', 'nfc')", '\u00c1'),
];
