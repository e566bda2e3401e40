import { beforeAll, describe, expect, it } from 'vitest';
import { COVERAGE_DEFECTS, ENDS_DEFECTS, INPUT_DEFECTS, PATTERN_DEFECTS } from './defects/flows.ts';
import { ourStacks, Stacks } from './planted.ts';

const DEFECTS = { patterns: PATTERN_DEFECTS, coverage: COVERAGE_DEFECTS, ends: ENDS_DEFECTS, inputs: INPUT_DEFECTS };

let clean: Stacks;
beforeAll(async () => {
  clean = await ourStacks();
});

describe('our stacks', () => {
  it('when nothing is spoiled, then nothing is found', async () => {
    expect(await clean.findings()).toEqual([]);
  });
});

describe.each(Object.entries(DEFECTS))('%s', (_, defects) => {
  it.each(defects)('when $name, then it finds $finds and nothing else', async ({ plant, finds }) => {
    const stacks = new Stacks(clean);
    plant(stacks);
    const findings = await stacks.findings();
    const codes = new Set(findings.map(({ code }) => code));
    expect(codes, JSON.stringify(findings, null, 2)).toEqual(new Set([finds].flat()));
  });
});
