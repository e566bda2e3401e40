import type { Context } from 'aws-lambda';
import { z } from 'zod';
import { EventKitError } from '../errors.ts';
import { metadataSchema } from '../event.ts';
import type { EventContract } from '../event-contract.ts';
import { derivedEventId } from '../event-id.ts';
import { utcTime } from '../event-time.ts';
import type { FunctionManifest } from '../manifest/define-function.ts';
import { OUTBOX_ATTRIBUTES } from '../outbox-item.ts';
import { allVersions } from './publisher.ts';
import type { Run } from './run.ts';

/** A record of a table's stream, as a pipe passes it on: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-dynamodb.html */
export interface StreamRecord {
  readonly eventID?: string;
  readonly dynamodb?: { readonly NewImage?: Readonly<Record<string, { readonly S?: string }>> };
}

/** An event as the pipe's target parameters read it. */
export interface OutboxEntry {
  readonly source: string;
  readonly detailType: string;
  readonly detail: object;
}

/** An outbox item's event, before data is added to it. */
export interface StoredEvent {
  readonly event_type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface OutboxUseCase {
  /** Adds data that the writer did not have. The result must fit the event's contract. @default the stored data */
  readonly enrich?: (stored: StoredEvent) => Promise<object>;
}

const { type, time, data, cause, correlation, part } = OUTBOX_ATTRIBUTES;
const text = z.object({ S: z.string() }).transform(({ S }) => S);
const imageSchema = z.object({
  [type]: text,
  [time]: text.pipe(utcTime),
  [data]: text,
  [cause]: text,
  [correlation]: text.optional(),
  [part]: text.optional(),
});

/**
 * The handler of the function that turns a table's outbox items into events, for the pipe that puts them on the bus. It fills the metadata
 * as a publisher does; an item that is read again gives the same event.
 *
 * @throws EventKitError `INVALID_OUTBOX_ITEM`, `INVALID_DATA`: the pipe retries the batch, then sends its position to the dead-letter queue
 */
export const outboxHandler = (
  manifest: FunctionManifest,
  { enrich = async (stored) => stored.data }: OutboxUseCase,
  { log }: Run,
): ((records: readonly StreamRecord[], context: Context) => Promise<readonly OutboxEntry[]>) => {
  const contracts = new Map(manifest.publishes.map((event) => [event.eventType, event] as const));
  const entriesOf = async (record: StreamRecord): Promise<readonly OutboxEntry[]> => {
    const { contract, stored, metadata } = read(manifest, contracts, record);
    const checked = allVersions(contract, await enrich(stored));
    return checked.map(([version, fields]) => ({
      source: version.source,
      detailType: version.detailType,
      detail: { Metadata: metadataSchema.parse({ ...metadata, event_version: version.version }), Data: fields },
    }));
  };
  return async (records) => {
    try {
      const entries = await Promise.all(records.map(entriesOf));
      log.info('published', { events: entries.flat().map(({ detailType }) => detailType) });
      return entries.flat();
    } catch (error) {
      log.error('failed', error as Error);
      throw error;
    }
  };
};

const read = (manifest: FunctionManifest, contracts: ReadonlyMap<string, EventContract>, record: StreamRecord) => {
  const image = imageSchema.safeParse(record.dynamodb?.NewImage);
  const contract = contracts.get(image.data?.[type] ?? '');
  if (!image.success || contract === undefined) {
    const why = image.success
      ? `its ${type} is ${image.data[type]}, but the function publishes ${[...contracts.keys()].join(', ')}`
      : z.prettifyError(image.error);
    throw new EventKitError('INVALID_OUTBOX_ITEM', `${manifest.name} cannot publish an outbox item (record ${record.eventID}): ${why}`);
  }
  const item = image.data;
  return {
    contract,
    stored: { event_type: contract.eventType, data: JSON.parse(item[data]) as Readonly<Record<string, unknown>> },
    metadata: {
      event_time_iso8601: item[time],
      event_type: contract.eventType,
      event_id: derivedEventId(item[cause], contract.eventType, item[part]),
      correlation_id: item[correlation] ?? item[cause],
      causation_id: item[cause],
    },
  };
};
