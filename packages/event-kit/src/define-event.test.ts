import { describe, expect, it } from 'vitest';
import { TableSet, tableSet } from '../test/contracts.ts';
import { defineEvent, detailSchema } from './define-event.ts';

describe('defineEvent', () => {
  it.each([
    ['eventType is not PascalCase', { eventType: 'table-set' }, 'PascalCase'],
    ['detailType is empty', { detailType: '' }, '1 to 128'],
    ['detailType has 129 characters', { detailType: 'x'.repeat(129) }, '1 to 128'],
    ['source has 257 characters', { source: 'x'.repeat(257) }, '1 to 256'],
    ['source belongs to AWS', { source: 'aws.kitchen' }, 'reserved for AWS services'],
    ['version has no minor', { version: '1' }, 'major.minor'],
    [
      'an example does not fit',
      { examples: [{ name: 'no table', detail: tableSet({ table: undefined }) }] },
      'example "no table" does not fit',
    ],
    ['an example has another major version', { version: '2.0', examples: [{ name: 'old', detail: tableSet() }] }, 'major version of 2.0'],
  ])('when %s, then it is refused and the text says so', (_, change, text) => {
    expect(() => defineEvent({ ...TableSet, ...change })).toThrowError(
      expect.objectContaining({ code: 'INVALID_DECLARATION', message: expect.stringContaining(text) }),
    );
  });
});

describe('the detail of an event', () => {
  it('when it has unknown properties, then a consumer does not see them', () => {
    expect(detailSchema(TableSet).parse(tableSet({ colour: 'red' })).Data).toEqual({ table: 4, room: 'hall', guest: { name: 'Ada' } });
  });

  it.each([
    ['a minor version of the same major', '1.9', 'accepted', true],
    ['another major version', '2.0', 'refused', false],
    ['no minor', '1', 'refused', false],
  ])('when it has %s (%s), then it is %s', (_, event_version, _verdict, accepted) => {
    const event = tableSet();
    expect(detailSchema(TableSet).safeParse({ ...event, Metadata: { ...event.Metadata, event_version } }).success).toBe(accepted);
  });

  it.each([
    ['2023-05-12T05:02:13.128510z', true],
    ['2023-05-12T05:02:13Z', true],
    ['2023-05-12T05:02:13+02:00', false],
    ['2023-13-12T05:02:13Z', false],
    ['2023-05-12', false],
  ])('when its time is %s, then accepted is %s', (event_time_iso8601, accepted) => {
    const event = tableSet();
    expect(detailSchema(TableSet).safeParse({ ...event, Metadata: { ...event.Metadata, event_time_iso8601 } }).success).toBe(accepted);
  });
});
