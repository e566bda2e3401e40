import { beforeAll, describe, expect, it } from 'vitest';
import { PATTERN_DEFECTS } from './defects/patterns.ts';
import { ourStacks, Stacks } from './planted.ts';

const DEFECTS = { 'patterns and coverage': PATTERN_DEFECTS };

let clean: Stacks;
beforeAll(async () => {
  clean = await ourStacks();
});

describe('our stacks', () => {
  it('when nothing is spoiled, then nothing is found', () => {
    expect(clean.findings()).toEqual([]);
  });
});

describe.each(Object.entries(DEFECTS))('%s', (_, defects) => {
  it.each(defects)('when $name, then it finds $finds and nothing else', ({ plant, finds }) => {
    const stacks = new Stacks(clean);
    plant(stacks);
    const findings = stacks.findings();
    expect(
      findings.map(({ code }) => code),
      JSON.stringify(findings, null, 2),
    ).toEqual([finds].flat());
  });
});
