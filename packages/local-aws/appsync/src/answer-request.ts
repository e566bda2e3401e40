import { type DocumentNode, type FragmentDefinitionNode, Kind, type OperationDefinitionNode } from 'graphql';
import type { DeployedApi } from './apis.ts';
import type { AppSyncContext } from './appsync-context.ts';
import type { Caller } from './caller.ts';
import { openPrepareQuery, type PrepareQuery } from './execution/prepare-query.ts';
import { type GraphqlResult, runOperation } from './execution/run-operation.ts';
import { requestError } from './execution/shown-error.ts';
import { type GraphqlRequest, malformed } from './graphql-request.ts';
import type { RequestTrace } from './monitoring/api-segment.ts';
import type { RequestLog } from './monitoring/request-log.ts';
import { type MutationPayload, mutationPayloads } from './realtime/mutation-payloads.ts';
import type { ApiRequest } from './resolvers/field-call.ts';

/** A request that is attributed to a caller. */
export interface IncomingRequest {
  readonly api: DeployedApi;
  readonly caller: Caller;
  readonly requestId: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly graphql: GraphqlRequest;
  /** @default none */
  readonly log?: RequestLog;
  /** @default none */
  readonly trace?: RequestTrace;
}

export interface Answer {
  readonly result: GraphqlResult;
  readonly request: ApiRequest;
  /** Of a mutation. */
  readonly payloads: readonly MutationPayload[];
}

export interface Answers {
  /** Answers a query or a mutation. Throws AwsError for text that is not GraphQL. */
  answer(incoming: IncomingRequest): Promise<Answer>;
  prepare(api: DeployedApi): PrepareQuery;
  requestOf(incoming: Omit<IncomingRequest, 'graphql'>): ApiRequest;
}

export const openAnswers = (context: AppSyncContext): Answers => {
  const prepared = new WeakMap<DeployedApi, PrepareQuery>();
  const prepare: Answers['prepare'] = (api) => {
    const known =
      prepared.get(api) ?? openPrepareQuery({ schema: api.parsed, introspection: api.introspection, queryDepthLimit: api.queryDepthLimit });
    prepared.set(api, known);
    return known;
  };

  return {
    prepare,
    requestOf: (incoming) => apiRequest(incoming),
    async answer({ graphql, ...incoming }) {
      const { api } = incoming;
      const query = prepare(api)(graphql.query, graphql.operationName);
      if (query.kind === 'malformed') throw malformed();
      const request = apiRequest(incoming);
      if (query.kind === 'invalid') return { result: { data: null, errors: query.errors }, request, payloads: [] };
      request.operation = operationOf(query.operation);
      if (query.operation.operation === 'subscription')
        return { result: { data: null, errors: [requestError(OVER_HTTP)] }, request, payloads: [] };
      const result = await runOperation(context, request, query, graphql.variables);
      const { operation, document } = query;
      const payloads =
        operation.operation === 'mutation' ? mutationPayloads(api.parsed, operation, fragmentsOf(document), result.data) : [];
      return { result, request, payloads };
    },
  };
};

/** Clients of AppSync's former protocol subscribed over HTTP, and received messages over MQTT. */
const OVER_HTTP = 'A subscription needs the WebSocket of the API, at /graphql/realtime.';

const operationOf = ({ operation, selectionSet }: OperationDefinitionNode): NonNullable<ApiRequest['operation']> => ({
  operation,
  fields: selectionSet.selections.flatMap((one) => (one.kind === Kind.FIELD ? [one.name.value] : [])),
});

const apiRequest = ({ api, caller, requestId, headers, log, trace }: Omit<IncomingRequest, 'graphql'>): ApiRequest => ({
  ...{ api, caller, requestId, headers },
  traceHeader: trace === undefined ? headers['x-amzn-trace-id'] : trace.header,
  ...(trace?.part === undefined ? {} : { trace: trace.part }),
  domainName: headers['host'] ?? null,
  appended: [],
  responseHeaders: new Map(),
  invalidations: [],
  filters: {},
  contextChars: 0,
  resolvers: 0,
  log: log?.line ?? (() => undefined),
});

const fragmentsOf = ({ definitions }: DocumentNode): Readonly<Record<string, FragmentDefinitionNode>> =>
  Object.fromEntries(
    definitions.flatMap((one): [string, FragmentDefinitionNode][] =>
      one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one]] : [],
    ),
  );
