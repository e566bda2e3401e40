import { targetInput } from '@plumbline/eventbridge';
import { CloudEvent } from 'cloudevents';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsedTableSet, TableSet } from '../test/contracts.ts';
import { cloudEventInput, toCloudEvent } from './cloud-event.ts';
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
  it('when an event becomes a CloudEvent, then every attribute is set', () => {
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

  it('when any event goes out, then the official SDK takes it', () => {
    fc.assert(
      fc.property(events, (whole) => {
        expect(new CloudEvent(toCloudEvent(TableSet, whole)).validate()).toBe(true);
      }),
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
