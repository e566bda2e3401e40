import { type FragmentDefinitionNode, getArgumentValues, getVariableValues, Kind } from 'graphql';
import type { Answers } from '../answer-request.ts';
import type { DeployedApi } from '../apis.ts';
import type { AppSyncContext } from '../appsync-context.ts';
import { mayAccess } from '../auth/authorize-field.ts';
import type { Caller } from '../caller.ts';
import { openFieldFacts } from '../execution/field-facts.ts';
import { fieldCall } from '../execution/resolve-field.ts';
import { variableMessage } from '../execution/variable-message.ts';
import type { GraphqlRequest } from '../graphql-request.ts';
import type { JsonObject } from '../json.ts';
import type { RequestLog } from '../monitoring/request-log.ts';
import { plain } from '../plain.ts';
import { ResolverError, unauthorizedField } from '../resolver-error.ts';
import { openLambdaBatches } from '../resolvers/lambda-batches.ts';
import { runResolver } from '../resolvers/run-resolver.ts';
import type { Subscription } from './subscription.ts';

export interface SubscriptionStart {
  readonly id: string;
  readonly api: DeployedApi;
  readonly caller: Caller;
  readonly headers: Readonly<Record<string, string>>;
  readonly graphql: GraphqlRequest;
  readonly log: RequestLog;
}

/** Registers a subscription: authorizes its field and runs its resolver, which may set filters. Throws ResolverError. */
export const startSubscription = async (
  context: AppSyncContext,
  answers: Answers,
  { id, api, caller, headers, graphql, log }: SubscriptionStart,
): Promise<Subscription> => {
  const query = answers.prepare(api)(graphql.query, graphql.operationName);
  if (query.kind === 'malformed') throw refused('Unable to parse GraphQL query.', 'MalformedHttpRequestException');
  if (query.kind === 'invalid') throw refused(query.errors.map(({ message }) => message).join('; '), 'BadRequestException');
  const { document, operation } = query;
  const type = api.parsed.getSubscriptionType();
  const [node, ...others] = operation.selectionSet.selections;
  if (operation.operation !== 'subscription' || type === undefined || type === null || node?.kind !== Kind.FIELD || others.length > 0)
    throw refused('A subscription selects one field of the type Subscription.', 'BadRequestException');
  const fieldName = node.name.value;
  const field = type.getFields()[fieldName];
  if (field === undefined) throw refused(`Field '${fieldName}' in type '${type.name}' is undefined`, 'BadRequestException');
  const { coerced, errors } = getVariableValues(api.parsed, operation.variableDefinitions ?? [], graphql.variables);
  if (coerced === undefined) throw refused(errors.map(({ message }) => variableMessage(message)).join('; '), 'BadRequestException');
  if (!mayAccess(context, { api, caller, type, fieldName })) throw unauthorizedField(fieldName, type.name);
  const args = plain(getArgumentValues(field, node, coerced)) as JsonObject;
  const request = answers.requestOf({ api, caller, requestId: id, headers, log });
  const resolver = context.apis.resolver(api.id, type.name, fieldName);
  if (resolver !== undefined) {
    const fragments = Object.fromEntries(
      document.definitions.flatMap((one): [string, FragmentDefinitionNode][] =>
        one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one]] : [],
      ),
    );
    const path = { prev: undefined, key: (node.alias ?? node.name).value, typename: type.name };
    const call = fieldCall(
      request,
      null,
      args,
      {
        parentType: type,
        fieldName,
        fieldNodes: [node],
        fragments,
        variableValues: coerced,
        path,
      },
      openFieldFacts(),
    );
    await runResolver(context, openLambdaBatches(), resolver, call);
  }
  const { filter, invalidationFilter } = request.filters;
  return { id, api, caller, fieldName, args, document, operation, variables: graphql.variables, filter, invalidationFilter };
};

const refused = (message: string, errorType: string): ResolverError => new ResolverError(message, { errorType });
