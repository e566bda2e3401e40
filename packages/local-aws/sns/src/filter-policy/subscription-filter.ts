import { patternMatcher } from '@plumbline/eventbridge';
import type { MessageAttributes } from '../message-attributes.ts';
import type { Subscription } from '../subscription.ts';
import { scopeOf } from '../subscription.ts';

/** The parts of a message that a filter evaluates. */
export interface Filtered {
  readonly body: string;
  readonly attributes: MessageAttributes;
}

const matchers = new WeakMap<Subscription, (message: Filtered) => boolean>();

/** Whether a subscription's filter accepts a message. https://docs.aws.amazon.com/sns/latest/dg/sns-subscription-filter-policies.html */
export const accepts = (subscription: Subscription, message: Filtered): boolean => {
  let matches = matchers.get(subscription);
  if (matches === undefined) {
    matches = matcherOf(subscription);
    matchers.set(subscription, matches);
  }
  return matches(message);
};

const matcherOf = (subscription: Subscription): ((message: Filtered) => boolean) => {
  const policy = subscription.attributes['FilterPolicy'];
  if (policy === undefined) return () => true;
  const matches = patternMatcher(policy);
  return scopeOf(subscription) === 'MessageBody'
    ? ({ body }) => isJsonObject(body) && matches(body)
    : ({ attributes }) => matches(attributesAsJson(attributes));
};

/** A number is compared as a number, a `String.Array` element by element; binary values are not compared. */
const attributesAsJson = (attributes: MessageAttributes): string => {
  const members = Object.entries(attributes).flatMap(([name, { DataType, StringValue = '' }]) => {
    const value = valueAsJson(DataType, StringValue);
    return value === undefined ? [] : [`${JSON.stringify(name)}:${value}`];
  });
  return `{${members.join(',')}}`;
};

const JSON_NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;

const valueAsJson = (dataType: string, text: string): string | undefined => {
  if (dataType === 'Number') return JSON_NUMBER.test(text) ? text : String(Number(text));
  if (dataType === 'String.Array') return isJsonArray(text) ? text : undefined;
  return dataType === 'String' ? JSON.stringify(text) : undefined;
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const isJsonArray = (text: string): boolean => Array.isArray(parsed(text));

const isJsonObject = (text: string): boolean => {
  const value = parsed(text);
  return typeof value === 'object' && value !== null && !Array.isArray(value);
};
