import { type AwsError, type AwsRequest, type AwsResponse, type AwsService, restError } from '@plumbline/local-aws-kernel';
import type { Answers } from './answer-request.ts';
import { apiIdOf, isGraphqlPath } from './api-address.ts';
import type { AppSyncContext } from './appsync-context.ts';
import { authenticate } from './auth/authenticate.ts';
import { readGraphqlRequest } from './graphql-request.ts';
import type { Realtime } from './realtime/realtime.ts';

/** AppSync's HTTP side: the deployed APIs, and the control API. */
export const appSyncService = (context: AppSyncContext, answers: Answers, realtime: Realtime, control: AwsService): AwsService => ({
  signingName: 'appsync',
  pathPrefix: '/_aws/appsync/',
  ownPages: true,
  // Signatures of callers count only where AppSync authorizes with them.
  strict: (head) => isGraphqlPath(head),
  claims: (head) => isGraphqlPath(head),
  operationOf: (request) => (isGraphqlPath(request) ? 'GraphQL' : control.operationOf(request)),
  async handle(request) {
    if (!isGraphqlPath(request)) return control.handle(request);
    return answerGraphql(context, answers, realtime, request);
  },
  upgrade: realtime.upgrade,
  errorAnswer: (error, request) => (isGraphqlPath(request) ? graphqlError(error) : control.errorAnswer(error, request)),
});

/** Any page may read an answer of AppSync; the endpoint has refused the pages of others before. */
const CORS = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'x-amzn-RequestId,x-amzn-ErrorType,x-amz-user-agent,x-amzn-ErrorMessage,Date,x-amz-schema-version',
};

const answerGraphql = async (context: AppSyncContext, answers: Answers, realtime: Realtime, request: AwsRequest): Promise<AwsResponse> => {
  const { headers, requestId, caller: principal } = request;
  if (request.method === 'OPTIONS') return preflight(headers);
  const api = context.apis.get(apiIdOf(request) ?? '');
  const graphql = readGraphqlRequest(request.body);
  const about = { requestId, queryString: graphql.query, operationName: graphql.operationName ?? null, variables: graphql.variables };
  const caller = await authenticate(context, api, { headers, principal, request: about });
  const { result, request: answered, payloads } = await answers.answer({ api, caller, requestId, headers, graphql });
  await realtime.publish(api.id, payloads, answered.invalidations);
  return {
    status: 200,
    headers: { 'content-type': 'application/json;charset=UTF-8', ...CORS, ...Object.fromEntries(answered.responseHeaders) },
    body: JSON.stringify(result),
  };
};

const preflight = (headers: Readonly<Record<string, string>>): AwsResponse => ({
  status: 200,
  headers: {
    ...CORS,
    'access-control-allow-methods': 'POST, OPTIONS',
    'access-control-allow-headers': headers['access-control-request-headers'] ?? '*',
    'access-control-max-age': '172800',
  },
});

const graphqlError = ({ code, message, status }: AwsError): AwsResponse => ({
  status,
  headers: { 'content-type': 'application/json;charset=UTF-8', 'x-amzn-errortype': code, ...CORS },
  body: JSON.stringify({ errors: [{ errorType: code, message }] }),
});

export const controlError = (error: AwsError): AwsResponse => restError(error, { message: error.message, ...error.fields });
