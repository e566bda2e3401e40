import type { z } from 'zod';
import { checkName, refusing } from './refuse.ts';

/** A query that an event's owner answers, for the enrichment of thin events. */
export interface QueryContract<Parameters extends z.ZodObject = z.ZodObject, Result extends z.ZodObject = z.ZodObject> {
  /** In PascalCase, as a noun: `OrderById`. */
  readonly name: string;
  readonly summary: string;
  /** The team that answers, in kebab-case. */
  readonly owner: string;
  readonly parameters: Parameters;
  readonly result: Result;
}

/**
 * Declares a query.
 *
 * @throws EventKitError `INVALID_DECLARATION`
 */
export const defineQuery = <Parameters extends z.ZodObject, Result extends z.ZodObject>(
  declaration: QueryContract<Parameters, Result>,
): QueryContract<Parameters, Result> => {
  const refuse = refusing(`Query ${declaration.name}`);
  if (!/^[A-Z][A-Za-z0-9]*$/.test(declaration.name)) refuse('the name must be PascalCase, such as OrderById.');
  checkName(refuse, 'owner', declaration.owner);
  return declaration;
};
