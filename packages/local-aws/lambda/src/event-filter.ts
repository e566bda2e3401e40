import { patternMatcher } from '@plumbline/eventbridge';
import type { QueueRecord } from '@plumbline/local-aws-kernel';
import { AwsError, checkPattern } from '@plumbline/local-aws-kernel';
import { invalidParameter } from './check-member.ts';

/** The default quota, https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html */
const FILTERS_MAX = 5;

/** Throws InvalidParameterValueException. The message for too many filters is not AWS's. */
export const checkFilters = (patterns: readonly string[]): void => {
  if (patterns.length > FILTERS_MAX)
    throw invalidParameter(`An event source mapping may have ${FILTERS_MAX} filters, not ${patterns.length}.`);
  for (const pattern of patterns) {
    try {
      checkPattern(pattern);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      throw new AwsError('InvalidParameterValueException', 'Invalid filter pattern definition.', { cause: error });
    }
  }
};

/** Keys other than `body`. AWS's page contradicts itself on whether filters apply to them. */
export const metadataKeys = (patterns: readonly string[]): readonly string[] => {
  const keys = patterns.flatMap((pattern) => Object.keys(JSON.parse(pattern) as object));
  return [...new Set(keys)].filter((key) => key !== 'body' && key !== '$or');
};

type Matches = (record: QueueRecord) => boolean;

/**
 * Whether a message matches any of the patterns. A body that is a JSON object or array is matched by its fields; the
 * pattern for `body` and the message's body must have the same format; otherwise, the message does not match.
 * AWS does not document a body of bare `42` or `"text"`; here it counts as a plain string.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/with-sqs-filtering.html
 */
export const eventFilter = (patterns: readonly string[]): Matches => {
  const alternatives = patterns.map(alternative);
  return (record) => {
    const json = isJson(record.body);
    const text = json ? withParsedBody(record) : JSON.stringify(record);
    return alternatives.some(({ format, matches }) => (format === undefined || format === (json ? 'json' : 'string')) && matches(text));
  };
};

interface Alternative {
  /** The format that the pattern expects of the body; `undefined` when the pattern has no condition on the body. */
  readonly format: 'json' | 'string' | undefined;
  readonly matches: (text: string) => boolean;
}

const alternative = (pattern: string): Alternative => {
  const { body } = JSON.parse(pattern) as { readonly body?: unknown };
  const format = body === undefined ? undefined : Array.isArray(body) ? 'string' : 'json';
  return { format, matches: patternMatcher(pattern) };
};

const isJson = (body: string): boolean => {
  if (!/^\s*[{[]/.test(body)) return false;
  try {
    JSON.parse(body);
    return true;
  } catch {
    return false;
  }
};

/** The body is inserted unchanged, so that numbers beyond doubles and repeated keys are kept. */
const withParsedBody = (record: QueueRecord): string => {
  const { body, ...others } = record;
  return `${JSON.stringify(others).slice(0, -1)},"body":${body}}`;
};
