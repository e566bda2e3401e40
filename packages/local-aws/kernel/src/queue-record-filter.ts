import { patternMatcher } from '@plumbline/eventbridge';
import type { QueueRecord } from './ports.ts';

type Matches = (record: QueueRecord) => boolean;

/**
 * Whether a message matches any of the patterns. A body that is a JSON object or array is matched by its fields; the
 * pattern for `body` and the message's body must have the same format; otherwise, the message does not match.
 * AWS does not document a body of bare `42` or `"text"`; here it counts as a plain string.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/with-sqs-filtering.html
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-event-filtering.html
 */
export const queueRecordFilter = (patterns: readonly string[]): Matches => {
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
