import type { JsonValue } from '@plumbline/compatibility';
import { createAccepts } from '@plumbline/compatibility/shapes';
import { compilePattern, EventPatternError, matchesPattern } from '@plumbline/eventbridge';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canMatch } from '../src/satisfiable/can-match.ts';
import { choices } from './soundness/choices.ts';
import { randomPattern } from './soundness/patterns.ts';
import { randomClosedEvent, randomEvent } from './soundness/schemas.ts';

const RUNS = 10_000;

/** `undefined` for what EventBridge would not take, such as a pattern with too many wildcards. */
const compiled = (pattern: object): ReturnType<typeof compilePattern> | undefined => {
  try {
    return compilePattern(JSON.stringify(pattern));
  } catch (error) {
    if (error instanceof EventPatternError) return undefined;
    throw error;
  }
};

const matches = (pattern: object, value: JsonValue): boolean => matchesPattern(JSON.stringify(pattern), JSON.stringify(value));

describe('what a pattern can match', () => {
  it('when a pattern matches a value of a schema, then it is not proven impossible', () => {
    let matched = 0;
    fc.assert(
      fc.property(choices(60), choices(40), choices(40), (ofSchema, ofValue, ofPattern) => {
        const { schema, write } = randomEvent(ofSchema);
        const value = write(ofValue);
        const pattern = randomPattern(ofPattern, value);
        const alternatives = compiled(pattern);
        if (alternatives === undefined || !matches(pattern, value)) return;
        matched += 1;
        expect(canMatch(alternatives, schema), JSON.stringify({ schema, value, pattern })).not.toBe('no');
      }),
      { numRuns: RUNS },
    );
    expect(matched).toBeGreaterThan(RUNS / 4);
  });

  it('when every value of a schema can be listed, then it is decided: yes when one of them matches, else no', () => {
    const verdicts = { yes: 0, no: 0, maybe: 0 };
    fc.assert(
      fc.property(choices(40), choices(40), fc.nat(), (ofSchema, ofPattern, nth) => {
        const { schema, values } = randomClosedEvent(ofSchema);
        const pattern = randomPattern(ofPattern, values[nth % values.length] ?? {});
        const alternatives = compiled(pattern);
        if (alternatives === undefined) return;
        const verdict = canMatch(alternatives, schema);
        verdicts[verdict] += 1;
        const expected = values.some((value) => matches(pattern, value)) ? 'yes' : 'no';
        expect(verdict, JSON.stringify({ schema, pattern })).toBe(expected);
      }),
      { numRuns: RUNS },
    );
    expect(Math.min(verdicts.yes, verdicts.no)).toBeGreaterThan(RUNS / 20);
  });

  it('the values that are written are values of their schemas', () => {
    const accepts = createAccepts();
    fc.assert(
      fc.property(choices(60), choices(40), (ofSchema, ofValue) => {
        const { schema, write } = randomEvent(ofSchema);
        const value = write(ofValue);
        // ajv divides, and 0.3 / 0.1 is not 3.
        if (JSON.stringify(schema).includes('"multipleOf":0.1')) return;
        expect(accepts(schema, value), JSON.stringify({ schema, value })).not.toBe(false);
      }),
      { numRuns: 300 },
    );
  });
});
