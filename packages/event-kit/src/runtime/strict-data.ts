import { z } from 'zod';
import { EventKitError } from '../errors.ts';

/**
 * Data to publish or send: it fits the contract and has no unknown properties. Readers drop unknown properties, so a misspelt property would
 * otherwise be lost silently.
 *
 * @param refusal such as `OrderAccepted 1.0 was not published`
 * @throws EventKitError `INVALID_DATA`
 */
export const strictData = (schema: z.ZodObject, data: unknown, refusal: string): object => {
  const result = schema.safeParse(data);
  const unknown = result.success ? unknownPaths(data, result.data, 'Data') : [];
  if (result.success && unknown.length === 0) return result.data;
  const why = result.success ? `unknown properties: ${unknown.join(', ')}` : z.prettifyError(result.error);
  throw new EventKitError('INVALID_DATA', `${refusal}, because its data does not fit the contract: ${why}`);
};

/** Paths that are in `given` but were dropped from `parsed`. */
const unknownPaths = (given: unknown, parsed: unknown, path: string): readonly string[] => {
  if (typeof given !== 'object' || given === null || typeof parsed !== 'object' || parsed === null) return [];
  return Object.entries(given).flatMap(([name, value]) =>
    value !== undefined && !(name in parsed)
      ? [`${path}.${name}`]
      : unknownPaths(value, (parsed as Record<string, unknown>)[name], `${path}.${name}`),
  );
};
