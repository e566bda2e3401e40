import { type ExecutionResult, execute, getVariableValues } from 'graphql';
import type { AppSyncContext } from '../appsync-context.ts';
import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import { plain } from '../plain.ts';
import type { ApiRequest } from '../resolvers/field-call.ts';
import { openLambdaBatches } from '../resolvers/lambda-batches.ts';
import type { Prepared } from './prepare-query.ts';
import { openResolveField } from './resolve-field.ts';
import { fieldError, requestError, resolverError, type ShownError } from './shown-error.ts';
import { variableMessage } from './variable-message.ts';

export interface GraphqlResult {
  readonly data: Json;
  readonly errors?: readonly ShownError[];
}

/** https://docs.aws.amazon.com/general/latest/gr/appsync.html ("Request execution time for mutations, queries, and subscriptions") */
const EXECUTION_MS_MAX = 30_000;

/** Runs a prepared operation. */
export const runOperation = async (
  context: AppSyncContext,
  request: ApiRequest,
  { document, operation }: Prepared & { readonly kind: 'ready' },
  variables: JsonObject,
): Promise<GraphqlResult> => {
  const { parsed } = request.api;
  const { errors: refused } = getVariableValues(parsed, operation.variableDefinitions ?? [], variables, { maxErrors: 50 });
  if (refused !== undefined) return { data: null, errors: refused.map((error) => requestError(variableMessage(error.message), error)) };
  const resolve = openResolveField(context, request, openLambdaBatches());
  const running = Promise.resolve(
    execute({
      schema: parsed,
      document,
      variableValues: variables,
      operationName: operation.name?.value,
      fieldResolver: resolve,
      typeResolver: (value) => (isJsonObject(value) ? String(value['__typename']) : undefined),
    }),
  );
  const result = await inTime(context, running);
  if (result === undefined)
    return {
      data: null,
      errors: [
        { path: null, data: null, errorType: 'ExecutionTimeout', errorInfo: null, locations: null, message: 'Execution timed out.' },
      ],
    };
  return shown(request, result);
};

const shown = ({ api, appended }: ApiRequest, { data, errors = [] }: ExecutionResult): GraphqlResult => {
  const all = [
    ...appended.map(({ error, path, locations }) => resolverError(error, path, { locations })),
    ...errors.map((error) => fieldError(error, api.parsed)),
  ];
  return { data: plain(data), ...(all.length === 0 ? {} : { errors: all }) };
};

const inTime = async <T>({ clock }: Pick<AppSyncContext, 'clock'>, running: Promise<T>): Promise<T | undefined> => {
  const { promise: late, resolve } = Promise.withResolvers<undefined>();
  const cancel = clock.at(clock.now() + EXECUTION_MS_MAX, () => resolve(undefined));
  try {
    return await Promise.race([running, late]);
  } finally {
    cancel();
  }
};
