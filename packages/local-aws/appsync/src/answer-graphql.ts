import { AwsError, type AwsRequest, type AwsResponse, parseTraceHeader } from '@plumbline/local-aws-kernel';
import type { Answers } from './answer-request.ts';
import { apiIdOf } from './api-address.ts';
import type { DeployedApi } from './apis.ts';
import type { AppSyncContext } from './appsync-context.ts';
import type { Authenticate } from './auth/authenticate.ts';
import { readGraphqlQuery, readGraphqlRequest } from './graphql-request.ts';
import { openRequestTrace } from './monitoring/api-segment.ts';
import { openRequestLog } from './monitoring/request-log.ts';
import type { Realtime } from './realtime/realtime.ts';
import type { ApiRequest } from './resolvers/field-call.ts';

export interface GraphqlParts {
  readonly context: AppSyncContext;
  readonly answers: Answers;
  readonly authenticate: Authenticate;
  readonly realtime: Realtime;
}

/** Answers a request to a deployed API. Throws AwsError for a request that is not GraphQL or not authorized. */
export const answerGraphql = async (
  { context, answers, authenticate, realtime }: GraphqlParts,
  request: AwsRequest,
): Promise<AwsResponse> => {
  const { headers, requestId, caller: principal } = request;
  const { clock } = context;
  const api = context.apis.get(apiIdOf(request) ?? '');
  const startMs = clock.now();
  const log = openRequestLog(context, api, requestId);
  const trace = openRequestTrace(context, api, headers['x-amzn-trace-id']);
  let status = 500;
  log.line('request', 'Begin Request');
  try {
    const graphql = request.method === 'GET' ? readGraphqlQuery(request.query) : readGraphqlRequest(request.body);
    const { query: queryString, operationName = null, variables } = graphql;
    log.line('request', `GraphQL Query: ${queryString}, Operation: ${operationName}, Variables: ${JSON.stringify(variables)}`, {
      verbose: true,
    });
    log.line('request', `Request Headers: ${JSON.stringify(loggedHeaders(headers))}`, { verbose: true });
    const caller = await authenticate(api, { headers, principal, request: { requestId, queryString, operationName, variables } });
    const { result, request: answered, payloads } = await answers.answer({ api, caller, requestId, headers, graphql, log, trace });
    await realtime.publish(api.id, payloads, answered.invalidations);
    status = 200;
    observe(context, api, answered, { requestId, startMs, errors: (result.errors ?? []).map(({ message }) => message) });
    for (const error of result.errors ?? []) log.line('error', { logType: 'GraphQLFieldRuntimeError', fieldInError: true, ...error });
    return {
      status,
      headers: { 'content-type': 'application/json;charset=UTF-8', ...Object.fromEntries(answered.responseHeaders) },
      body: JSON.stringify(result),
    };
  } catch (error) {
    if (error instanceof AwsError) status = error.status;
    throw error;
  } finally {
    const duration = (clock.now() - startMs) * 1_000_000;
    const times = { startTime: new Date(startMs).toISOString(), endTime: new Date(clock.now()).toISOString() };
    log.line('request', { logType: 'ExecutionSummary', duration, version: 1, ...times });
    log.line('request', { logType: 'RequestSummary', statusCode: status, latency: duration });
    log.line('request', 'End Request');
    log.end();
    trace.end(status);
  }
};

/** A request whose text is not an operation is not one. */
const observe = (
  { clock, observe: report }: AppSyncContext,
  api: DeployedApi,
  { operation, traceHeader }: ApiRequest,
  facts: { readonly requestId: string; readonly startMs: number; readonly errors: readonly string[] },
): void => {
  if (operation === undefined) return;
  report({ kind: 'graphql', apiName: api.name, ...operation, ...facts, traceId: parseTraceHeader(traceHeader)?.root, endMs: clock.now() });
};

/** Credentials do not belong into a log. */
const loggedHeaders = (headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, SECRET.has(name) ? '****' : value]));

const SECRET: ReadonlySet<string> = new Set(['authorization', 'x-api-key', 'x-amz-security-token', 'cookie']);
