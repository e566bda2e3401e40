import { describe, it } from 'vitest';
import { compareWithDynalite, N, S } from './comparison.ts';

const { same, key } = compareWithDynalite();

describe('updates, compared with dynalite', () => {
  const before = {
    a: S('a'),
    n: N(5),
    big: N('9007199254740993'),
    m: { M: { x: N(1), l: { L: [S('u'), S('v'), S('w')] } } },
    ss: { SS: ['x', 'y'] },
    ns: { NS: ['1', '2'] },
  };
  const VALUES = {
    ':s': S('new'),
    ':n': N(1),
    ':f': N('0.1'),
    ':l': { L: [S('z')] },
    ':m': { M: {} },
    ':ss': { SS: ['y', 'z'] },
    ':both': { SS: ['x', 'y'] },
    ':ns': { NS: ['2', '3'] },
    ':g': S('group'),
  };
  const updates = [
    'SET a = :s',
    'SET a = n, n = a',
    'SET n = n + :n',
    'SET n = n - :f',
    'SET n = :n - n',
    'SET big = big + :n',
    'SET a = a + :n',
    'SET c = absent',
    'SET c = c + :n',
    'SET n = if_not_exists(n, :n) + :n',
    'SET c = if_not_exists(c, :n) + :n',
    'SET c = if_not_exists(a, :n)',
    'SET m.l = list_append(m.l, :l)',
    'SET m.l = list_append(:l, m.l)',
    'SET a = list_append(a, :l)',
    'SET c = list_append(if_not_exists(c, :l), :l)',
    'SET m.l[1] = :s',
    'SET m.l[9] = :s',
    'SET m.y = :s',
    'SET q.y = :s',
    'SET a.b = :s',
    'SET a[0] = :s',
    'SET m.l.x = :s',
    'REMOVE a',
    'REMOVE absent',
    'REMOVE m.x, a',
    'REMOVE m.l[1]',
    'REMOVE m.l[7]',
    'REMOVE q.y',
    'ADD n :n',
    'ADD c :n',
    'ADD ss :ss',
    'ADD ns :ns',
    'ADD cc :ss',
    'ADD a :n',
    'ADD n :ss',
    'ADD a :s',
    'ADD ss :ns',
    'ADD m.x :n',
    'ADD m.y :n',
    'DELETE ss :ss',
    'DELETE ss :both',
    'DELETE ss :ns',
    'DELETE a :ss',
    'DELETE absent :ss',
    'DELETE a :s',
    'SET a = :s REMOVE n ADD c :n DELETE ss :ss',
    'SET g = :g',
    'SET g = :n',
    'SET g = n',
    'SET p = :s',
    'REMOVE s',
    'SET p.x = :s',
    'SET g.x = :s',
    'SET a = :s, a = :s',
    'SET m.x = :n, m = :m',
    'SET m[0] = :n, m.x = :n',
    'SET a = :s SET n = :n',
    'SET a',
    'FOO a',
    'SET a = foo(:s)',
    'SET a = :nope',
    'SET #a = :s',
    'SET item = :s',
    '',
    'SET a = if_not_exists(:s, :n)',
    'SET a = :s + :n',
    'SET a = list_append(:s, :l)',
    'SET a = if_not_exists(a)',
  ];
  it.each(updates)('when an item is updated with "%s", then it becomes the same in both', async (update) => {
    const used = Object.fromEntries(Object.entries(VALUES).filter(([name]) => new RegExp(`${name}\\b`).test(update)));
    const call = {
      op: 'update' as const,
      UpdateExpression: update,
      ...(Object.keys(used).length > 0 && { ExpressionAttributeValues: used }),
    };
    await same(
      { op: 'put', Item: { ...key(), ...before } },
      { ...call, Key: key(), ReturnValues: 'ALL_NEW' },
      { op: 'get', Key: key() },
      { ...call, Key: key(), ReturnValues: 'ALL_OLD' },
    );
  });

  it.each(['NONE', 'ALL_OLD', 'ALL_NEW', 'UPDATED_OLD', 'UPDATED_NEW'])(
    'when ReturnValues is %s, then both return the same attributes',
    async (ReturnValues) => {
      const call = {
        op: 'update' as const,
        UpdateExpression: 'SET a = :s, m.l[1] = :s, n = n + :n',
        ExpressionAttributeValues: { ':s': S('s'), ':n': N(1) },
        ReturnValues,
      };
      await same({ op: 'put', Item: { ...key(), ...before } }, { ...call, Key: key() });
      await same(
        { op: 'put', Item: { ...key(), b: { B: Buffer.from('b') } }, ReturnValues: 'ALL_OLD' },
        { op: 'delete', Key: key(), ReturnValues: 'ALL_OLD' },
      );
    },
  );

  it('when an update without an expression names a new item, then both create it', async () => {
    await same({ op: 'update', Key: key(), ReturnValues: 'ALL_NEW' }, { op: 'get', Key: key() });
  });
});
