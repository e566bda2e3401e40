import type { QueueRecord } from '@plumbline/local-aws-kernel';
import { queueRecordFilter } from '@plumbline/local-aws-kernel';
import { describe, expect, it } from 'vitest';
import { checkFilters, metadataKeys } from './event-filter.ts';

const record = (body: string, more: Partial<QueueRecord> = {}): QueueRecord => ({
  messageId: 'm-1',
  receiptHandle: 'h',
  body,
  attributes: { ApproximateReceiveCount: '1', SentTimestamp: '1767225600000', SenderId: '000000000000' },
  messageAttributes: { tenant: { stringValue: 'pizza', stringListValues: [], binaryListValues: [], dataType: 'String' } },
  md5OfBody: 'x',
  eventSource: 'aws:sqs',
  eventSourceARN: 'arn:aws:sqs:eu-west-1:000000000000:q',
  awsRegion: 'eu-west-1',
  ...more,
});
const JSON_BODY = '{"RecordNumber":1234,"RequestCode":"BBBB","Meta":{"big":12345678901234567890},"tags":["a","b"]}';
const STRING_PATTERN = { body: ['Result: fine', { prefix: 'Result: ' }] };
const JSON_PATTERN = { body: { RequestCode: ['BBBB'] } };
const METADATA = { messageAttributes: { tenant: { stringValue: ['pizza'] } } };
const OTHER_METADATA = { attributes: { SenderId: ['111111111111'] } };

// https://docs.aws.amazon.com/lambda/latest/dg/with-sqs-filtering.html, "Properly filtering Amazon SQS messages"
describe('the format of the body and of the pattern', () => {
  it.each<readonly [incoming: string, body: string, wanted: string, pattern: object, kept: boolean]>([
    ['plain string', 'Result: fine', 'plain string', STRING_PATTERN, true],
    ['plain string', 'Status: bad', 'plain string', STRING_PATTERN, false],
    ['plain string', 'Result: fine', 'no pattern', METADATA, true],
    ['plain string', 'Result: fine', 'no pattern', OTHER_METADATA, false],
    ['plain string', 'Result: fine', 'JSON', JSON_PATTERN, false],
    ['plain string', 'Result: fine', 'JSON that requires a missing field', { body: { a: [{ exists: false }] } }, false],
    ['JSON', JSON_BODY, 'plain string', STRING_PATTERN, false],
    ['JSON', '["Result: fine"]', 'plain string', STRING_PATTERN, false],
    ['JSON', JSON_BODY, 'plain string that asks for nothing', { body: [{ exists: false }] }, false],
    ['JSON', JSON_BODY, 'no pattern', METADATA, true],
    ['JSON', JSON_BODY, 'no pattern', OTHER_METADATA, false],
    ['JSON', JSON_BODY, 'JSON', JSON_PATTERN, true],
    ['JSON', '{"RequestCode":"AAAA"}', 'JSON', JSON_PATTERN, false],
    ['JSON with blanks', ` \n${JSON_BODY}\n`, 'JSON', JSON_PATTERN, true],
    ['broken JSON', '{"RequestCode":"BBBB"', 'JSON', JSON_PATTERN, false],
    ['broken JSON', '{Result', 'plain string', { body: [{ prefix: '{Res' }] }, true],
    // Not documented: bare values count as plain strings.
    ['a bare number', '42', 'plain string', { body: ['42'] }, true],
    ['a bare number', '42', 'a number', { body: [42] }, false],
    ['a bare string', '"Result: fine"', 'plain string', { body: ['"Result: fine"'] }, true],
  ])('when the message is %s (%s) and the pattern %s: %j, then it is kept: %s', (_incoming, body, _wanted, pattern, kept) => {
    expect(queueRecordFilter([JSON.stringify(pattern)])(record(body))).toBe(kept);
  });
});

// https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html#filtering-syntax
describe('the matching of patterns', () => {
  it.each<readonly [body: string, patterns: readonly object[], kept: boolean]>([
    ['{"a":"x"}', [{ body: { a: ['x', 'y'] } }], true],
    ['{"a":"z"}', [{ body: { a: ['x', 'y'] } }], false],
    ['{"a":"x","b":"y"}', [{ body: { a: ['x'], b: ['y'] } }], true],
    ['{"a":"x","b":"n"}', [{ body: { a: ['x'], b: ['y'] } }], false],
    ['{"a":"x"}', [{ body: { a: ['n'] } }, { body: { a: ['x'] } }], true],
    ['plain', [{ body: { a: ['n'] } }, { body: ['plain'] }], true],
    ['{"a":null}', [{ body: { a: [null] } }], true],
    ['{"a":""}', [{ body: { a: [''] } }], true],
    ['{"a":"Alice"}', [{ body: { a: [{ 'equals-ignore-case': 'aLICE' }] } }], true],
    ['{"a":"x"}', [{ body: { a: [{ 'anything-but': ['x'] }] } }], false],
    ['{"n":100}', [{ body: { n: [{ numeric: ['=', 100] }] } }], true],
    ['{"n":9}', [{ body: { n: [{ numeric: ['>', 10, '<=', 20] }] } }], false],
    ['{"n":"15"}', [{ body: { n: [{ numeric: ['>', 10] }] } }], false],
    ['{"n":1}', [{ body: { m: [{ exists: false }] } }], true],
    ['{"a":"us-east-1"}', [{ body: { a: [{ prefix: 'us-' }] } }], true],
    ['{"a":"file.png"}', [{ body: { a: [{ suffix: '.png' }] } }], true],
    ['{"a":"x","b":9}', [{ body: { $or: [{ a: ['n'] }, { b: [9] }] } }], true],
    [JSON_BODY, [{ body: { tags: ['b'] } }], true],
    [JSON_BODY, [{ body: { Meta: { big: [{ exists: true }] } } }], true],
    ['{"a":"x"}', [{ ...METADATA, body: { a: ['x'] } }], true],
    ['{"a":"x"}', [{ ...OTHER_METADATA, body: { a: ['x'] } }], false],
    ['{"a":"x"}', [{ eventSource: ['aws:sqs'] }], true],
  ])('when the body is %s and the patterns are %j, then it is kept: %s', (body, patterns, kept) => {
    expect(queueRecordFilter(patterns.map((pattern) => JSON.stringify(pattern)))(record(body))).toBe(kept);
  });
});

describe('patterns that Lambda rejects', () => {
  // The first four are recorded of AWS.
  it.each([
    'null',
    'simple string',
    '{"eventSource":"aws:sqs"}',
    '{"eventSource":[]}',
    '{}',
    '{"body":{}}',
    '{"body":[{"numeric":["!=",1]}]}',
  ])('when it is %s, then that is the error', (pattern) => {
    expect(() => checkFilters([pattern])).toThrow(
      expect.objectContaining({ code: 'InvalidParameterValueException', message: 'Invalid filter pattern definition.' }),
    );
  });

  it('when there are more than five, then the result is an error, and five are allowed', () => {
    const pattern = '{"body":["x"]}';
    expect(() => checkFilters(Array.from({ length: 6 }, () => pattern))).toThrow('An event source mapping may have 5 filters, not 6.');
    checkFilters(Array.from({ length: 5 }, () => pattern));
  });

  it('when they use keys other than the body, then these are reported', () => {
    expect(
      metadataKeys([JSON.stringify(METADATA), JSON.stringify({ ...JSON_PATTERN, ...METADATA }), JSON.stringify(OTHER_METADATA)]),
    ).toEqual(['messageAttributes', 'attributes']);
    expect(metadataKeys([JSON.stringify(JSON_PATTERN)])).toEqual([]);
  });
});
