import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import { ResolverError } from '../resolver-error.ts';

/** A request that the data source cannot read: the request handler is wrong. */
export const invalidRequest = (message: string): ResolverError => new ResolverError(message, { errorType: 'MappingTemplate' });

export const requestObject = (request: Json): JsonObject => {
  if (isJsonObject(request)) return request;
  throw invalidRequest(`The request must be an object, but is ${JSON.stringify(request)}.`);
};

/** Refuses the members that local-aws does not know: ignoring one could change the outcome. */
export const refuseOthers = (what: string, request: JsonObject, known: readonly string[]): void => {
  const others = Object.keys(request).filter((name) => request[name] !== null && !known.includes(name));
  if (others.length > 0) throw invalidRequest(`Unsupported element '${others.join("', '")}' of ${what}. It may have ${known.join(', ')}.`);
};

export const textMember = (what: string, request: JsonObject, name: string): string => {
  const value = request[name];
  if (typeof value === 'string') return value;
  throw invalidRequest(`The element '${name}' of ${what} must be a string.`);
};

export const objectMember = (what: string, request: JsonObject, name: string): JsonObject => {
  const value = request[name];
  if (isJsonObject(value)) return value;
  throw invalidRequest(`The element '${name}' of ${what} must be an object.`);
};
