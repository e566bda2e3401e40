import { describe, expect, it } from 'vitest';
import { TableCleared, TableSet } from '../test/contracts.ts';
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

  it('when a property or value is not in the contract, then it does not compile', () => {
    // @ts-expect-error the event has no such property
    on(TableSet, { where: { colour: ['red'] } });
    // @ts-expect-error the property has no such value
    on(TableSet, { where: { room: ['cellar'] } });
    expect(on(TableSet, { where: { room: ['hall', 'terrace'] } }).event).toBe(TableSet);
  });
});
