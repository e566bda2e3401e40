import { z } from 'zod';
import { defineEvent, downcast, upcast } from '../src/index.ts';

const data = z.object({ table: z.int().min(1), room: z.enum(['hall', 'terrace']), guest: z.object({ name: z.string() }) });

export const TableSet = defineEvent({
  eventType: 'TableSet',
  detailType: 'table-set',
  source: 'plumbline.kitchen',
  version: '1.2',
  summary: 'A table is ready.',
  owner: 'kitchen-team',
  data,
  examples: [],
});

export const TableCleared = defineEvent({ ...TableSet, eventType: 'TableCleared', detailType: 'table-cleared', version: '2.0' });

/** A `table-set` as it is on the wire. */
export const tableSet = (overrides: Record<string, unknown> = {}) => ({
  Metadata: {
    event_time_iso8601: '2023-05-12T05:02:13.128510z',
    event_type: 'TableSet',
    event_version: '1.0',
    event_id: '0e3c948f-06ec-4a4d-b3db-5aacd2a63631',
  },
  Data: { table: 4, room: 'hall', guest: { name: 'Ada' }, ...overrides },
});

/** The same as a use case gets it: its time ends in `Z`. */
export const parsedTableSet = (overrides: Record<string, unknown> = {}) => {
  const { Metadata, Data } = tableSet(overrides);
  return { Metadata: { ...Metadata, event_time_iso8601: '2023-05-12T05:02:13.128510Z' }, Data };
};

const dataV3 = z.object({ table: z.string(), place: z.enum(['inside', 'outside']), guests: z.array(z.string()).min(1) });

/** A major that broke everything: both directions can be told all the same. */
export const TableSetV3 = defineEvent({
  eventType: 'TableSet',
  detailType: 'table-set',
  source: 'plumbline.kitchen',
  version: '3.0',
  summary: 'A table is ready.',
  owner: 'kitchen-team',
  data: dataV3,
  examples: [],
  downcast: downcast(TableSet, ({ table, place, guests }: z.infer<typeof dataV3>) => ({
    table: Number(table),
    room: place === 'inside' ? ('hall' as const) : ('terrace' as const),
    guest: { name: guests[0] ?? '' },
  })),
  upcast: upcast(TableSet, ({ table, room, guest }) => ({
    table: String(table),
    place: room === 'hall' ? ('inside' as const) : ('outside' as const),
    guests: [guest.name],
  })),
});
