import { ignoreCase } from './ignore-case.ts';
import type { Leaf } from './leaf.ts';
import type { Bound, Matcher } from './matcher.ts';
import { matchesWildcard } from './wildcard.ts';

export type LeafTest = (leaf: Leaf) => boolean;

/**
 * Whether a leaf fits one of `matchers`. A value of another type than the operator names never fits, but it is anything
 * but what the operator names.
 */
export const leafTest = (matchers: readonly Matcher[]): LeafTest => {
  const strings = new Set(matchers.flatMap((matcher) => (matcher.kind === 'string' ? [matcher.value] : [])));
  const tests = matchers.filter(({ kind }) => kind !== 'string' && kind !== 'absent').map(oneTest);
  if (strings.size > 0) tests.unshift(({ isString, text }) => isString && strings.has(text));
  const [first = never] = tests;
  return tests.length <= 1 ? first : (leaf) => tests.some((test) => test(leaf));
};

const never: LeafTest = () => false;

const oneTest = (matcher: Matcher): LeafTest => {
  switch (matcher.kind) {
    case 'string':
      return ofString((text) => text === matcher.value);
    case 'address':
      return ({ address }) => address === matcher.bits;
    case 'network':
      return ({ address }) => address?.startsWith(matcher.bits) === true;
    case 'number':
      return matcher.value === undefined
        ? ({ isString, text }) => !isString && text === matcher.text
        : ({ number }) => number === matcher.value;
    case 'range':
      return ({ number }) => number !== undefined && isAbove(number, matcher.low) && isBelow(number, matcher.high);
    case 'literal':
      return ({ isString, text }) => !isString && text === matcher.value;
    case 'prefix':
      return ofString((text) => text.startsWith(matcher.value));
    case 'suffix':
      return ofString((text) => text.endsWith(matcher.value));
    case 'ignore-case':
      return ofString(ignoreCase(matcher.part, matcher.value));
    case 'wildcard':
      return ofString((text) => matchesWildcard(matcher.parts, text));
    case 'anything-but': {
      const test = leafTest(matcher.matchers);
      return (leaf) => !test(leaf);
    }
    case 'exists':
      return () => true;
    case 'absent':
      return never;
  }
};

const ofString =
  (test: (text: string) => boolean): LeafTest =>
  ({ isString, text }) =>
    isString && test(text);

const isAbove = (value: number, low: Bound | undefined): boolean =>
  low === undefined || value > low.value || (value === low.value && !low.open);

const isBelow = (value: number, high: Bound | undefined): boolean =>
  high === undefined || value < high.value || (value === high.value && !high.open);
