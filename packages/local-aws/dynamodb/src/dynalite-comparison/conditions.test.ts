import { describe, it } from 'vitest';
import { compareWithDynalite, N, S } from './comparison.ts';

const { same, key } = compareWithDynalite();

describe('conditions, compared with dynalite', () => {
  const item = {
    a: S('abc'),
    n: N(5),
    m: { M: { x: N(1), l: { L: [S('u'), S('v')] } } },
    ss: { SS: ['x', 'y'] },
    bin: { B: Buffer.from('ab') },
    yes: { BOOL: true },
    nul: { NULL: true },
  };
  const VALUES = {
    ':s': S('abc'),
    ':p': S('ab'),
    ':n': N(5),
    ':six': N('6.0'),
    ':x': S('x'),
    ':b': { B: Buffer.from('a') },
    ':t': S('SS'),
    ':true': { BOOL: true },
    ':null': { NULL: true },
  };
  const conditions = [
    'a = :s',
    'a <> :s',
    'absent = :s',
    'absent <> :s',
    'n = :s',
    'n < :six',
    'n <= :n',
    'n > :six',
    'n >= :n',
    'a < :n',
    'n BETWEEN :n AND :six',
    'n BETWEEN :six AND :n',
    'a IN (:p, :s)',
    'n IN (:p, :s)',
    'absent IN (:p)',
    'attribute_exists(m.l[1])',
    'attribute_exists(m.l[2])',
    'attribute_not_exists(m.x)',
    'attribute_not_exists(nope.x)',
    'attribute_type(ss, :t)',
    'attribute_type(a, :t)',
    'begins_with(a, :p)',
    'begins_with(bin, :b)',
    'begins_with(n, :p)',
    'contains(a, :p)',
    'contains(ss, :x)',
    'contains(ss, :n)',
    'contains(m.l, :x)',
    'contains(bin, :b)',
    'size(a) > :n',
    'size(ss) < :n',
    'size(m) < :n',
    'size(n) < :n',
    'size(bin) < size(a)',
    'yes = :true',
    'nul = :null',
    'NOT a = :s',
    'NOT (a = :s AND n = :n)',
    'a = :s OR n = :s AND a = :p',
    '(a = :s OR n = :s) AND a = :p',
    'NOT NOT a = :s',
    'a',
    'a =',
    'a = :s AND',
    'foo(a)',
    'size(a)',
    'contains(a)',
    'a = :undefined',
    '#a = :s',
    'item = :s',
    '((a = :s))',
    'a == :s',
    '',
    'begins_with(a, :n)',
    'attribute_exists(:s)',
    'attribute_type(a, :s)',
    'a = a',
    'attribute_exists(a) = :true',
    'm.l[x] = :s',
    'size(:n) > :n',
  ];
  it.each(conditions)('when a put has the condition "%s", then both accept or refuse it alike', async (condition) => {
    const used = Object.fromEntries(Object.entries(VALUES).filter(([name]) => new RegExp(`${name}\\b`).test(condition)));
    const conditional = { ConditionExpression: condition, ...(Object.keys(used).length > 0 && { ExpressionAttributeValues: used }) };
    await same(
      { op: 'put', Item: { ...key(), ...item } },
      { op: 'put', Item: { ...key(), ...item, again: N(1) }, ...conditional },
      { op: 'get', Key: key() },
    );
  });

  it.each([
    [{ ExpressionAttributeNames: { '#a': 'a' } }],
    [{ ExpressionAttributeValues: { ':a': S('a') } }],
    [{ ConditionExpression: '#a = #a', ExpressionAttributeNames: { '#a': 'a' } }],
    [{ ConditionExpression: '#a = :a', ExpressionAttributeNames: { '#a': 'a', '#b': 'b' }, ExpressionAttributeValues: { ':a': S('a') } }],
    [
      {
        ConditionExpression: '#a = :a',
        ExpressionAttributeNames: { '#a': 'a' },
        ExpressionAttributeValues: { ':a': S('a'), ':b': S('a') },
      },
    ],
    [{ ConditionExpression: '#a = :a', ExpressionAttributeNames: {}, ExpressionAttributeValues: { ':a': S('a') } }],
    [{ ConditionExpression: '#a = :a', ExpressionAttributeNames: { a: 'a' }, ExpressionAttributeValues: { ':a': S('a') } }],
    [{ ConditionExpression: 'a = :a', ExpressionAttributeValues: { a: S('a') } }],
    [{ ConditionExpression: 'a = :a', ExpressionAttributeValues: { ':a': {} } }],
    [{ ConditionExpression: 'a = :a', ExpressionAttributeValues: { ':a': N('x') } }],
    [{ ConditionExpression: 'a = :a', ExpressionAttributeValues: { ':a': { SS: [] } } }],
  ])('when names and values do not match the expression (%j), then both return the same error', async (parameters) => {
    await same(
      { op: 'put', Item: key(), ...parameters },
      { op: 'delete', Key: key(), ...parameters },
      { op: 'update', Key: key(), ...parameters },
    );
  });
});
