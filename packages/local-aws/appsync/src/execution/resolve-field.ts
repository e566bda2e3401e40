import { type GraphQLFieldResolver, type GraphQLResolveInfo, getNullableType, isCompositeType, Kind } from 'graphql';
import type { AppSyncContext } from '../appsync-context.ts';
import { mayAccess } from '../auth/authorize-field.ts';
import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import { plain } from '../plain.ts';
import { ResolverError, unauthorizedField } from '../resolver-error.ts';
import { contextLimit } from '../resolvers/context-limit.ts';
import type { ApiRequest, FieldCall } from '../resolvers/field-call.ts';
import type { LambdaBatches } from '../resolvers/lambda-batches.ts';
import { runResolver } from '../resolvers/run-resolver.ts';
import { type FactsOf, openFieldFacts } from './field-facts.ts';
import { pathText } from './shown-error.ts';

/** https://docs.aws.amazon.com/general/latest/gr/appsync.html ("Number of resolvers that can be run in a single request") */
const RESOLVERS_MAX = 10_000;

/** Resolves any field: with its resolver, or from the value of its parent. */
export const openResolveField = (
  context: AppSyncContext,
  request: ApiRequest,
  batches: LambdaBatches,
): GraphQLFieldResolver<unknown, unknown> => {
  const factsOf = openFieldFacts();
  return (source, args, _, info) => {
    const { parentType: type, fieldName } = info;
    const { api, caller } = request;
    if (!mayAccess(context, { api, caller, type, fieldName })) throw unauthorizedField(fieldName, type.name);
    const resolver = context.apis.resolver(api.id, type.name, fieldName);
    if (resolver === undefined) return checked(isJsonObject(source) ? source[fieldName] : null, info);
    request.resolvers += 1;
    const max = api.resolverCountLimit === 0 ? RESOLVERS_MAX : api.resolverCountLimit;
    if (request.resolvers > max)
      throw new ResolverError(`Resolver count limit exceeded: a request may run ${max} resolvers.`, { errorType: 'ResolverCountLimit' });
    const limit = contextLimit(request);
    if (limit !== undefined) throw limit;
    const field = fieldCall(request, plain(source), plain(args) as JsonObject, info, factsOf);
    return logged(context, field, () => runResolver(context, batches, resolver, field)).then((value) => checked(value, info));
  };
};

/** The facts of a field that its resolver sees. */
export type FieldInfo = Pick<GraphQLResolveInfo, 'parentType' | 'fieldName' | 'fieldNodes' | 'fragments' | 'variableValues' | 'path'>;

export const fieldCall = (request: ApiRequest, source: Json, args: JsonObject, info: FieldInfo, factsOf: FactsOf): FieldCall => {
  const { parentType, fieldName, fieldNodes } = info;
  return {
    ...{ request, source, fieldName },
    typeName: parentType.name,
    args: { ...missingVariables(info), ...args },
    path: pathOf(info.path),
    locations: fieldNodes.flatMap(({ loc }) => (loc === undefined ? [] : [{ line: loc.startToken.line, column: loc.startToken.column }])),
    ...factsOf(info),
  };
};

/**
 * An argument with a variable that has no value is `null` on AppSync, not missing.
 * @see https://github.com/aws/aws-appsync-community/issues/348
 */
const missingVariables = ({ fieldNodes, variableValues }: FieldInfo): JsonObject =>
  Object.fromEntries(
    (fieldNodes[0]?.arguments ?? [])
      .filter(({ value }) => value.kind === Kind.VARIABLE && !(value.name.value in variableValues))
      .map(({ name }) => [name.value, null]),
  );

const pathOf = (path: GraphQLResolveInfo['path']): readonly (string | number)[] => {
  const parts: (string | number)[] = [];
  for (let at: GraphQLResolveInfo['path'] | undefined = path; at !== undefined; at = at.prev) parts.unshift(at.key);
  return parts;
};

/** An object type needs an object; graphql-js would read its fields from anything. */
const checked = (value: Json | undefined, { returnType, path }: GraphQLResolveInfo): Json => {
  if (value === undefined || value === null) return null;
  const type = getNullableType(returnType);
  if (!isCompositeType(type) || isJsonObject(value)) return value;
  throw new TypeMismatch(`Can't resolve value (${pathText(pathOf(path))}) : type mismatch error, expected type OBJECT`);
};

/** Its message is complete. */
class TypeMismatch extends Error {}

const logged = async <T>(
  { clock, observe }: Pick<AppSyncContext, 'clock' | 'observe'>,
  { request, typeName, fieldName, path }: FieldCall,
  run: () => Promise<T>,
): Promise<T> => {
  const startMs = clock.now();
  // The form of AWS: https://github.com/aws/aws-cdk/issues/19061
  request.log('field', `Begin Execution - Type Name: ${typeName} and Field Name: ${fieldName}`);
  try {
    return await run();
  } catch (error) {
    if (error instanceof ResolverError) throw error;
    // A fault of local-aws is not the client's to read.
    observe({ kind: 'warning', message: `local-aws failed to resolve ${typeName}.${fieldName}: ${(error as Error).stack}` });
    throw new ResolverError('local-aws failed; its log has the stack trace.', { errorType: 'InternalFailure' }, error);
  } finally {
    const duration = (clock.now() - startMs) * 1_000_000;
    request.log('field', { logType: 'Tracing', path, fieldName, parentType: typeName, duration });
  }
};
