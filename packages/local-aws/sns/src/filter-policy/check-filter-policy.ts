import { EventPatternError, type JsonObject, readJson, validatePattern } from '@plumbline/eventbridge';
import { readJsonObject, withoutPrefix } from '../json-attribute.ts';
import { invalidParameter } from '../sns-errors.ts';
import { combinations, isNested, keysOf } from './filter-complexity.ts';

export type FilterPolicyScope = 'MessageAttributes' | 'MessageBody';

/** https://docs.aws.amazon.com/sns/latest/dg/subscription-filter-policy-constraints.html */
const KEYS_MAX = 5;
const COMBINATIONS_MAX = 150;
const BYTES_MAX = 256 * 1_024;

/** "{}" or an empty string removes a policy: https://docs.aws.amazon.com/sns/latest/dg/message-filtering-apply.html */
export const isNoFilter = (text: string): boolean => text.trim() === '' || /^\s*\{\s*\}\s*$/.test(text);

/** Rejects an invalid filter policy, as SNS does: its rule engine is EventBridge's, with SNS's operators and limits. */
export const checkFilterPolicy = (text: string, scope: FilterPolicyScope): void => {
  const refuse = (reason: string): never => {
    throw invalidParameter(`FilterPolicy: ${reason}`);
  };
  readJsonObject('FilterPolicy', text);
  if (Buffer.byteLength(text) > BYTES_MAX) refuse(`Filter policy can not be larger than ${BYTES_MAX} bytes`);
  const policy = readJson(text) as JsonObject;
  const source = JSON.stringify(policy);
  const problem = problemOf(source);
  if (problem !== undefined) refuse(problem);
  if (scope === 'MessageAttributes' && isNested(policy))
    throw invalidParameter('Filter policy scope MessageAttributes does not support nested filter policy');
  if (keysOf(policy).size > KEYS_MAX) refuse(`Filter policy can not have more than ${KEYS_MAX} keys`);
  if (combinations(policy) > COMBINATIONS_MAX) refuse('Filter policy is too complex');
};

/**
 * The rule engine's error for a policy. `source` is the policy in the form that SNS passes, without white space. An operator is inside a
 * list and contains no list itself, so it cannot be confused with a field.
 */
const problemOf = (source: string): string | undefined => {
  for (const operand of OPERANDS) {
    const found = operand.exec(source);
    if (found !== null) return `prefix match pattern must be a string${place(source, found.index + found[0].length)}`;
  }
  try {
    validatePattern(hidden(source));
    return undefined;
  } catch (error) {
    if (!(error instanceof EventPatternError)) throw error;
    return shown(withoutPrefix(error)).replace('prefix/suffix match pattern', 'prefix match pattern');
  }
};

/** Operands that EventBridge has and SNS does not. */
const OPERANDS = [/[[,]\{"(?:prefix|suffix)":\{/, /[[,]\{"anything-but":\{"prefix":(?:[[{]|[^"[{,}\]]+)/];

/** Operators that EventBridge has and SNS does not: renamed here, so that the engine does not recognize them. */
const UNKNOWN = /([[,]\{")(wildcard)(":)(?!\[)|([[,]\{"anything-but":\{")(wildcard|suffix|equals-ignore-case)(":)/g;
const MARK = '\u2060';

const hidden = (source: string): string =>
  source.replace(UNKNOWN, (whole, _before, operator: string | undefined, _after, _within, second: string) => {
    const name = operator ?? second;
    return whole.replace(name, `${name.slice(0, -1)}${MARK}`);
  });

const shown = (message: string): string =>
  message
    .replaceAll(`wildcar${MARK}`, 'wildcard')
    .replaceAll(`suffi${MARK}`, 'suffix')
    .replaceAll(`equals-ignore-cas${MARK}`, 'equals-ignore-case');

const place = (source: string, read: number): string => `\n at [Source: (String)"${source}"; line: 1, column: ${read + 1}]`;
