import { describe, expect, it } from 'vitest';
import { type Call, compareWithDynalite, N, S } from './comparison.ts';

const { key, answerOf, ours, theirs } = compareWithDynalite();

describe('where dynalite is known to differ from AWS', () => {
  const list = { L: [S('a'), { M: { x: N(1) } }] };
  const deviations: readonly { because: string; before?: object; call: object; ours: unknown; theirs: unknown }[] = [
    {
      because: 'dynalite compares lists and maps by identity; AWS by content',
      before: { d: list },
      call: { op: 'put', ConditionExpression: 'd = :d', ExpressionAttributeValues: { ':d': list } },
      ours: {},
      theirs: { error: 'ConditionalCheckFailedException', message: 'The conditional request failed' },
    },
    {
      because: "dynalite removes list elements one after the other; AWS's positions are those before the update",
      before: { d: { L: [N(0), N(1), N(2)] } },
      call: { op: 'update', UpdateExpression: 'REMOVE d[0], d[1]', ReturnValues: 'ALL_NEW' },
      ours: { Attributes: { d: { L: [N(2)] } } },
      theirs: { Attributes: { d: { L: [N(1)] } } },
    },
    {
      because: 'AWS leaves Attributes out when none were updated (Alternator test_returnvalues.py)',
      before: { d: N(1) },
      call: { op: 'update', UpdateExpression: 'REMOVE d', ReturnValues: 'UPDATED_NEW' },
      ours: {},
      theirs: { Attributes: {} },
    },
    {
      because: 'AWS creates no item by taking something away from it (Alternator test_returnvalues.py)',
      call: { op: 'update', UpdateExpression: 'REMOVE d', ReturnValues: 'UPDATED_OLD' },
      ours: {},
      theirs: {},
    },
    {
      because: 'dynalite stores a sum of more than 38 digits (Alternator test_number.py)',
      before: { d: N('1e50') },
      call: {
        op: 'update',
        UpdateExpression: 'SET d = d + :one',
        ExpressionAttributeValues: { ':one': N(1) },
        ReturnValues: 'UPDATED_NEW',
      },
      ours: {
        error: 'ValidationException',
        message: 'Number overflow. Attempting to store a number with magnitude larger than supported range',
      },
      theirs: { Attributes: { d: N(`1${'0'.repeat(49)}1`) } },
    },
    {
      because: 'dynalite orders strings by UTF-16 units; AWS by UTF-8 bytes, in which U+10000 comes after U+FFFD',
      before: { d: S('\u{10000}') },
      call: { op: 'put', ConditionExpression: 'd > :d', ExpressionAttributeValues: { ':d': S('\uFFFD') } },
      ours: {},
      theirs: { error: 'ConditionalCheckFailedException', message: 'The conditional request failed' },
    },
    {
      because: 'to dynalite an empty string has no size',
      before: { d: S('') },
      call: { op: 'put', ConditionExpression: 'size(d) = :zero', ExpressionAttributeValues: { ':zero': N(0) } },
      ours: {},
      theirs: { error: 'ConditionalCheckFailedException', message: 'The conditional request failed' },
    },
    {
      because: 'dynalite finds only scalars in a list',
      before: { d: list },
      call: { op: 'put', ConditionExpression: 'contains(d, :m)', ExpressionAttributeValues: { ':m': { M: { x: N(1) } } } },
      ours: {},
      theirs: { error: 'ConditionalCheckFailedException', message: 'The conditional request failed' },
    },
  ];
  it.each(deviations)('$because', async ({ before, call, ours: expected, theirs: dynaliteAnswer }) => {
    const isUpdate = (call as Call).op === 'update';
    const withKey = { ...call, ...(isUpdate ? { Key: key() } : { Item: key() }) } as unknown as Call;
    for (const { client, answer } of [
      { client: ours(), answer: expected },
      { client: theirs(), answer: dynaliteAnswer },
    ]) {
      if (before !== undefined) await answerOf(client, { op: 'put', Item: { ...key(), ...before } });
      const { Attributes, ...rest } = (await answerOf(client, withKey)) as { Attributes?: Record<string, unknown> };
      const { p: _p, s: _s, ...attributes } = Attributes ?? {};
      const actual: unknown = Attributes === undefined ? rest : { ...rest, Attributes: attributes };
      expect(actual).toEqual(answer);
    }
  });
});
