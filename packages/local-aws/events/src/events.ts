import {
  type AwsService,
  type BusEvent,
  type Kernel,
  type Offers,
  type Ports,
  type ServiceEvent,
  TAKEN,
  type TargetCall,
  type TargetOutcome,
  targetFailure,
} from '@plumbline/local-aws-kernel';
import { callApiDestination } from './api-destinations/api-destination-target.ts';
import { type ApiDestinations, openApiDestinations } from './api-destinations/api-destinations.ts';
import { type Archives, openArchives } from './archives.ts';
import { openDeliveries } from './deliveries.ts';
import { DEFAULT_BUS, type EventBus, type EventBuses, eventBuses, type Rule } from './event-buses.ts';
import { type EventResources, openEventResources } from './event-resources.ts';
import { eventsService } from './events-service.ts';
import { eventsTarget } from './events-target.ts';
import { type AcceptEntry, acceptEntry, checkRequest, entryError } from './put-events.ts';
import { openReplays } from './replays.ts';

/** The local EventBridge. */
export interface Events {
  readonly service: AwsService;
  readonly offers: Offers;
  readonly buses: EventBuses;
  readonly archives: Archives;
  readonly apiDestinations: ApiDestinations;
  /** Accepts the resources that Terraform declares. */
  readonly declare: EventResources['declare'];
  /** Recreates the resources of the API, and starts to expire archived events. Call it when all resources are deployed, before jobs start. */
  start(): void;
  stop(): void;
  /** Accepts one entry, as PutEvents does; its deliveries are on disk with the event. */
  readonly accept: AcceptEntry;
}

/** An entry failure that a client may retry, https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEventsResultEntry.html */
const ENTRY_FAILED = { ErrorCode: 'InternalFailure', ErrorMessage: 'Injected fault: the entry was rejected.' };

export const openEvents = (kernel: Kernel, ports: Ports): Events => {
  const { account, clock, store, observe } = kernel;
  const buses = eventBuses(account);
  const archives = openArchives(store, clock);
  const apiDestinations = openApiDestinations(clock, kernel.outbound);
  const resources = openEventResources({ store, buses, archives, apiDestinations });

  /** Archives the event and passes it to every selected rule that matches, in one write. */
  const take = (
    bus: EventBus,
    event: BusEvent,
    text: string,
    traceHeader: string | undefined,
    wants: (rule: Rule) => boolean = () => true,
  ): void => {
    const rules = bus.index.match(text).filter(wants);
    // Before its deliveries, which are reported as they happen.
    observe({ kind: 'event', busName: bus.name, event, traceHeader, rules: rules.map((rule) => rule.name) });
    store.write(() => {
      if (event['replay-name'] === undefined) archives.keep(bus.arn, text, Date.parse(event.time));
      for (const rule of rules) deliveries.add(rule, text, event.id, traceHeader);
    });
  };

  const deliveries = openDeliveries({ ...kernel, ports, buses });

  const replays = openReplays({
    ...kernel,
    buses,
    archives,
    take: (busArn, text, wants) => take(buses.get(busArn), JSON.parse(text) as BusEvent, text, undefined, wants),
  });

  const accept: AcceptEntry = (entry, traceHeader, { byRole } = { byRole: true }) => {
    const name = (entry.EventBusName ?? DEFAULT_BUS).split('/').at(-1) ?? DEFAULT_BUS;
    const fault = kernel.faults.strike('partial', { kind: 'bus', name, operation: 'PutEvents', byFunction: byRole });
    if (fault !== undefined) return ENTRY_FAILED;
    const error = entryError(entry);
    if (error !== undefined) return error;
    const { event, text } = acceptEntry(entry, account, clock.now());
    const busName = entry.EventBusName ?? DEFAULT_BUS;
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

  /** Another bus matches the same event against its own rules; any other input becomes an event, as in PutEvents. */
  const takeOnBus = ({ arn, input, traceHeader, event: made }: TargetCall): TargetOutcome => {
    if (made === undefined) {
      take(buses.get(arn), JSON.parse(input) as BusEvent, input, traceHeader);
      return TAKEN;
    }
    const entry = {
      EventBusName: arn,
      Source: made.source,
      DetailType: made.detailType,
      Detail: input,
      Resources: made.resources ?? [],
      ...timeOf(made.timeMs),
    };
    checkRequest([entry]);
    const answer = accept(entry, traceHeader);
    if (!('ErrorCode' in answer)) return TAKEN;
    const { ErrorCode, ErrorMessage } = answer;
    return targetFailure(ErrorCode === ENTRY_FAILED.ErrorCode ? 'failed' : 'rejected', ErrorCode, ErrorMessage);
  };

  const emit = ({ source, detailType, resources, detail, time }: ServiceEvent): void => {
    const entry = { Detail: JSON.stringify(detail), DetailType: detailType, Source: source, Resources: resources };
    const { event, text } = acceptEntry(entry, account, Date.parse(time));
    take(buses.get(DEFAULT_BUS), event, text, undefined);
  };

  return {
    offers: {
      emit,
      target: eventsTarget({
        // PutEvents answers success for a bus that does not exist, and drops the event.
        bus: { exists: ({ arn, event }) => event !== undefined || buses.find(arn) !== undefined, take: takeOnBus },
        apiDestination: {
          exists: ({ arn }) => apiDestinations.destinations.has(arn),
          take: (call) => callApiDestination(apiDestinations, clock, call),
        },
      }),
    },
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
    service: eventsService({ account, clock, store, buses, archives, replays, apiDestinations, resources, faults: kernel.faults }, accept),
  };
};

const timeOf = (timeMs: number | undefined) => (timeMs === undefined ? {} : { Time: timeMs / 1_000 });
