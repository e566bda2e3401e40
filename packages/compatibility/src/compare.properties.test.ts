import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CHANGES } from '../test/changes.ts';
import { evolve } from '../test/evolve.ts';
import { instances } from '../test/instances.ts';
import { createJudge } from '../test/judge.ts';
import { choices, randomObject } from '../test/schemas.ts';
import { compare, describeChanges, type Incompatibility, type JsonSchema, sameButAnnotations } from './index.ts';

/** Random evolutions, each compared in both directions, and instances for each direction that is called compatible. */
const EVOLUTIONS = 5000;
const INSTANCES = 4;

/** Fixed, so that the suite says the same on every machine; another one looks elsewhere. */
const SEED = Number(process.env['FC_SEED'] ?? 4);

describe('compare, for random evolutions of random schemas', () => {
  it('when it calls a direction compatible, then consumers take whatever producers of the other schema write', () => {
    const judge = createJudge();
    const seen = { compatible: 0, refused: 0, instances: 0 };
    const check = (found: readonly Incompatibility[], writer: JsonSchema, reader: JsonSchema, seed: number): void => {
      seen[found.length === 0 ? 'compatible' : 'refused']++;
      if (found.length > 0) return;
      const isTaken = judge(reader);
      for (const instance of fc.sample(instances(writer), { numRuns: INSTANCES, seed })) {
        seen.instances++;
        if (!isTaken(instance))
          throw new Error(`${JSON.stringify(instance)} of ${JSON.stringify(writer)} is refused by ${JSON.stringify(reader)}`);
      }
    };
    const property = fc.property(choices, fc.integer(), (start, seed) => {
      const choose = start();
      const older = randomObject(choose, 3);
      const newer = evolve(choose, older);
      const { backward, forward } = compare(older, newer);
      check(backward, older, newer, seed);
      check(forward, newer, older, seed);
    });
    fc.assert(property, { numRuns: EVOLUTIONS, seed: SEED });
    // The rule says nothing where all is refused, nor where all is compatible.
    expect(Math.min(seen.compatible, seen.refused)).toBeGreaterThan(EVOLUTIONS / 2);
    expect(seen.instances).toBeGreaterThan(EVOLUTIONS * INSTANCES * 0.5);
  }, 120_000);

  it('when a schema is compared with itself, then it is compatible, however it is written', () => {
    const property = fc.property(choices, (start) => {
      const schema = randomObject(start(), 3);
      const rewritten: JsonSchema = { allOf: [{ type: 'object' }, JSON.parse(JSON.stringify(schema))] };
      expect(compare(schema, structuredClone(schema))).toEqual({ backward: [], forward: [] });
      expect(compare(schema, rewritten)).toEqual({ backward: [], forward: [] });
    });
    fc.assert(property, { numRuns: 500, seed: SEED });
  });

  it('when schemas differ, then their changes are described, and only then', () => {
    const property = fc.property(choices, (start) => {
      const choose = start();
      const older = randomObject(choose, 3);
      const newer = evolve(choose, older);
      expect(describeChanges(older, structuredClone(older))).toEqual([]);
      if (!sameButAnnotations(older, newer)) expect(describeChanges(older, newer)).not.toEqual([]);
    });
    fc.assert(property, { numRuns: 1000, seed: SEED });
  });
});

describe('compare, for what it refuses', () => {
  /** What ajv can't judge: formats that it does not know, patterns that it does not compile. */
  const UNJUDGED = [
    'text becomes a token of a format that ajv does not know',
    'text becomes encoded',
    'a pattern that is no regular expression with Unicode',
  ];
  const UNPROVEN = ['not-comparable', 'unit-changed', 'meaning-changed'];
  const refusals = Object.values(CHANGES)
    .flat()
    .flatMap(({ name, older, newer }) => {
      const { backward, forward } = compare(older, newer);
      return [
        { name, direction: 'backward', found: backward, writer: older, reader: newer },
        { name, direction: 'forward', found: forward, writer: newer, reader: older },
      ];
    })
    .filter(({ name, found }) => !UNJUDGED.includes(name) && found.some(({ code }) => !UNPROVEN.includes(code)));

  it.each(refusals)('when $name, then there is an event that consumers refuse ($direction)', ({ writer, reader }) => {
    const isTaken = createJudge()(reader);
    const isWritten = createJudge()(writer);
    const written = fc.sample(instances(writer), { numRuns: 400, seed: SEED });
    expect(written.filter((instance) => !isWritten(instance))).toEqual([]);
    expect(written.some((instance) => !isTaken(instance))).toBe(true);
  });
});
