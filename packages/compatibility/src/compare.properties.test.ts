import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CHANGES } from '../test/changes.ts';
import { evolve } from '../test/evolve.ts';
import { instances } from '../test/instances.ts';
import { createJudge } from '../test/judge.ts';
import { type Choose, choices, randomObject, randomRawSchema } from '../test/schemas.ts';
import { strictly } from '../test/strictly.ts';
import { compare, describeChanges, type Incompatibility, type JsonSchema, type JsonValue, sameButAnnotations } from './index.ts';

/** Fixed, so that the suite says the same on every machine; another one looks elsewhere. */
const SEED = Number(process.env['FC_SEED'] ?? 4);
const SLOW_MACHINE_MS = 120_000;

interface Run {
  readonly evolutions: number;
  readonly schema: (choose: Choose) => JsonSchema;
  readonly instancesOf: (writer: JsonSchema, seed: number) => readonly JsonValue[];
}

/** Compares random evolutions in both directions, and gives readers what writers write in those that are called compatible. */
const runEvolutions = ({ evolutions, schema, instancesOf }: Run) => {
  const judge = createJudge();
  const seen = { compatible: 0, refused: 0, instances: 0 };
  const check = (found: readonly Incompatibility[], writer: JsonSchema, reader: JsonSchema, seed: number): void => {
    seen[found.length === 0 ? 'compatible' : 'refused']++;
    if (found.length > 0) return;
    const isTaken = judge(reader);
    for (const instance of instancesOf(writer, seed)) {
      seen.instances++;
      if (!isTaken(instance))
        throw new Error(`${JSON.stringify(instance)} of ${JSON.stringify(writer)} is refused by ${JSON.stringify(reader)}`);
    }
  };
  const property = fc.property(choices, fc.integer(), (start, seed) => {
    const choose = start();
    const older = schema(choose);
    const newer = evolve(choose, older);
    const { backward, forward } = compare(older, newer);
    check(backward, older, newer, seed);
    check(forward, newer, older, seed);
  });
  fc.assert(property, { numRuns: evolutions, seed: SEED });
  return seen;
};

describe('compare, for random evolutions of random schemas', () => {
  it('when it calls a direction compatible, then consumers take whatever producers of the other schema write', {
    timeout: SLOW_MACHINE_MS,
  }, () => {
    const evolutions = 5000;
    const seen = runEvolutions({
      evolutions,
      schema: (choose) => randomObject(choose, 3),
      instancesOf: (writer, seed) => fc.sample(instances(writer), { numRuns: 4, seed }),
    });
    // The rule says nothing where all is refused, nor where all is compatible.
    expect(Math.min(seen.compatible, seen.refused)).toBeGreaterThan(evolutions / 2);
    expect(seen.instances).toBeGreaterThan(evolutions * 2);
  });

  it('when schemas use keywords that contracts hardly use, then the same holds', { timeout: SLOW_MACHINE_MS }, () => {
    const judge = createJudge();
    const isWrittenBy = (writer: JsonSchema) => {
      const validate = judge(strictly(writer));
      return (instance: JsonValue): boolean => validate(instance);
    };
    const evolutions = 1000;
    const seen = runEvolutions({
      evolutions,
      schema: (choose) => randomRawSchema(choose, 2),
      instancesOf: (writer, seed) => sampled(writer, 15, seed).filter(isWrittenBy(writer)),
    });
    expect(Math.min(seen.compatible, seen.refused)).toBeGreaterThan(evolutions / 4);
    expect(seen.instances).toBeGreaterThan(evolutions * 2);
  });

  it('when a schema is compared with itself, then it is compatible, however it is written', { timeout: SLOW_MACHINE_MS }, () => {
    const judge = createJudge();
    const property = fc.property(choices, (start) => {
      const schema = randomObject(start(), 3);
      const rewritten: JsonSchema = { allOf: [{ type: 'object' }, schema] };
      expect(compare(schema, structuredClone(schema))).toEqual({ backward: [], forward: [] });
      expect(compare(schema, rewritten)).toEqual({ backward: [], forward: [] });
      expect(fc.sample(instances(schema), { numRuns: 3, seed: SEED }).filter((instance) => !judge(strictly(schema))(instance))).toEqual([]);
    });
    fc.assert(property, { numRuns: 300, seed: SEED });
  });

  it('when schemas differ, then their changes are described, and only then', { timeout: SLOW_MACHINE_MS }, () => {
    const property = fc.property(choices, (start) => {
      const choose = start();
      const older = randomObject(choose, 3);
      const newer = evolve(choose, older);
      expect(describeChanges(older, structuredClone(older))).toEqual([]);
      if (!sameButAnnotations(older, newer)) expect(describeChanges(older, newer)).not.toEqual([]);
    });
    fc.assert(property, { numRuns: 300, seed: SEED });
  });
});

/** Some schemas have no instances, for which there is nothing to generate. */
const sampled = (schema: JsonSchema, numRuns: number, seed: number): readonly JsonValue[] => {
  try {
    return fc.sample(instances(schema), { numRuns, seed });
  } catch {
    return [];
  }
};

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
    const [isWritten, isTaken] = [createJudge()(strictly(writer)), createJudge()(reader)];
    const refused = fc
      .sample(instances(writer), { numRuns: 400, seed: SEED })
      .find((instance) => isWritten(instance) && !isTaken(instance));
    expect(refused).toBeDefined();
  });
});
