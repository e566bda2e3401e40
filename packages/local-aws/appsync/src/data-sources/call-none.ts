import { isJsonObject, type Json } from '../json.ts';

/**
 * Does nothing: the payload of the request is the result.
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/resolver-reference-none-js.html
 */
export const callNone = (request: Json): Json => (isJsonObject(request) ? (request['payload'] ?? null) : null);
