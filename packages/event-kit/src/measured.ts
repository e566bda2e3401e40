import type { z } from 'zod';
import { EventKitError } from './errors.ts';

/** What a number or text stands for, beyond its type. */
export interface Measure {
  /** Such as `celsius`, `second`, `minor unit of currency`. */
  readonly unit: string;
  /** What is measured: `Temperature of the air in the cold room`. */
  readonly meaning: string;
}

/** Where a published schema tells unit and meaning. */
export const UNIT_KEYWORD = 'x-unit';
export const MEANING_KEYWORD = 'x-meaning';

/**
 * Says what a property's value measures. Unit and meaning belong to the contract: whoever changes one has to choose another name,
 * because consumers would go on and calculate with the wrong thing.
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
      `measured({ unit: "${unit}", meaning: "${meaning}" }): say both, such as "second" and "Time to the door".`,
    );
  return schema.meta({ description: `${meaning}, in ${unit}.`, [UNIT_KEYWORD]: unit, [MEANING_KEYWORD]: meaning });
};
