import { isJsonObject, type Json } from '../json.ts';
import { ResolverError } from '../resolver-error.ts';

const MEMBERS: ReadonlySet<string> = new Set(['data', 'errorMessage', 'errorType']);

/**
 * The result of one field in the answer of a function that a resolver without code invokes in batches: a value, or an object that reports
 * its own error beside its data.
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/tutorial-lambda-resolvers-js.html#returning-individual-errors
 */
export const directBatchItem = (item: Json): { readonly data: Json; readonly error?: ResolverError } => {
  if (!isJsonObject(item) || !Object.keys(item).every((name) => MEMBERS.has(name)) || Object.keys(item).length === 0) return { data: item };
  const { data = null, errorMessage = null, errorType = null } = item;
  if (errorMessage === null) return { data };
  return { data, error: new ResolverError(String(errorMessage), { errorType: errorType === null ? null : String(errorType) }) };
};
