import type { Account } from '../account.ts';
import type { AwsService } from '../endpoint/aws-service.ts';
import type { Store } from '../store/store.ts';
import { type Archives, openArchives } from './archives.ts';
import type { BusEvent } from './bus-event.ts';
import { type DeliveriesProps, openDeliveries } from './deliveries.ts';
import { type EventBus, type EventBuses, eventBuses } from './event-buses.ts';
import { eventsService } from './events-service.ts';
import { acceptEntry, type EntryAnswer, entryError, type PutEventsEntry } from './put-events.ts';

export interface EventsProps extends Omit<DeliveriesProps, 'buses' | 'forward'> {
  readonly account: Account;
  readonly store: Store;
}

/** An event that an AWS service sends to the default bus. */
export interface ServiceEvent {
  readonly source: string;
  readonly detailType: string;
  readonly resources: readonly string[];
  readonly detail: unknown;
  /** `YYYY-MM-DDThh:mm:ssZ` */
  readonly time: string;
}

/** The local EventBridge. */
export interface Events {
  readonly service: AwsService;
  readonly buses: EventBuses;
  readonly archives: Archives;
  /** Accepts an AWS service's event on the default bus. Call it inside the write that causes it. */
  emit(event: ServiceEvent): void;
  /** Accepts one entry, as PutEvents does; its deliveries are on disk with it. */
  accept(entry: PutEventsEntry, traceHeader: string | undefined): EntryAnswer;
}

export const openEvents = (props: EventsProps): Events => {
  const { account, clock, store, observe } = props;
  const buses = eventBuses(account);
  const archives = openArchives(store);

  /** Archives the event and hands it to every rule that matches, in one write. */
  const take = (bus: EventBus, event: BusEvent, text: string, traceHeader: string | undefined): void => {
    const rules = bus.index.match(text);
    // Before its deliveries, which are told as they happen.
    observe({ kind: 'event', busName: bus.name, event, traceHeader, rules: rules.map((rule) => rule.name) });
    store.write(() => {
      if (event['replay-name'] === undefined) archives.keep(bus.arn, text, Date.parse(event.time));
      for (const rule of rules) deliveries.add(rule, text, event.id, traceHeader);
    });
  };

  const deliveries = openDeliveries({
    ...props,
    buses,
    forward(busArn, text, traceHeader) {
      const bus = buses.find(busArn);
      if (bus === undefined) return false;
      take(bus, JSON.parse(text) as BusEvent, text, traceHeader);
      return true;
    },
  });

  const accept: Events['accept'] = (entry, traceHeader) => {
    const error = entryError(entry);
    if (error !== undefined) return error;
    const { event, text } = acceptEntry(entry, account, clock.now());
    const busName = entry.EventBusName ?? 'default';
    const bus = buses.find(busName);
    if (bus === undefined) {
      // AWS answers success and loses the event.
      observe({
        kind: 'warning',
        message: `The event ${event['detail-type']} (${event.id}) went to the bus "${busName}", which does not exist. AWS answers success and drops it.`,
      });
    } else take(bus, event, text, entry.TraceHeader ?? traceHeader);
    return { EventId: event.id };
  };

  return {
    buses,
    archives,
    accept,
    emit({ source, detailType, resources, detail, time }) {
      const entry = { Detail: JSON.stringify(detail), DetailType: detailType, Source: source, Resources: resources };
      const { event, text } = acceptEntry(entry, account, Date.parse(time));
      take(buses.get('default'), event, text, undefined);
    },
    service: eventsService({ account, buses, archives, accept }),
  };
};
