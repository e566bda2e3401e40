import { describe, expect, it } from 'vitest';
import { wildcardComplexity } from './wildcard-complexity.ts';

describe('The complexity of wildcards', () => {
  it.each([
    { wildcards: ['*:*:*:*:*:event-bus/*'], complexity: 11, why: 'rejected by AWS' },
    { wildcards: ['*:*:*:*:event-bus/*'], complexity: 9, why: 'accepted by AWS' },
    { wildcards: ['abc'], complexity: 1, why: 'one prefix after each character' },
    { wildcards: ['*'], complexity: 2, why: 'the asterisk and, after a quote, the end' },
    { wildcards: ['a*', 'b*'], complexity: 2, why: 'no value begins with both' },
    { wildcards: ['a*', 'ab*'], complexity: 4, why: 'a value can begin with both' },
    { wildcards: ['*.png', '*.gif'], complexity: 4, why: 'two asterisks and two dots' },
    { wildcards: ['*aaa'], complexity: 4, why: 'a value that ends in aaa ends in a and aa too' },
  ])('is $complexity for $wildcards: $why', ({ wildcards, complexity }) => {
    expect(wildcardComplexity(wildcards.map((wildcard) => wildcard.split('*')))).toBe(complexity);
  });
});
