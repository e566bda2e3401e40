import { QueryCommand } from '@aws-sdk/client-dynamodb';
import { describe, it } from 'vitest';
import { type Call, compareWithDynalite, N, S } from './comparison.ts';

const { same, key, partition, answerOf, ours, theirs } = compareWithDynalite();

describe('queries and scans, compared with dynalite', () => {
  const sortKeys = ['-1e100', '-12.5', '-12.4', '-1', '-1e-100', '0', '1e-130', '0.5', '1', '2', '10', '99', '100', '1e125'];
  const fill = async (): Promise<void> => {
    for (const [i, s] of sortKeys.entries()) {
      const item = {
        p: partition(),
        s: N(s),
        n: N(i),
        l: S(`l${9 - (i % 7)}${i}`),
        ...(i % 2 === 0 && { g: S(`${partition().S} g`) }),
        b: { B: Buffer.from([255 - i, i]) },
        text: S('t'.repeat(i)),
      };
      for (const client of [ours(), theirs()]) await answerOf(client, { op: 'put', Item: item });
    }
  };

  const query = (condition: string, values: Record<string, unknown>, more: object = {}): Call => ({
    op: 'query',
    KeyConditionExpression: condition,
    ExpressionAttributeValues: { ':p': partition(), ...values },
    ...more,
  });

  it.each([
    ['p = :p', {}],
    ['p = :p AND s = :a', { ':a': N(1) }],
    ['p = :p AND s < :a', { ':a': N(1) }],
    ['p = :p AND s <= :a', { ':a': N(1) }],
    ['p = :p AND s > :a', { ':a': N('-12.45') }],
    ['p = :p AND s >= :a', { ':a': N('-12.4') }],
    ['s BETWEEN :a AND :b AND p = :p', { ':a': N(-1), ':b': N(10) }],
    [':p = p AND :a < s', { ':a': N(1) }],
    ['p = :p AND begins_with(s, :a)', { ':a': N(1) }],
    ['p = :p AND s BETWEEN :a AND :b', { ':a': N(2), ':b': N(1) }],
    ['p > :p', {}],
    ['p = :p AND n = :a', { ':a': N(1) }],
    ['p = :p OR s = :a', { ':a': N(1) }],
    ['p = :p AND s = :a', { ':a': S('x') }],
    ['p = :p AND s <> :a', { ':a': N(1) }],
    ['p = :p AND s IN (:a)', { ':a': N(1) }],
    ['s = :a', { ':a': N(1) }],
    ['p = :p AND p = :p', {}],
    ['p = :p AND s = :a AND n = :a', { ':a': N(1) }],
    ['p = :p AND attribute_exists(s)', {}],
    ['p = :p AND size(s) = :a', { ':a': N(1) }],
    ['p.x = :p', {}],
    ['p = s', {}],
    ['NOT p = :p', {}],
  ])('when the key condition is "%s" with %j, then both find the same in the same order', async (condition, values) => {
    await fill();
    const used = Object.fromEntries(Object.entries({ ':p': partition(), ...values }).filter(([name]) => condition.includes(name)));
    const call = {
      op: 'query' as const,
      KeyConditionExpression: condition,
      ...(Object.keys(used).length > 0 && { ExpressionAttributeValues: used }),
    };
    await same(call, { ...call, ScanIndexForward: false }, { ...call, Limit: 3 }, { ...call, Limit: 3, ScanIndexForward: false });
  });

  it.each([
    ['by-g', 'g = :g', {}],
    ['by-g', 'g = :g AND s > :a', { ':a': N(0) }],
    ['by-b', 'g = :g', {}],
    ['by-b', 'g = :g AND begins_with(b, :a)', { ':a': { B: Buffer.from([255]) } }],
    ['by-l', 'p = :p', {}],
    ['by-l', 'p = :p AND begins_with(l, :a)', { ':a': S('l9') }],
    ['by-l', 'p = :p AND l BETWEEN :a AND :b', { ':a': S('l4'), ':b': S('l6') }],
    ['nope', 'p = :p', {}],
    ['by-l-only', 'l = :a', { ':a': S('l95') }],
    ['by-l-only', 'l = :a AND s = :b', { ':a': S('l'), ':b': N(1) }],
  ])('when the index %s is queried with "%s", then both find the same', async (IndexName, condition, values) => {
    await fill();
    const used = Object.fromEntries(
      Object.entries({ ':p': partition(), ':g': S(`${partition().S} g`), ...values }).filter(([name]) => condition.includes(name)),
    );
    const call: Call = { op: 'query', IndexName, KeyConditionExpression: condition, ExpressionAttributeValues: used };
    await same(
      call,
      { ...call, ScanIndexForward: false },
      { ...call, Limit: 2 },
      { ...call, ConsistentRead: true },
      { ...call, Select: 'COUNT' },
      { ...call, Select: 'ALL_ATTRIBUTES' },
    );
  });

  it.each([true, false])('when pages of an index are followed (forward: %s), then both turn them alike', async (ScanIndexForward) => {
    await fill();
    const call = query('p = :p', {}, { IndexName: 'by-l', Limit: 4, ScanIndexForward });
    let ExclusiveStartKey: unknown;
    do {
      const page = { ...call, ...(ExclusiveStartKey ? { ExclusiveStartKey } : {}) };
      await same(page);
      const { LastEvaluatedKey } = await ours().send(new QueryCommand({ TableName: 'things', ...page } as never));
      ExclusiveStartKey = LastEvaluatedKey;
    } while (ExclusiveStartKey);
  });

  it.each([
    [{ p: S('x') }],
    [{ p: S('other'), s: N(1) }],
    [{ p: S('other'), s: N(1), t: N(1) }],
    [{ p: S('other'), s: S('1') }],
    [{ p: S('other'), s: N('x') }],
    [{ p: S(''), s: N(1) }],
    [{ p: S('other'), q: N(1) }],
    [{ p: {}, s: N(1) }],
  ])('when the starting key is %j, then both refuse it alike', async (ExclusiveStartKey) => {
    await same(query('p = :p', {}, { ExclusiveStartKey }), query('p = :p AND s > :a', { ':a': N(5) }, { ExclusiveStartKey }), {
      op: 'scan',
      ExclusiveStartKey,
      Limit: 1,
    });
    await same(query('p = :p', {}, { IndexName: 'by-l', ExclusiveStartKey }), {
      op: 'scan',
      IndexName: 'by-l',
      ExclusiveStartKey,
      Limit: 1,
    });
  });

  it.each(['n > :a', 'size(#t) > :a', 'attribute_exists(g) AND n < :a', 's > :a', '#t[0] = :a', 'g.x = :a'])(
    'when results are filtered by "%s", then counts and items are the same',
    async (FilterExpression) => {
      await fill();
      const names = FilterExpression.includes('#t') ? { ExpressionAttributeNames: { '#t': 'text' } } : {};
      const more = { FilterExpression, ...names };
      await same(
        query('p = :p', { ':a': N(5) }, more),
        query('p = :p', { ':a': N(5) }, { ...more, Limit: 4 }),
        query('p = :p', { ':a': N(5) }, { ...more, Select: 'COUNT' }),
      );
    },
  );

  it('when a table is scanned, also in segments and pages, then both return the same items in the same order', async () => {
    await fill();
    await same(
      { op: 'scan' },
      { op: 'scan', Limit: 5 },
      { op: 'scan', Select: 'COUNT', FilterExpression: 'attribute_exists(g)' },
      { op: 'scan', ProjectionExpression: 'n, l' },
    );
    for (const TotalSegments of [1, 3, 7])
      for (let Segment = 0; Segment < TotalSegments; Segment += 1) await same({ op: 'scan', Segment, TotalSegments });
    await same(
      { op: 'scan', Segment: 1 },
      { op: 'scan', TotalSegments: 2 },
      { op: 'scan', Segment: 2, TotalSegments: 2 },
      { op: 'scan', IndexName: 'nope' },
    );
    await same({ op: 'scan', Segment: 0, TotalSegments: 64, ExclusiveStartKey: { p: partition(), s: N(1) } });
  });

  it('when an item is changed or deleted, then so are its index rows in both', async () => {
    await fill();
    const byGroup = (group: string): Call => ({
      op: 'query',
      IndexName: 'by-g',
      KeyConditionExpression: 'g = :g',
      ExpressionAttributeValues: { ':g': S(group) },
    });
    await same({ op: 'update', Key: key(1), UpdateExpression: 'SET g = :g', ExpressionAttributeValues: { ':g': S(`${partition().S} h`) } });
    await same(byGroup(`${partition().S} g`), byGroup(`${partition().S} h`));
    await same({ op: 'update', Key: key(2), UpdateExpression: 'REMOVE g' }, { op: 'delete', Key: key(1) });
    await same(byGroup(`${partition().S} g`), byGroup(`${partition().S} h`));
  });
});
