import type { Account } from '../account.ts';
import type { AwsService } from '../endpoint/aws-service.ts';
import type { Store } from '../store/store.ts';
import { type ApiDestinations, openApiDestinations } from './api-destinations/api-destinations.ts';
import type { Outbound } from './api-destinations/outbound.ts';
import { type Archives, openArchives } from './archives.ts';
import type { BusEvent } from './bus-event.ts';
import { type DeliveriesProps, openDeliveries } from './deliveries.ts';
import { type EventBus, type EventBuses, eventBuses, type Rule } from './event-buses.ts';
import { type EventResources, openEventResources } from './event-resources.ts';
import { eventsService } from './events-service.ts';
import { acceptEntry, type EntryAnswer, entryError, type PutEventsEntry } from './put-events.ts';
import { openReplays } from './replays.ts';

export interface EventsProps extends Omit<DeliveriesProps, 'buses' | 'forward' | 'apiDestinations'> {
  readonly account: Account;
  readonly store: Store;
  readonly outbound: Outbound;
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
  readonly apiDestinations: ApiDestinations;
  /** Takes what Terraform declares. */
  readonly declare: EventResources['declare'];
  /** Makes again what was made over the API, and starts to expire archived events. Call when everything is deployed, before jobs start. */
  start(): void;
  stop(): void;
  /** Accepts an AWS service's event on the default bus. Call it inside the write that causes it. */
  emit(event: ServiceEvent): void;
  /** Accepts one entry, as PutEvents does; its deliveries are on disk with it. */
  accept(entry: PutEventsEntry, traceHeader: string | undefined): EntryAnswer;
}

export const openEvents = (props: EventsProps): Events => {
  const { account, clock, store, observe } = props;
  const buses = eventBuses(account);
  const archives = openArchives(store, clock);
  const apiDestinations = openApiDestinations(clock, props.outbound);
  const resources = openEventResources({ store, buses, archives, apiDestinations });

  /** Archives the event and hands it to every rule that matches and is wanted, in one write. */
  const take = (
    bus: EventBus,
    event: BusEvent,
    text: string,
    traceHeader: string | undefined,
    wants: (rule: Rule) => boolean = () => true,
  ): void => {
    const rules = bus.index.match(text).filter(wants);
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
    apiDestinations,
    forward(busArn, text, traceHeader) {
      const bus = buses.find(busArn);
      if (bus === undefined) return false;
      take(bus, JSON.parse(text) as BusEvent, text, traceHeader);
      return true;
    },
  });

  const replays = openReplays({
    ...props,
    buses,
    archives,
    take: (busArn, text, wants) => take(buses.get(busArn), JSON.parse(text) as BusEvent, text, undefined, wants),
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
    apiDestinations,
    declare: resources.declare,
    accept,
    start() {
      resources.makeAgain(observe);
      archives.start();
    },
    stop: archives.stop,
    emit({ source, detailType, resources, detail, time }) {
      const entry = { Detail: JSON.stringify(detail), DetailType: detailType, Source: source, Resources: resources };
      const { event, text } = acceptEntry(entry, account, Date.parse(time));
      take(buses.get('default'), event, text, undefined);
    },
    service: eventsService({ account, clock, store, buses, archives, replays, apiDestinations, resources, faults: props.faults }, accept),
  };
};
