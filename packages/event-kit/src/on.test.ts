import { matchesPattern } from '@plumbline/eventbridge';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { TableCleared, TableSet, tableSet } from '../test/contracts.ts';
import { absent, atLeast, present, startsWith } from './conditions.ts';
import { defineEvent } from './define-event.ts';
import { eventPattern, on } from './on.ts';

describe('eventPattern', () => {
  it('when nothing is asked of the data, then it selects the event type and the major version', () => {
    expect(eventPattern(on(TableSet))).toEqual({
      'detail-type': ['table-set'],
      detail: { Metadata: { event_type: ['TableSet'], event_version: [{ prefix: '1.' }] } },
    });
  });

  it('when a property is asked for, then its values stand below Data', () => {
    expect(eventPattern(on(TableCleared, { where: { room: ['hall'] } })).detail).toEqual({
      Metadata: { event_type: ['TableCleared'], event_version: [{ prefix: '2.' }] },
      Data: { room: ['hall'] },
    });
  });

  it('when a nested property is asked for, then it is nested in the pattern', () => {
    expect(eventPattern(on(TableSet, { where: { guest: { name: [startsWith('A')] } } })).detail).toMatchObject({
      Data: { guest: { name: [{ prefix: 'A' }] } },
    });
  });

  it('when there are alternatives, then one rule takes what fits any of them, so that nothing comes twice', () => {
    const pattern = eventPattern(on(TableSet, { where: [{ room: ['hall'] }, { guest: { name: ['Ada'] } }] }));
    expect(pattern.detail).toMatchObject({ Data: { $or: [{ room: ['hall'] }, { guest: { name: ['Ada'] } }] } });
    const takes = ([room, name]: readonly [string, string]) =>
      matchesPattern(JSON.stringify(pattern), JSON.stringify({ 'detail-type': 'table-set', detail: tableSet({ room, guest: { name } }) }));
    const guests = [
      ['hall', 'Ada'],
      ['hall', 'Bob'],
      ['terrace', 'Ada'],
      ['terrace', 'Bob'],
    ] as const;
    expect(guests.map(takes)).toEqual([true, true, true, false]);
  });

  it('when a property may be missing, then its presence and absence can be asked for, also of what is inside', () => {
    const data = z.object({ tip: z.number().optional(), dishes: z.array(z.string()), note: z.object({ text: z.string() }).nullable() });
    const { version, source, summary, owner } = TableSet;
    const words = { version, source, summary, owner, examples: [] };
    const Served = defineEvent({ ...words, eventType: 'DishServed', detailType: 'dish-served', data });
    const where = { tip: [absent(), atLeast(5)], dishes: [present()], note: { text: [absent()] } };
    expect(eventPattern(on(Served, { where })).detail).toMatchObject({
      Data: { tip: [{ exists: false }, { numeric: ['>=', 5] }], dishes: [{ exists: true }], note: { text: [{ exists: false }] } },
    });
  });
});
