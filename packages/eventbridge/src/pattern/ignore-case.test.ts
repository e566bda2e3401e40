import { describe, expect, it } from 'vitest';
import { caseFold, ignoreCase } from './ignore-case.ts';

const UNITS = Array.from({ length: 0x1_0000 }, (_, code) => String.fromCharCode(code));

describe('Case of each UTF-16 unit', () => {
  it('folds both spellings to the same string, so that a look-up finds every pattern', () => {
    expect(UNITS.filter((unit) => caseFold(unit.toLowerCase()) !== caseFold(unit.toUpperCase()))).toEqual([]);
  });

  it('has no spelling that is a prefix or suffix of the other, so that the first match is the only one', () => {
    const ambiguous = (one: string, other: string): boolean => one !== other && (one.startsWith(other) || one.endsWith(other));
    expect(
      UNITS.filter((unit) => ambiguous(unit.toLowerCase(), unit.toUpperCase()) || ambiguous(unit.toUpperCase(), unit.toLowerCase())),
    ).toEqual([]);
  });

  it('matches both of its spellings', () => {
    expect(
      UNITS.filter((unit) => !ignoreCase('whole', unit)(unit.toLowerCase()) || !ignoreCase('suffix', unit)(unit.toUpperCase())),
    ).toEqual([]);
  });
});
