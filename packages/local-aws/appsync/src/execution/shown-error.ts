import { type GraphQLError, type GraphQLSchema, getNullableType, isListType, isObjectType } from 'graphql';
import type { Json } from '../json.ts';
import { ResolverError } from '../resolver-error.ts';
import { ScalarError } from '../schema/aws-scalars.ts';

/** An error of a GraphQL response, with the members that AppSync gives it. */
export interface ShownError {
  readonly path: readonly (string | number)[] | null;
  readonly data?: Json;
  readonly errorType?: string | null;
  readonly errorInfo?: Json;
  readonly locations: readonly { readonly line: number; readonly column: number; readonly sourceName: null }[] | null;
  readonly message: string;
}

/** An error before execution: without a path. */
export const requestError = (message: string, error?: GraphQLError): ShownError => ({ path: null, locations: locationsOf(error), message });

const locationsOf = (error: Pick<GraphQLError, 'locations'> | undefined): ShownError['locations'] =>
  error?.locations?.map(({ line, column }) => ({ line, column, sourceName: null })) ?? null;

/** The error of a field: of its resolver, or of a value that does not fit its type. */
export const fieldError = (error: GraphQLError, schema: GraphQLSchema): ShownError => {
  const { originalError, path = [] } = error;
  if (originalError instanceof ResolverError) return resolverError(originalError, path, error);
  const message =
    originalError instanceof ScalarError
      ? `Can't serialize value (${pathText(path)}) : ${originalError.message}`
      : valueMessage(error.message, path, schema);
  return { path, locations: null, message };
};

export const resolverError = (
  { message, errorType, data, errorInfo }: ResolverError,
  path: readonly (string | number)[],
  place: Pick<GraphQLError, 'locations'>,
): ShownError => ({ path, data, errorType, errorInfo, locations: locationsOf(place), message });

/** The words of AppSync for values that graphql-js refuses. */
const valueMessage = (message: string, path: readonly (string | number)[], schema: GraphQLSchema): string => {
  const place = pathText(path);
  const nullFor = /^Cannot return null for non-nullable field (.*?)\.(.*?)\.$/.exec(message);
  if (nullFor !== null) {
    const [, parent = '', field = ''] = nullFor;
    return `Cannot return null for non-nullable type: '${missingType(schema, parent, field, path)}' within parent '${parent}' (${place})`;
  }
  const notListed = /^Enum "(.*?)" cannot represent value: "?(.*?)"?$/s.exec(message);
  if (notListed !== null)
    return `Can't serialize value (${place}) : Invalid input for Enum '${notListed[1]}'. No value found for name '${notListed[2]}'`;
  if (message.startsWith('Expected Iterable')) return `Can't resolve value (${place}) : type mismatch error, expected type LIST`;
  const [, type] = /^(Int|Float|String|Boolean|ID) cannot represent/.exec(message) ?? [];
  return type === undefined ? message : `Can't serialize value (${place}) : Expected type '${type}' but was ${valueKind(message)}.`;
};

/** The type that a value lacks: of the field, or of an item of its list. */
const missingType = (schema: GraphQLSchema, parent: string, field: string, path: readonly (string | number)[]): string => {
  const type = schema.getType(parent);
  if (!isObjectType(type)) return field;
  let missing = getNullableType(type.getFields()[field]?.type);
  for (let at = path.length - 1; typeof path[at] === 'number' && isListType(missing); at -= 1) missing = getNullableType(missing.ofType);
  return String(missing);
};

const valueKind = (message: string): string => {
  const value = message.slice(message.indexOf(': ') + 2);
  if (value.startsWith('"')) return "'String'";
  if (value.startsWith('{')) return "'LinkedHashMap'";
  if (value.startsWith('[')) return "'ArrayList'";
  return /^-?\d/.test(value) ? "'Double'" : "'Boolean'";
};

/** `/listPosts/items[0]/title` */
export const pathText = (path: readonly (string | number)[]): string =>
  path.map((part) => (typeof part === 'number' ? `[${part}]` : `/${part}`)).join('');
