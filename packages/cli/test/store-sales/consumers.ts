import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import type { StoreSalesSystem } from './store-sales-system.ts';

/** An event as consumers see it. */
interface Seen {
  readonly source: string;
  readonly 'detail-type': string;
  readonly detail: {
    readonly request_id?: string;
    readonly Metadata?: { readonly event_id: string; readonly event_version: string };
    readonly Data?: { readonly kind?: string; readonly category?: string; readonly amount_cents?: number };
  };
}

/** Repeats the names, so that the test detects a wrong pattern. */
const ours = ({ source, 'detail-type': type, detail }: Seen, wantedType: string): boolean =>
  source === 'plumbline.store-sales' && type === wantedType && detail.Metadata?.event_version.startsWith('1.') === true;
const sold = (event: Seen): boolean => ours(event, 'sale-recorded') && event.detail.Data?.kind === 'sale';

/** The expected events of each consumer. No other consumer receives events. */
const WANTS: Readonly<Record<string, (event: Seen) => boolean>> = {
  'take-store-event': ({ source, 'detail-type': type }) =>
    source === 'Miztiik-Automation-Data-Producer' && ['sales-events', 'inventory-events'].includes(type),
  'record-sale': (event) => ours(event, 'sale-recorded'),
  'adjust-inventory': (event) => ours(event, 'inventory-adjusted'),
  'count-rejected': (event) => ours(event, 'sale-rejected'),
  'rejected-reports': (event) => ours(event, 'sale-rejected'),
  'big-sales': (event) => sold(event) && (event.detail.Data?.amount_cents ?? 0) >= 9_000,
  supplier: (event) => sold(event) && event.detail.Data?.category === 'Books',
};

const idOf = ({ detail }: Seen): string => detail.Metadata?.event_id ?? detail.request_id ?? '';

/** The ids of the events that each consumer should have received. */
export const wanted = ({ occurrences }: StoreSalesSystem): Readonly<Record<string, readonly string[]>> => {
  const events = occurrences.flatMap((one) => (one.kind === 'event' ? [one.event as unknown as Seen] : []));
  return Object.fromEntries(
    Object.entries(WANTS).map(([consumer, wants]) => [consumer, [...new Set(events.filter(wants).map(idOf))].sort()]),
  );
};

/** The ids of the events that each consumer received: functions by invocations, queues by messages, the supplier by requests. */
export const got = async (system: StoreSalesSystem): Promise<Readonly<Record<string, readonly string[]>>> => {
  const called = new Set(system.occurrences.flatMap((one) => (one.kind === 'invocation' ? [shortName(one.functionName)] : [])));
  const ids = new Map([...called].map((name) => [name, [...deliveriesTo(system, name).keys()]]));
  for (const queue of ['big-sales', 'rejected-reports']) ids.set(queue, (await messagesOf(system, queue)).map(idOf));
  ids.set(
    'supplier',
    system.arrivals.map(({ event }) => event.id),
  );
  return Object.fromEntries([...ids].flatMap(([consumer, all]) => (all.length === 0 ? [] : [[consumer, [...new Set(all)].sort()]])));
};

const shortName = (functionName: string): string => functionName.replace('plumbline-dev-', '');

/** The number of invocations of a function with each event, by the event's id. Ignores invocations with other inputs. */
export const deliveriesTo = ({ occurrences }: StoreSalesSystem, name: string): ReadonlyMap<string, number> => {
  const times = new Map<string, number>();
  for (const one of occurrences) {
    if (one.kind !== 'invocation' || shortName(one.functionName) !== name) continue;
    const given = JSON.parse(one.event) as Seen | { readonly Records: readonly { readonly body: string }[] };
    const events = 'Records' in given ? given.Records.map(({ body }) => JSON.parse(body) as Seen) : [given];
    for (const event of events) if (event.detail !== undefined) times.set(idOf(event), (times.get(idOf(event)) ?? 0) + 1);
  }
  return times;
};

/** The messages of a queue. Hides them while it reads them. */
const messagesOf = async ({ connection, aws }: StoreSalesSystem, queue: string): Promise<readonly Seen[]> => {
  const QueueUrl = `${aws.url}/000000000000/${connection.named(queue)}`;
  const events: Seen[] = [];
  for (;;) {
    const { Messages = [] } = await connection.sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
    if (Messages.length === 0) return events;
    events.push(...Messages.map(({ Body = '' }) => JSON.parse(Body) as Seen));
  }
};
