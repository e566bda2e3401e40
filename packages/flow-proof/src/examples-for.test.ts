import { defineEvent, type EventContract } from '@plumbline/event-kit';
import { readTopology } from '@plumbline/topology';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { WORLD } from '../test/planted.ts';
import { examplesFor } from './examples-for.ts';

const detail = (Data: { id: string; kind: 'small' | 'large' }) => ({
  Metadata: {
    event_time_iso8601: '2026-11-21T09:00:00Z',
    event_id: '0e3c948f-06ec-4a4d-b3db-5aacd2a63631',
    event_type: 'TableSet',
    event_version: '1.0',
  },
  Data,
});

const contract: EventContract = defineEvent({
  eventType: 'TableSet',
  detailType: 'table-set',
  source: 'plumbline.kitchen',
  version: '1.0',
  summary: 'A table is set.',
  owner: 'kitchen-team',
  data: z.object({ id: z.string(), kind: z.enum(['small', 'large']) }),
  examples: [
    { name: 'one', detail: detail({ id: 'a', kind: 'small' }) },
    { name: 'other', detail: detail({ id: 'b', kind: 'small' }) },
  ],
});

const ruleFor = (Data: object) => {
  const pattern = JSON.stringify({ source: ['plumbline.kitchen'], detail: { Data } });
  const resources = { aws_cloudwatch_event_rule: { rule: { name: 'rule', event_pattern: pattern } } };
  const [rule] = readTopology([{ name: 'kitchen', directory: '.', resources, data: {} }], WORLD).rules;
  if (rule === undefined) throw new Error('The rule does not exist.');
  return rule;
};

const taken = (Data: object): readonly unknown[] =>
  examplesFor(ruleFor(Data), contract).map(({ text }) => (JSON.parse(text) as { detail: { Data: unknown } }).detail.Data);

describe('the examples that a rule takes', () => {
  it.each<readonly [name: string, pattern: object, taken: readonly object[]]>([
    [
      'the rule takes all, then all are',
      { kind: ['small'] },
      [
        { id: 'a', kind: 'small' },
        { id: 'b', kind: 'small' },
      ],
    ],
    ['the rule takes one, then no other is made to fit', { id: ['b'] }, [{ id: 'b', kind: 'small' }]],
    [
      'the rule matches none, then its values are inserted',
      { kind: ['large'] },
      [
        { id: 'a', kind: 'large' },
        { id: 'b', kind: 'large' },
      ],
    ],
    ['the contract does not allow what the rule asks for, then none is', { kind: ['huge'] }, []],
    ['the rule has a condition whose value cannot be inserted, then none is', { id: [{ prefix: 'x' }] }, []],
    ['the rule asks for a number where a text is, then none is', { id: [4] }, []],
  ])('when %s', (_, pattern, expected) => {
    expect(taken(pattern)).toEqual(expected);
  });

  it('they are whole events', () => {
    const [example] = examplesFor(ruleFor({ id: ['a'] }), contract);
    expect(JSON.parse(example?.text ?? '')).toMatchObject({ source: 'plumbline.kitchen', 'detail-type': 'table-set', version: '0' });
  });
});
