import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSchema } from '../schema/read-schema.ts';
import { FIELDS_MAX } from './measure-query.ts';
import { prepareQuery } from './prepare-query.ts';

const SCHEMA = readSchema(`
type Query { a: Query  b: Query  list: [Query]  n(x: Int): Int  s(in: In): String  u: U }
input In { a: In  b: [Int] }
type Other { a: String }
union U = Query | Other
`);
const TEXT_MAX = 4_096;
/** Three steps look at a query: the measure of each operation, the search for conflicts, the measure of depth. */
const VISITS_MAX = 3 * FIELDS_MAX + 3 * TEXT_MAX;

const prepared = (query: string) => {
  let visits = 0;
  const result = prepareQuery(query.slice(0, TEXT_MAX), undefined, { schema: SCHEMA, introspection: true, queryDepthLimit: 0 }, () => {
    visits += 1;
  });
  return { kind: result.kind, visits, errors: result.kind === 'invalid' ? result.errors.map(({ message }) => message) : [] };
};

/** Each fragment spreads the next one twice, so that the written-out query has 2^count fields. */
const bomb = (count: number): string =>
  `{ ...f0 } ${Array.from({ length: count }, (_, at) => `fragment f${at} on Query { a { ...f${at + 1} } b { ...f${at + 1} } }`).join(' ')} fragment f${count} on Query { n }`;

describe('the work for a query', () => {
  it.each([
    ['fragments that double', bomb(40), 'invalid', `The document selects more than ${FIELDS_MAX} fields.`],
    [
      'fragments that spread each other',
      '{ ...f } fragment f on Query { a { ...g } } fragment g on Query { a { ...f } }',
      'invalid',
      'Validation error of type FragmentCycle: Fragment cycles not allowed',
    ],
    [
      'many operations with many fields each',
      `${bomb(9)} ${Array.from({ length: 100 }, (_, at) => `query q${at} { ...f0 }`).join(' ')}`,
      'invalid',
      undefined,
    ],
    ['one field a thousand times', `{ ${'n '.repeat(1_000)} }`, 'ready', undefined],
    ['a thousand aliases', `{ ${Array.from({ length: 500 }, (_, at) => `x${at}: n`).join(' ')} }`, 'ready', undefined],
    ['many levels', `${'{ a '.repeat(600)}`, 'malformed', undefined],
    ['an argument with many levels', `{ s(in: ${'{ a: '.repeat(600)} }`, 'malformed', undefined],
    ['conflicts between all pairs', `{ ${Array.from({ length: 400 }, (_, at) => `n(x: ${at})`).join(' ')} }`, 'invalid', undefined],
  ])('when it has %s, then it is bounded', (_what, query, kind, message) => {
    const result = prepared(query);
    expect(result.kind).toBe(kind);
    expect(result.visits).toBeLessThanOrEqual(VISITS_MAX);
    if (message !== undefined) expect(result.errors).toContainEqual(expect.stringContaining(message));
  });

  it('when it is any text, then it is bounded by the length of the text and the maximum of fields', () => {
    const token = fc.constantFrom(
      ...'{ } ( ) [ ] : ! $ @ ... a b n s list u on fragment query mutation f0 f1 f2 f3 x 1 "t" $v Query Int # """'.split(' '),
      '\n',
    );
    const tokens = fc.array(token, { maxLength: 800 }).map((parts) => parts.join(' '));
    const selections: fc.Arbitrary<string> = fc.letrec<{ set: string; one: string }>((tie) => ({
      one: fc.oneof(
        { maxDepth: 6 },
        fc.constantFrom('n', 's', '...f0', '...f1', '...f2', 'x: n', '__typename'),
        tie('set').map((set) => `a ${set}`),
        tie('set').map((set) => `y: b ${set}`),
        tie('set').map((set) => `... on Query ${set}`),
        tie('set').map((set) => `list ${set}`),
      ),
      set: fc.array(tie('one'), { minLength: 1, maxLength: 6 }).map((parts) => `{ ${parts.join(' ')} }`),
    })).set;
    const documents = fc
      .tuple(selections, selections, selections, selections)
      .map(([query, ...fragments]) => `${query} ${fragments.map((set, at) => `fragment f${at} on Query ${set}`).join(' ')}`);
    fc.assert(
      fc.property(fc.oneof(tokens, documents, fc.string({ unit: 'binary', maxLength: TEXT_MAX })), (query) => {
        const { kind, visits } = prepared(query);
        expect(['ready', 'invalid', 'malformed']).toContain(kind);
        expect(visits).toBeLessThanOrEqual(VISITS_MAX);
      }),
      { numRuns: 500 },
    );
  });
});
