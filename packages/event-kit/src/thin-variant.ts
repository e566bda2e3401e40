import { z } from 'zod';
import { defineEvent } from './define-event.ts';
import type { QueryContract } from './define-query.ts';
import type { DataOf } from './event.ts';
import type { EventContract, EventExample, ThinVariant } from './event-contract.ts';
import { refusing } from './refuse.ts';

/** A thin event, for consumers that need little data or fetch it themselves. */
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
  /** The properties of the fat event that this one keeps: the id, and the changes. */
  readonly keeps: readonly (Kept & keyof Shape<Fat>)[];
  /** The query that answers with the fat event's data. Its parameters are among the kept properties. */
  readonly enrichedBy: QueryContract;
  readonly examples: readonly EventExample[];
}

/**
 * Declares the thin variant of a fat event. It has the fat event's source and owner.
 *
 * @throws EventKitError `INVALID_DECLARATION`, also when the query needs parameters that the thin event does not keep
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
  const refuse = refusing(`Event ${declaration.eventType}`);
  const list = (names: readonly string[]): string => names.join(', ');
  const unknown = keeps.filter((name) => !(name in fat.data.shape));
  if (unknown.length > 0)
    refuse(`it keeps ${list(unknown)}, which ${fat.eventType} does not have. It has ${list(Object.keys(fat.data.shape))}.`);
  const asked = Object.keys(enrichedBy.parameters.shape).filter((name) => !keeps.some((kept) => kept === name));
  if (asked.length > 0) refuse(`the query ${enrichedBy.name} needs ${list(asked)}, which the thin event does not keep. Add it to "keeps".`);
  const untold = Object.keys(fat.data.shape).filter((name) => !(name in enrichedBy.result.shape));
  if (untold.length > 0)
    refuse(`the query ${enrichedBy.name} does not return ${list(untold)} of ${fat.eventType}. Add it to the query's "result".`);
  const kept = Object.fromEntries(keeps.map((name) => [name, fat.data.shape[name as string]]));
  const data = z.object(kept as Pick<Shape<Fat>, Kept & keyof Shape<Fat>>);
  const thin: ThinVariant<Fat> = { of: fat, enrichedBy };
  return { ...defineEvent({ ...declaration, source: fat.source, owner: fat.owner, data, thin }), thin };
};

/** The data of the event that a thin one is a variant of. */
export type FatDataOf<C extends ThinContract> = DataOf<C['thin']['of']>;
