import { z } from 'zod';
import { detailSchema, type EventContract } from '../define-event.ts';
import { EventKitError } from '../errors.ts';
import type { EventOf } from '../event.ts';
import type { FunctionManifest } from '../manifest/define-function.ts';

/** The parts of an EventBridge event that are looked at. */
export interface BusEvent {
  readonly id?: string;
  readonly 'detail-type'?: string;
  readonly detail?: unknown;
}

/** Makes the parser for the events that a function consumes: contracts are compiled once, at cold start. */
export const eventParser = <Consumed extends EventContract>(
  manifest: FunctionManifest<Consumed>,
): ((event: BusEvent) => EventOf<Consumed>) => {
  const schemas = new Map(manifest.consumes.map(({ event }) => [event.detailType, detailSchema(event)]));
  return (event) => {
    const detailType = event['detail-type'] ?? '(no detail-type)';
    const schema = schemas.get(detailType);
    if (schema === undefined) {
      throw new EventKitError(
        'UNEXPECTED_EVENT',
        `${manifest.name} got an event of detail-type "${detailType}", which its manifest does not consume (event ${event.id}).`,
      );
    }
    const result = schema.safeParse(event.detail);
    if (result.success) return result.data as unknown as EventOf<Consumed>;
    throw new EventKitError(
      'INVALID_EVENT',
      `${manifest.name} got a "${detailType}" that does not fit its contract (event ${event.id}): ${z.prettifyError(result.error)}`,
      { cause: result.error },
    );
  };
};
