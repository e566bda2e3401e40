import { z } from 'zod';
import { defineEvent, type EventContract, type EventExample } from './define-event.ts';
import type { QueryContract } from './define-query.ts';
import { EventKitError } from './errors.ts';
import type { DataOf } from './event.ts';

/** What makes an event the thin variant of another: it tells the id and what changed, and the query tells the rest. */
export interface ThinVariant<Fat extends EventContract = EventContract> {
  readonly of: Fat;
  readonly enrichedBy: QueryContract;
}

/** A thin event: what a consumer that needs little, or fetches for itself, subscribes to. */
export type ThinContract<
  Fat extends EventContract = EventContract,
  Type extends string = string,
  Data extends z.ZodObject = z.ZodObject,
> = Omit<EventContract<Type, Data>, 'thin'> & { readonly thin: ThinVariant<Fat> };

type Shape<Fat extends EventContract> = Fat['data']['shape'];

interface ThinDeclaration<Fat extends EventContract, Type extends string, Kept extends string> {
  readonly eventType: Type;
  readonly detailType: string;
  readonly version: string;
  readonly summary: string;
  /** The properties of the fat event that this one keeps: the id, and what changed. */
  readonly keeps: readonly (Kept & keyof Shape<Fat>)[];
  /** The query that answers with the fat event's data. Its parameters are among the kept properties. */
  readonly enrichedBy: QueryContract;
  readonly examples: readonly EventExample[];
}

/**
 * Declares the thin variant of a fat event. It has the fat one's source and owner.
 *
 * @throws EventKitError `INVALID_DECLARATION`, also when the query asks for more than the thin event keeps
 * @see https://martinfowler.com/articles/201701-event-driven.html (event notification, event-carried state transfer)
 * @example
 * ```ts
 * const TableSetNotice = thinVariant(TableSet, {
 *   eventType: 'TableSetNotice', detailType: 'table-set-notice', version: '1.0', summary: 'A table is ready; ask which.',
 *   keeps: ['table'], enrichedBy: TableByNumber, examples: [],
 * });
 * ```
 */
export const thinVariant = <Fat extends EventContract, const Type extends string, const Kept extends string>(
  fat: Fat,
  { keeps, enrichedBy, ...declaration }: ThinDeclaration<Fat, Type, Kept>,
): ThinContract<Fat, Type, z.ZodObject<Pick<Shape<Fat>, Kept & keyof Shape<Fat>>>> => {
  const missing = Object.keys(enrichedBy.parameters.shape).filter((name) => !keeps.some((kept) => kept === name));
  if (missing.length > 0) {
    throw new EventKitError(
      'INVALID_DECLARATION',
      `Event ${declaration.eventType}: the query ${enrichedBy.name} asks for ${missing.join(', ')}, which the thin event does not keep. Add it to "keeps".`,
    );
  }
  const kept = Object.fromEntries(keeps.map((name) => [name, fat.data.shape[name as string]]));
  const data = z.object(kept as Pick<Shape<Fat>, Kept & keyof Shape<Fat>>);
  const thin: ThinVariant<Fat> = { of: fat, enrichedBy };
  return { ...defineEvent({ ...declaration, source: fat.source, owner: fat.owner, data, thin }), thin };
};

/** The data of the event that a thin one is a variant of. */
export type FatDataOf<C extends ThinContract> = DataOf<C['thin']['of']>;
