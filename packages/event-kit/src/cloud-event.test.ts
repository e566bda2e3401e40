import { targetInput } from '@plumbline/eventbridge';
import { CloudEvent } from 'cloudevents';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsedTableSet, TableSet } from '../test/contracts.ts';
import { cloudEventInput, fromCloudEvent, toCloudEvent } from './cloud-event.ts';
import type { EventOf } from './event.ts';
import { eventTime } from './event-time.ts';

const event: EventOf<typeof TableSet> = {
  Metadata: { ...parsedTableSet().Metadata, event_type: 'TableSet', correlation_id: 'c-1' },
  Data: { table: 4, room: 'hall', guest: { name: 'Ada' } },
};

const events = fc.record({
  Metadata: fc.record(
    {
      event_time_iso8601: fc
        .date({ noInvalidDate: true, min: new Date(0), max: new Date('2100-01-01') })
        .map((now) => eventTime(now, undefined)),
      event_type: fc.constant('TableSet' as const),
      event_version: fc.nat(99).map((minor) => `1.${minor}`),
      event_id: fc.uuid(),
      correlation_id: fc.string({ minLength: 1 }),
      causation_id: fc.uuid(),
    },
    { requiredKeys: ['event_time_iso8601', 'event_type', 'event_version', 'event_id'] },
  ),
  Data: fc.record({
    table: fc.integer({ min: 1 }),
    room: fc.constantFrom('hall' as const, 'terrace' as const),
    guest: fc.record({ name: fc.string() }),
  }),
});

describe('CloudEvents, https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md', () => {
  it('when an event is told as a CloudEvent, then every attribute has its place', () => {
    expect(toCloudEvent(TableSet, event)).toEqual({
      specversion: '1.0',
      id: event.Metadata.event_id,
      source: 'plumbline.kitchen',
      type: 'TableSet.v1',
      time: event.Metadata.event_time_iso8601,
      datacontenttype: 'application/json',
      dataschema: 'urn:plumbline:schema:TableSet:1.0',
      correlationid: 'c-1',
      data: event.Data,
    });
  });

  it('when any event goes out and comes in again, then it is the same, and the official SDK takes it', () => {
    fc.assert(
      fc.property(events, (whole) => {
        const out = toCloudEvent(TableSet, whole);
        expect(new CloudEvent(out).validate()).toBe(true);
        expect(fromCloudEvent(TableSet, JSON.parse(JSON.stringify(out)))).toEqual(whole);
      }),
    );
  });

  it.each([
    ['has no id', { id: undefined }, 'id'],
    ['is of another major', { type: 'TableSet.v2' }, 'must be "TableSet.v1"'],
    ['comes from elsewhere', { source: 'elsewhere' }, 'must be "plumbline.kitchen"'],
    ['has another schema', { dataschema: 'urn:plumbline:schema:TableCleared:1.0' }, 'dataschema'],
    ['has a schema of another major', { dataschema: 'urn:plumbline:schema:TableSet:2.0' }, 'major version'],
    ['has data that does not fit', { data: { table: 0 } }, 'table'],
  ])('when what comes in %s, then it is refused with the reason', (_, wrong, text) => {
    expect(() => fromCloudEvent(TableSet, { ...toCloudEvent(TableSet, event), ...wrong })).toThrowError(
      expect.objectContaining({ code: 'INVALID_EVENT', message: expect.stringContaining(text) }),
    );
  });

  it('when EventBridge makes it itself, then it is the same but for the correlation', () => {
    const onBus = JSON.stringify({ source: TableSet.source, 'detail-type': TableSet.detailType, detail: event });
    const input = { kind: 'transformer', ...cloudEventInput(TableSet) } as const;
    const made = JSON.parse(targetInput(input, onBus, { ruleArn: '', ruleName: '', acceptedMs: 0 }) ?? '');
    const { correlationid: _, ...expected } = toCloudEvent(TableSet, event);
    expect(made).toEqual({ ...expected, dataschema: 'urn:plumbline:schema:TableSet:1.2' });
    expect(() => new CloudEvent(made, true)).not.toThrow();
  });
});
