import type { z } from 'zod';
import { EventKitError } from './errors.ts';

/** The unit and meaning of a number or string. */
export interface Measure {
  /** Such as `celsius`, `second`, `minor unit of currency`. */
  readonly unit: string;
  /** The measured quantity, such as `Temperature of the air in the cold room`. */
  readonly meaning: string;
}

/** The keywords of a published schema for unit and meaning. */
export const UNIT_KEYWORD = 'x-unit';
export const MEANING_KEYWORD = 'x-meaning';

/**
 * Declares the quantity that a property measures. Unit and meaning are part of the contract. A change of either requires a new property
 * name, because consumers would otherwise calculate with the wrong quantity.
 *
 * @throws EventKitError `INVALID_DECLARATION` when one of them is empty
 * @example
 * ```ts
 * z.object({ temperature: measured(z.number(), { unit: 'celsius', meaning: 'Temperature of the air in the cold room' }) })
 * ```
 */
export const measured = <Schema extends z.ZodType>(schema: Schema, { unit, meaning }: Measure): Schema => {
  if (unit.trim() === '' || meaning.trim() === '')
    throw new EventKitError(
      'INVALID_DECLARATION',
      `measured({ unit: "${unit}", meaning: "${meaning}" }): state both, such as "second" and "Time to the door".`,
    );
  return schema.meta({ description: `${meaning}, in ${unit}.`, [UNIT_KEYWORD]: unit, [MEANING_KEYWORD]: meaning });
};
