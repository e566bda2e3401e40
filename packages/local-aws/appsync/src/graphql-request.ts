import { AwsError } from '@plumbline/local-aws-kernel';
import { isJsonObject, type Json, type JsonObject, parseJson } from './json.ts';

/** A request as clients send it. */
export interface GraphqlRequest {
  readonly query: string;
  readonly variables: JsonObject;
  readonly operationName: string | undefined;
}

/** AWS does not publish a limit. This one keeps the time for reading a request short. */
export const REQUEST_BYTES_MAX = 1_048_576;

/** https://github.com/graphql/graphql-over-http/issues/81: the AppSync team lists the answers of AppSync to malformed requests. */
export const malformed = (message = 'Unable to parse GraphQL query.'): AwsError =>
  new AwsError('MalformedHttpRequestException', message, { status: 400 });

/** Throws AwsError `MalformedHttpRequestException`. */
export const readGraphqlRequest = (body: Buffer): GraphqlRequest => {
  if (body.length > REQUEST_BYTES_MAX)
    throw new AwsError('RequestEntityTooLargeException', `The request is over ${REQUEST_BYTES_MAX} bytes.`, { status: 413 });
  const text = body.toString('utf8');
  if (text.trim() === '') throw malformed('Request body is empty.');
  return graphqlRequestOf(parseJson(text));
};

/** A request by GET has its parts in the query. */
export const readGraphqlQuery = (query: URLSearchParams): GraphqlRequest => {
  const variables = query.get('variables');
  return graphqlRequestOf({
    query: query.get('query') ?? undefined,
    variables: variables === null ? null : (parseJson(variables) ?? variables),
    operationName: query.get('operationName'),
  });
};

export const graphqlRequestOf = (given: unknown): GraphqlRequest => {
  if (!isJsonObject(given) || typeof given['query'] !== 'string') throw malformed();
  const { query, variables = null, operationName = null } = given;
  if (variables !== null && (!isJsonObject(variables) || isDeep(variables))) throw malformed();
  if (operationName !== null && typeof operationName !== 'string') throw malformed();
  return { query, variables: variables ?? {}, operationName: operationName === null || operationName === '' ? undefined : operationName };
};

/** Values are copied by functions that call themselves for each level. */
const LEVELS_MAX = 200;

const isDeep = (value: Json): boolean => {
  let level: readonly Json[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > LEVELS_MAX) return true;
    level = level.flatMap((one) => (typeof one === 'object' && one !== null ? (Object.values(one) as Json[]) : []));
  }
  return false;
};
