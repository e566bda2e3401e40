import { formatTraceHeader, newSegmentId, newTraceId, parseTraceHeader } from '@plumbline/local-aws-kernel';
import { type DocumentNode, type FragmentDefinitionNode, Kind } from 'graphql';
import type { DeployedApi } from './apis.ts';
import type { AppSyncContext } from './appsync-context.ts';
import type { Caller } from './caller.ts';
import { openPrepareQuery, type PrepareQuery } from './execution/prepare-query.ts';
import { type GraphqlResult, runOperation } from './execution/run-operation.ts';
import { type GraphqlRequest, malformed } from './graphql-request.ts';
import { type MutationPayload, mutationPayloads } from './realtime/mutation-payloads.ts';
import type { ApiRequest } from './resolvers/field-call.ts';

/** A request that is attributed to a caller. */
export interface IncomingRequest {
  readonly api: DeployedApi;
  readonly caller: Caller;
  readonly requestId: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly graphql: GraphqlRequest;
}

export interface Answer {
  readonly result: GraphqlResult;
  readonly request: ApiRequest;
  /** Of a mutation. */
  readonly payloads: readonly MutationPayload[];
}

export interface Answers {
  /** Answers a query or a mutation, and runs the resolver of a subscription. Throws AwsError for text that is not GraphQL. */
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
    requestOf: (incoming) => apiRequest(context, incoming),
    async answer({ api, caller, requestId, headers, graphql }) {
      const query = prepare(api)(graphql.query, graphql.operationName);
      if (query.kind === 'malformed') throw malformed();
      const request = apiRequest(context, { api, caller, requestId, headers });
      if (query.kind === 'invalid') return { result: { data: null, errors: query.errors }, request, payloads: [] };
      const result = await runOperation(context, request, query, graphql.variables);
      const { operation, document } = query;
      const payloads =
        operation.operation === 'mutation' ? mutationPayloads(api.parsed, operation, fragmentsOf(document), result.data) : [];
      return { result, request, payloads };
    },
  };
};

const apiRequest = (
  { clock }: AppSyncContext,
  { api, caller, requestId, headers }: Pick<IncomingRequest, 'api' | 'caller' | 'requestId' | 'headers'>,
): ApiRequest => {
  const incoming = parseTraceHeader(headers['x-amzn-trace-id']);
  const traceHeader = api.tracing
    ? formatTraceHeader(incoming?.root ?? newTraceId(clock.now()), newSegmentId())
    : headers['x-amzn-trace-id'];
  return {
    ...{ api, caller, requestId, headers, traceHeader },
    domainName: headers['host'] ?? null,
    appended: [],
    responseHeaders: new Map(),
    invalidations: [],
    filters: {},
    resolvers: 0,
    log: () => undefined,
  };
};

const fragmentsOf = ({ definitions }: DocumentNode): Readonly<Record<string, FragmentDefinitionNode>> =>
  Object.fromEntries(
    definitions.flatMap((one): [string, FragmentDefinitionNode][] =>
      one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one]] : [],
    ),
  );
