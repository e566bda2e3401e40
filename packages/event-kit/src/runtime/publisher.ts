import { EventBridgeClient, type PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import { EventKitError } from '../errors.ts';
import type { Metadata } from '../event.ts';
import type { EventContract } from '../event-contract.ts';
import { derivedEventId } from '../event-id.ts';
import { eventTime } from '../event-time.ts';
import type { FunctionManifest } from '../manifest/define-function.ts';
import type { Publish, PublishAll, PublishOptions } from '../publish.ts';
import { BUS_BYTES_MAX, checkIn } from './check-large-data.ts';
import { type Claims, s3Claims } from './claims.ts';
import { environment } from './environment.ts';
import { entryBytes, putEvents } from './put-events.ts';
import { strictData } from './strict-data.ts';

/** The environment variable with the bus's name; infra sets it for every function that publishes. */
export const EVENT_BUS_VARIABLE = 'EVENT_BUS_NAME';

export interface PublisherProps {
  /** Publishes the entries on the bus. @default a new EventBridgeClient, with retries */
  readonly put?: (entries: readonly PutEventsRequestEntry[]) => Promise<void>;
  /** @default the environment variable that infra sets */
  readonly busName?: string;
  /** Stores the data of events that are too large for the bus. @default the bucket that infra creates */
  readonly claims?: Claims;
  /** @default the machine's clock */
  readonly now?: () => Date;
}

/**
 * The publisher of the events that a manifest declares: checks the data strictly, fills the metadata, derives the event's
 * id from its cause, and throws when EventBridge rejects the event. Data too large for the bus travels by claim check. If the contract has
 * a `downcast`, the same request publishes the older major version, as the same event. An event in a foreign format is published as its data.
 *
 * @throws EventKitError `INVALID_DATA`, `PUBLISH_FAILED`
 */
export const publisher = <Published extends EventContract>(
  manifest: FunctionManifest<EventContract, Published>,
  props: PublisherProps = {},
): Publish<Published> => {
  const { put = putWith(new EventBridgeClient()) } = props;
  const entriesOf = entryMaker(manifest, props);
  return async (contract, data, options) => put(await entriesOf(contract, data, options));
};

/**
 * Publishes many events, in requests of the maximum size. Checks all of them before the first request. Throws when EventBridge rejects
 * some of them; all may then be published again, because each keeps its id.
 *
 * @throws EventKitError `INVALID_DATA`, `PUBLISH_FAILED`
 */
export const batchPublisher = <Published extends EventContract>(
  manifest: FunctionManifest<EventContract, Published>,
  props: PublisherProps = {},
): PublishAll<Published> => {
  const { put = putWith(new EventBridgeClient()) } = props;
  const entriesOf = entryMaker(manifest, props);
  return async (events) => {
    const entries = await Promise.all(events.map(({ event, data, options }) => entriesOf(event, data, options)));
    await put(entries.flat());
  };
};

type EntryMaker = (contract: EventContract, data: unknown, options: PublishOptions) => Promise<readonly PutEventsRequestEntry[]>;

const entryMaker = (
  manifest: FunctionManifest,
  { busName = environment(EVENT_BUS_VARIABLE), claims = s3Claims(), now = () => new Date() }: PublisherProps,
): EntryMaker => {
  const declared = new Set<EventContract>(manifest.publishes);
  return async (contract, data, options) => {
    if (!declared.has(contract)) {
      throw new EventKitError(
        'INVALID_DATA',
        `Function ${manifest.name} published ${contract.eventType}, which its manifest does not declare. Write publishes: [${[...manifest.publishes, contract].map(({ eventType }) => eventType).join(', ')}].`,
      );
    }
    const time = now();
    const entries = allVersions(contract, data).map(async ([version, checked]) => {
      const entry = { EventBusName: busName, Source: version.source, DetailType: version.detailType };
      if (version.foreign !== undefined) return { ...entry, Detail: JSON.stringify(checked) };
      const metadata = metadataOf(version, options, time);
      const whole = { ...entry, Detail: JSON.stringify({ Metadata: metadata, Data: checked }) };
      if (entryBytes(whole) <= BUS_BYTES_MAX) return whole;
      return { ...entry, Detail: JSON.stringify(await checkIn(claims, metadata, checked)) };
    });
    return Promise.all(entries);
  };
};

/** The data of each published major version, newest first. All are checked before the first one is published. */
export const allVersions = (contract: EventContract, data: unknown): readonly (readonly [contract: EventContract, data: object])[] => {
  const checked = strictData(contract.data, data, `${contract.eventType} ${contract.version} was not published`);
  const older = contract.downcast;
  return [[contract, checked], ...(older === undefined ? [] : allVersions(older.to, older.data(checked as never)))];
};

const putWith = (client: EventBridgeClient) => (entries: readonly PutEventsRequestEntry[]) => putEvents(client, entries);

const metadataOf = (contract: EventContract, { cause, part }: PublishOptions, now: Date): Metadata => ({
  event_time_iso8601: eventTime(now, cause.event_time_iso8601),
  event_type: contract.eventType,
  event_version: contract.version,
  event_id: derivedEventId(cause.event_id, contract.eventType, part),
  correlation_id: cause.correlation_id ?? cause.event_id,
  causation_id: cause.event_id,
});
