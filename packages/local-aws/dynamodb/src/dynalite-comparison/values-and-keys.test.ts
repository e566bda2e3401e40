import { describe, it } from 'vitest';
import { type Call, compareWithDynalite, N, S } from './comparison.ts';

const { same, key } = compareWithDynalite();

describe('values and keys, compared with dynalite', () => {
  it.each([
    [{ a: N('1e125') }],
    [{ a: N('1e126') }],
    [{ a: N('-1e-130') }],
    [{ a: N('1e-131') }],
    [{ a: N('') }],
    [{ a: N('abc') }],
    [{ a: N('1_0') }],
    [{ a: N('0012.50') }],
    [{ a: N('-0') }],
    [{ a: N('1'.repeat(38)) }],
    [{ a: N('1'.repeat(39)) }],
    [{ a: N('9007199254740993') }],
    [{ a: { NS: ['1', '1.0'] } }],
    [{ a: { NS: [] } }],
    [{ a: { SS: ['a', 'a'] } }],
    [{ a: { BS: [] } }],
    [{ a: { NULL: false } }],
    [{ a: {} }],
    [{ a: S('') }],
    [{ a: { B: Buffer.alloc(0) } }],
    [{ a: { L: [{ M: { x: N('nan') } }] } }],
    [{ a: { S: 'x', N: '1' } }],
    [{ s: S('x') }],
    [{ s: undefined }],
    [{ p: S('') }],
    [{ p: N(1) }],
    [{ p: S('x'.repeat(2049)) }],
    [{ g: N(1) }],
    [{ a: S('x'.repeat(409_600)) }],
  ])('when an item has %j, then both store or refuse it alike', async (attributes) => {
    await same({ op: 'put', Item: { ...key(), ...attributes } }, { op: 'get', Key: key() });
  });

  it.each([
    [{}],
    [{ p: S('x') }],
    [{ p: S('x'), s: S('1') }],
    [{ p: S(''), s: N(1) }],
    [{ p: S('x'), s: N(1), t: N(1) }],
    [{ p: S('x'), s: N('x') }],
    [{ q: S('x'), s: N(1) }],
  ])('when a key is %j, then both respond the same in every operation', async (Key) => {
    await same(
      { op: 'get', Key },
      { op: 'delete', Key },
      { op: 'update', Key },
      { op: 'batchGet', RequestItems: { things: { Keys: [Key] } } },
    );
    await same({ op: 'batchWrite', RequestItems: { things: [{ DeleteRequest: { Key } }] } });
  });

  it.each([
    [{ op: 'put', TableName: 'nowhere', Item: { p: S('a') } }],
    [{ op: 'query', TableName: 'nowhere', KeyConditionExpression: 'p = :p', ExpressionAttributeValues: { ':p': S('a') } }],
    [{ op: 'scan', TableName: 'nowhere' }],
    [{ op: 'get', TableName: 'no', Key: {} }],
    [{ op: 'get', TableName: 'a;b', Key: {} }],
    [{ op: 'put', Item: { p: S('a'), s: N(1) }, ReturnValues: 'ALL_NEW' }],
    [{ op: 'put', Item: { p: S('a'), s: N(1) }, ReturnValues: 'NEVER' }],
    [{ op: 'put' }],
    [{ op: 'get' }],
    [{ op: 'batchGet' }],
    [{ op: 'batchGet', RequestItems: {} }],
    [{ op: 'batchWrite', RequestItems: { things: [] } }],
    [{ op: 'scan', Limit: 0 }],
  ] as [Call][])('when a request is %j, then both refuse it alike', async (call) => {
    await same(call);
  });

  it.each(['a', 'a, n', 'm.x', 'm.l[1], m.l[0]', 'm.l[5]', 'nope', 'a.b', 'a, a', 'm, m.x', 'p.x', 'g.x', 'item', 'a b', '', 'm.l[0].x'])(
    'when the projection is "%s", then both return the same part',
    async (projection) => {
      const item = { ...key(), a: S('a'), n: N(1), m: { M: { x: N(1), l: { L: [S('u'), S('v')] } } } };
      await same({ op: 'put', Item: item }, { op: 'get', Key: key(), ProjectionExpression: projection });
    },
  );
});
