import { z } from 'zod';
import { EventKitError } from '../errors.ts';
import type { EventContract } from '../event-contract.ts';

/**
 * The data to publish: it fits the contract and has no unknown properties. Consumers drop unknown properties, so a misspelt property would
 * otherwise be lost silently.
 *
 * @throws EventKitError `INVALID_DATA`
 */
export const strictData = (contract: EventContract, data: unknown): object => {
  const result = contract.data.safeParse(data);
  const unknown = result.success ? unknownPaths(data, result.data, 'Data') : [];
  if (result.success && unknown.length === 0) return result.data;
  const why = result.success ? `unknown properties: ${unknown.join(', ')}` : z.prettifyError(result.error);
  throw new EventKitError(
    'INVALID_DATA',
    `${contract.eventType} ${contract.version} was not published, because its data does not fit the contract: ${why}`,
  );
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
