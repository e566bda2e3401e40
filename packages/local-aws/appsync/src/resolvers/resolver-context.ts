import type { Json, JsonObject } from '../json.ts';
import type { ResolverError } from '../resolver-error.ts';
import type { FieldCall } from './field-call.ts';

/** What a handler sees beside the facts of its field. */
export interface HandlerInput {
  readonly stash: JsonObject;
  readonly prev: Json;
  readonly result?: Json;
  readonly error?: ResolverError | undefined;
  readonly outErrors?: readonly ResolverError[];
}

/** `ctx`: https://docs.aws.amazon.com/appsync/latest/devguide/resolver-context-reference-js.html */
export const resolverContext = (field: FieldCall, { stash, prev, result, error, outErrors = [] }: HandlerInput): JsonObject => {
  const { request, args, source, typeName, fieldName, variables, selectionSetList, selectionSetGraphQL } = field;
  return {
    arguments: args,
    identity: request.caller.identity,
    source,
    ...(result === undefined ? {} : { result }),
    ...(error === undefined ? {} : { error: { message: error.message, type: error.errorType } }),
    stash,
    outErrors: outErrors.map((one) => ({ message: one.message, type: one.errorType, data: one.data, errorInfo: one.errorInfo })),
    prev: { result: prev },
    request: { headers: request.headers, domainName: request.domainName },
    info: { fieldName, parentTypeName: typeName, variables, selectionSetList, selectionSetGraphQL },
    env: {},
  };
};

/** The event of a function without code: https://docs.aws.amazon.com/appsync/latest/devguide/direct-lambda-reference.html */
export const directLambdaEvent = (field: FieldCall, prev: Json, stash: JsonObject): JsonObject => {
  const { arguments: args = null, identity = null, source = null, request = null, info = null } = resolverContext(field, { stash, prev });
  return { arguments: args, identity, source, request, prev: prev === null ? null : { result: prev }, info, stash };
};
