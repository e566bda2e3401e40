import fc from 'fast-check';
import { describe, it } from 'vitest';
import { ruleIndex } from '../rule-index.ts';
import { arrayEvents, arrayPatterns, events, fieldEvents, fieldPatterns, patterns } from './test-support/generated-cases.ts';
import { naiveMatch } from './test-support/naive-match.ts';

const EVENTS_PER_RUN = 4;
/** Generating cases is slow on a busy machine. */
const PATIENCE_MS = 120_000;

describe('The rule index', () => {
  it.each([
    { about: 'whole patterns', runs: 10_000, pattern: patterns, event: events },
    { about: 'operators', runs: 10_000, pattern: fieldPatterns, event: fieldEvents },
    { about: 'arrays', runs: 6_000, pattern: arrayPatterns, event: arrayEvents },
  ])(
    'returns the same result as an interpreter of the specification: $about',
    ({ runs, pattern, event }) => {
      fc.assert(
        fc.property(pattern, fc.array(event, { minLength: EVENTS_PER_RUN, maxLength: EVENTS_PER_RUN }), (rule, someEvents) => {
          const index = ruleIndex<string>();
          index.add('rule', rule, rule);
          for (const one of someEvents) expectSame(index, [rule], one);
        }),
        { numRuns: runs },
      );
    },
    PATIENCE_MS,
  );

  it(
    'returns the same result for many rules at once, while rules are added and removed',
    () => {
      const manyRules = fc.uniqueArray(patterns, { minLength: 4, maxLength: 8 });
      const manyEvents = fc.array(events, { minLength: 3, maxLength: 5 });
      fc.assert(
        fc.property(manyRules, manyEvents, (rules, someEvents) => {
          const index = ruleIndex<string>();
          for (const pattern of rules) index.add(pattern, pattern, pattern);
          for (const event of someEvents) expectSame(index, rules, event);
          const [removed = '', replaced = '', ...left] = rules;
          index.remove(removed);
          index.add(replaced, replaced, replaced);
          for (const event of someEvents) expectSame(index, [...left, replaced], event);
        }),
        { numRuns: 3_000 },
      );
    },
    PATIENCE_MS,
  );
});

/** Fails with all the data that reproduces the failure. */
const expectSame = (index: ReturnType<typeof ruleIndex<string>>, rules: readonly string[], event: string): void => {
  const expected = rules.filter((pattern) => naiveMatch(pattern, event));
  const actual = index.match(event);
  if (JSON.stringify(actual) !== JSON.stringify(expected))
    throw new Error(`${event}\n matches ${actual.join('\n and ')}\n instead of ${expected.join('\n and ')}\n of ${rules.join('\n and ')}`);
};
