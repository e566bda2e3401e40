import { type DocumentNode, execute, type GraphQLFieldResolver, type OperationDefinitionNode } from 'graphql';
import type { DeployedApi } from '../apis.ts';
import type { AppSyncContext } from '../appsync-context.ts';
import { mayAccess } from '../auth/authorize-field.ts';
import type { Caller } from '../caller.ts';
import type { GraphqlResult } from '../execution/run-operation.ts';
import { fieldError } from '../execution/shown-error.ts';
import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import { plain } from '../plain.ts';
import { unauthorizedField } from '../resolver-error.ts';
import type { SubscriptionFilter } from '../runtime/effects.ts';
import { argumentsMatch, filterMatches } from './filter-matches.ts';

/** A registered subscription of a connection. */
export interface Subscription {
  readonly id: string;
  readonly api: DeployedApi;
  readonly caller: Caller;
  readonly fieldName: string;
  readonly args: JsonObject;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables: JsonObject;
  readonly filter: SubscriptionFilter | undefined;
  readonly invalidationFilter: SubscriptionFilter | undefined;
}

/** An enhanced filter replaces the filter of the arguments. */
export const takesPayload = ({ filter, args }: Subscription, payload: JsonObject): boolean =>
  filter === undefined ? argumentsMatch(args, payload) : filterMatches(filter, payload);

/** The data that a subscription receives for a payload: its own selection, with what the mutation selected. */
export const subscriptionData = (
  context: Pick<AppSyncContext, 'iam' | 'account'>,
  { api, caller, fieldName, document, operation, variables }: Subscription,
  payload: Json,
): GraphqlResult | Promise<GraphqlResult> => {
  const resolve: GraphQLFieldResolver<unknown, unknown> = (source, _, __, { parentType: type, fieldName: name }) => {
    if (!mayAccess(context, { api, caller, type, fieldName: name })) throw unauthorizedField(name, type.name);
    return isJsonObject(source) ? source[name] : null;
  };
  const result = execute({
    schema: api.parsed,
    document,
    rootValue: { [fieldName]: payload },
    variableValues: variables,
    operationName: operation.name?.value,
    fieldResolver: resolve,
    typeResolver: (value) => (isJsonObject(value) ? String(value['__typename']) : undefined),
  });
  const shown = ({ data, errors }: Awaited<typeof result>): GraphqlResult => ({
    data: plain(data),
    ...(errors === undefined ? {} : { errors: errors.map((error) => fieldError(error, api.parsed)) }),
  });
  return result instanceof Promise ? result.then(shown) : shown(result);
};
