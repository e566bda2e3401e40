import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { cloudEventInput } from './cloud-event.ts';
import { defineEvent } from './define-event.ts';
import { eventSchema } from './documents/event-schema.ts';
import { defineFunction } from './manifest/define-function.ts';
import { eventPattern, on } from './on.ts';
import { type BusEvent, eventParser } from './runtime/consume.ts';
import { publisher } from './runtime/publisher.ts';

const BELL = { request_id: 'b-1', table: 4 };
const BellRung = defineEvent({
  eventType: 'BellRung',
  detailType: 'bell-events',
  source: 'Bells-Of-Old',
  version: '1.0',
  summary: 'A guest rang the bell, in the words of the bell’s maker.',
  owner: 'hall-team',
  foreign: { identifiedBy: 'request_id' },
  data: z.object({ request_id: z.string().optional(), table: z.int() }),
  examples: [{ name: 'At table four', detail: BELL }],
});

const answer = defineFunction({ name: 'answer', summary: '', consumes: [on(BellRung)], publishes: [BellRung] });
const read = eventParser(answer);
const event = (detail: unknown, more: Partial<BusEvent> = {}): BusEvent => ({
  id: '11111111-1111-4111-8111-111111111111',
  time: '2026-01-01T00:00:00Z',
  'detail-type': 'bell-events',
  detail,
  ...more,
});

describe('an event in a foreign format', () => {
  it('when it is subscribed to, then the rule takes it from its source, and conditions stand right below detail', () => {
    expect(eventPattern(on(BellRung))).toEqual({ source: ['Bells-Of-Old'], 'detail-type': ['bell-events'] });
    expect(eventPattern(on(BellRung, { where: { table: [4] } }))).toMatchObject({ detail: { table: [4] } });
  });

  it('when its schema is published, then it has no envelope', () => {
    expect(eventSchema(BellRung)).toMatchObject({ properties: { table: { type: 'integer' } }, required: ['table'] });
  });

  it('when it is read, then its data is the detail, and it has an id by which it is known again', () => {
    const first = read(event(BELL));
    expect(first).toEqual({
      Metadata: {
        event_time_iso8601: '2026-01-01T00:00:00Z',
        event_type: 'BellRung',
        event_version: '1.0',
        event_id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-5/),
      },
      Data: BELL,
    });
    const again = read(event(BELL, { id: '22222222-2222-4222-8222-222222222222' }));
    expect(again.Metadata.event_id).toBe(first.Metadata.event_id);
    expect(read(event({ ...BELL, request_id: 'b-2' })).Metadata.event_id).not.toBe(first.Metadata.event_id);
  });

  it('when it lacks the identifying property, then only its redeliveries have the same id', () => {
    const [one, again, other] = [event({ table: 4 }), event({ table: 4 }), event({ table: 4 }, { id: 'other' })].map((it) => read(it));
    expect(again?.Metadata.event_id).toBe(one?.Metadata.event_id);
    expect(other?.Metadata.event_id).not.toBe(one?.Metadata.event_id);
  });

  it('when it does not fit, then it is rejected with the reason', () => {
    expect(() => read(event({ table: 'four' }))).toThrowError(expect.objectContaining({ code: 'INVALID_EVENT' }));
  });

  it('when it is published, then its data is the detail', async () => {
    const put: unknown[] = [];
    const publish = publisher(answer, { busName: 'hall', put: async (entries) => void put.push(...entries), claims: {} as never });
    await publish(BellRung, BELL, { cause: { event_id: 'c' } });
    expect(put).toEqual([{ EventBusName: 'hall', Source: 'Bells-Of-Old', DetailType: 'bell-events', Detail: JSON.stringify(BELL) }]);
  });

  it('when it would be forwarded as a CloudEvent, then the declaration is rejected with the fix', () => {
    expect(() => cloudEventInput(BellRung)).toThrowError(/in a foreign format .* Translate it/);
  });

  it('when it declares another version, then it is rejected', () => {
    const deprecatedTwin = { ...BellRung, downcast: { to: BellRung, data: () => BELL } };
    expect(() => defineEvent(deprecatedTwin as never)).toThrowError(/in a foreign format/);
  });
});
