import type { PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import { describe, expect, it } from 'vitest';
import { TableCleared, TableSet, TableSetV3, tableSet } from '../test/contracts.ts';
import { defineEvent } from './define-event.ts';
import { defineFunction } from './manifest/define-function.ts';
import { on } from './on.ts';
import { eventParser } from './runtime/consume.ts';
import { publisher } from './runtime/publisher.ts';
import { downcast, publishedVersions, versionedName } from './versions.ts';

const invalid = (text: string) => expect.objectContaining({ code: 'INVALID_DECLARATION', message: expect.stringContaining(text) });

describe('a contract with an older major beside it', () => {
  it('when it is published, then both majors are', () => {
    expect(publishedVersions(TableSetV3).map(versionedName)).toEqual(['TableSet v3', 'TableSet v1']);
  });

  it.each([
    ['is another event', { to: TableCleared }, 'downcast names TableCleared'],
    ['is not an older major version', { to: { ...TableSet, version: '3.4' } }, 'is not an older major version than 3.0'],
  ])('when its downcast %s, then it is refused', (_, wrong, text) => {
    const { downcast: right } = TableSetV3;
    expect(() => defineEvent({ ...TableSetV3, downcast: { ...right, ...wrong } as never })).toThrowError(invalid(text));
  });

  it('when its downcast does not produce a valid older event from an example, then the declaration is rejected', () => {
    const example = {
      Metadata: { ...tableSet().Metadata, event_version: '3.0' },
      Data: { table: 'four', place: 'inside', guests: ['Ada'] },
    };
    expect(() => defineEvent({ ...TableSetV3, examples: [{ name: 'a table with a name', detail: example }] })).toThrowError(
      invalid('downcast of example "a table with a name" does not produce a valid TableSet v1'),
    );
  });
});

describe('publishing a new major with a downcast', () => {
  const set = defineFunction({ name: 'set-table', summary: '', consumes: [on(TableCleared)], publishes: [TableSetV3] });
  const cause = { event_id: '0e3c948f-06ec-4a4d-b3db-5aacd2a63631' };

  const publishing = (entries: (readonly PutEventsRequestEntry[])[]) =>
    publisher(set, { busName: 'bus', put: async (more) => void entries.push(more) });

  it('when it is published, then both majors are put in one request, and are one event', async () => {
    const requests: (readonly PutEventsRequestEntry[])[] = [];
    await publishing(requests)(TableSetV3, { table: '4', place: 'outside', guests: ['Ada', 'Bob'] }, { cause });
    expect(requests).toHaveLength(1);
    const [newer, older] = (requests[0] ?? []).map(({ Detail = '' }) => JSON.parse(Detail));
    expect(newer).toMatchObject({ Metadata: { event_version: '3.0' }, Data: { table: '4', place: 'outside', guests: ['Ada', 'Bob'] } });
    expect(older).toEqual({
      Metadata: { ...newer.Metadata, event_version: '1.2' },
      Data: { table: 4, room: 'terrace', guest: { name: 'Ada' } },
    });
  });

  it('when the older major can’t be made, then nothing is published', async () => {
    const requests: (readonly PutEventsRequestEntry[])[] = [];
    const published = publishing(requests)(TableSetV3, { table: 'four', place: 'inside', guests: ['Ada'] }, { cause });
    await expect(published).rejects.toMatchObject({ code: 'INVALID_DATA', message: expect.stringContaining('TableSet 1.2') });
    expect(requests).toEqual([]);
  });
});

describe('a consumer that has moved to the new major', () => {
  const parse = eventParser(defineFunction({ name: 'serve', summary: '', consumes: [on(TableSetV3)] }));
  const read = (detail: unknown) => parse({ id: 'e-1', 'detail-type': 'table-set', detail });

  it('when an event of the older major is still under way, then it is read in the words of the newer one', () => {
    expect(read(tableSet())).toMatchObject({
      Metadata: { event_version: '3.0', event_id: tableSet().Metadata.event_id },
      Data: { table: '4', place: 'inside', guests: ['Ada'] },
    });
  });

  it('when the older major can’t be read, then an event of it is refused', () => {
    const { upcast: _, ...withoutUpcast } = TableSetV3;
    const strict = eventParser(defineFunction({ name: 'serve', summary: '', consumes: [on(withoutUpcast)] }));
    expect(() => strict({ id: 'e-1', 'detail-type': 'table-set', detail: tableSet() })).toThrowError(/must have the major version of 3\.0/);
  });
});

describe('a function and majors', () => {
  it('when it consumes two majors of an event, then it is refused', () => {
    expect(() => defineFunction({ name: 'serve', summary: '', consumes: [on(TableSet), on(TableSetV3)] })).toThrowError(
      invalid('consumes TableSet twice'),
    );
  });

  it('when it publishes a major that the downcast of another makes, then it is refused', () => {
    const declaration = { name: 'serve', summary: '', consumes: [on(TableCleared)], publishes: [TableSetV3, TableSet] } as const;
    expect(() => defineFunction(declaration)).toThrowError(invalid('publishes TableSet v1 twice'));
  });

  it('when a downcast makes other data than the older major has, then it does not compile', () => {
    // @ts-expect-error table must be a number
    expect(downcast(TableSet, () => ({ table: '4', room: 'hall', guest: { name: 'Ada' } })).to).toBe(TableSet);
  });
});

describe('a deprecated major', () => {
  it.each([
    ['since is not a day', { since: 'soon', sunset: '2027-01-31', reason: 'v2' }, 'deprecated.since must be a day'],
    ['sunset is a day that does not exist', { since: '2026-12-01', sunset: '2027-02-30', reason: 'v2' }, 'deprecated.sunset must be a day'],
    ['sunset comes before since', { since: '2026-12-01', sunset: '2026-11-30', reason: 'v2' }, 'is before deprecated.since'],
    ['the reason is empty', { since: '2026-12-01', sunset: '2027-01-31', reason: ' ' }, 'deprecated.reason'],
  ])('when %s, then it is refused', (_, deprecated, text) => {
    expect(() => defineEvent({ ...TableSet, deprecated })).toThrowError(invalid(text));
  });

  it('when it is declared well, then it is taken', () => {
    const deprecated = { since: '2026-12-01', sunset: '2027-01-31', reason: 'Use v2.' };
    expect(defineEvent({ ...TableSet, deprecated }).deprecated).toEqual(deprecated);
  });
});
