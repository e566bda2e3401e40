import { z } from 'zod';
import { detailSchema } from '../define-event.ts';
import { EventKitError } from '../errors.ts';
import type { EventOf } from '../event.ts';
import type { EventContract } from '../event-contract.ts';
import { derivedCauseId } from '../event-id.ts';
import type { FunctionManifest } from '../manifest/define-function.ts';

/** The parts of an EventBridge event that the parser reads. */
export interface BusEvent {
  readonly id?: string;
  readonly time?: string;
  readonly 'detail-type'?: string;
  readonly detail?: unknown;
}

/** Creates the parser for the events that a function consumes. Compiles contracts once, at cold start. */
export const eventParser = <Consumed extends EventContract>(
  manifest: FunctionManifest<Consumed>,
): ((event: BusEvent) => EventOf<Consumed>) => {
  const readers = new Map(
    manifest.consumes.map(({ event }) => [event.detailType, event.foreign === undefined ? readerOf(event) : foreignReader(event)]),
  );
  return (event) => {
    const detailType = event['detail-type'] ?? '(no detail-type)';
    const read = readers.get(detailType);
    if (read === undefined) {
      throw new EventKitError(
        'UNEXPECTED_EVENT',
        `${manifest.name} received an event of detail-type "${detailType}", which its manifest does not consume (event ${event.id}).`,
      );
    }
    const result = read(event.detail, event);
    if (result.success) return result.data as unknown as EventOf<Consumed>;
    throw new EventKitError(
      'INVALID_EVENT',
      `${manifest.name} received a "${detailType}" that does not fit its contract (event ${event.id}): ${z.prettifyError(result.error)}`,
      { cause: result.error },
    );
  };
};

type Reader = (detail: unknown, event: BusEvent) => z.ZodSafeParseResult<unknown>;

/**
 * Reads an event without our envelope, and adds metadata, so that its effects have a cause. Its id comes from the property that identifies
 * it; if that is missing, from EventBridge's id, which is the same for every delivery of the same event.
 */
const foreignReader =
  (contract: EventContract): Reader =>
  (detail, { id = '', time }) => {
    const result = contract.data.safeParse(detail);
    if (!result.success) return result;
    const own: unknown = result.data[contract.foreign?.identifiedBy ?? ''];
    const Metadata = {
      event_time_iso8601: time ?? new Date(0).toISOString(),
      event_type: contract.eventType,
      event_version: contract.version,
      event_id: derivedCauseId(contract.source, contract.detailType, typeof own === 'string' ? own : id),
    };
    return { success: true, data: { Metadata, Data: result.data } };
  };

/** Reads an event's detail. Converts an event of the older major version, published before the consumer moved, into the newer one. */
const readerOf = (contract: EventContract): Reader => {
  const schema = detailSchema(contract);
  const { upcast } = contract;
  if (upcast === undefined) return (detail) => schema.safeParse(detail);
  const older = detailSchema(upcast.from);
  return (detail) => {
    const result = older.safeParse(detail);
    if (!result.success) return schema.safeParse(detail);
    const { Metadata, Data } = result.data;
    return schema.safeParse({ Metadata: { ...Metadata, event_version: contract.version }, Data: upcast.data(Data as never) });
  };
};
