import type { AwsError, AwsResponse, AwsService } from '@plumbline/local-aws-kernel';
import { answerGraphql, type GraphqlParts } from './answer-graphql.ts';
import { isGraphqlPath } from './api-address.ts';

/** AppSync's HTTP side: the deployed APIs, and the control API. */
export const appSyncService = (parts: GraphqlParts, control: AwsService): AwsService => ({
  signingName: 'appsync',
  pathPrefix: '/_aws/appsync/',
  ownPages: true,
  // Signatures of callers count only where AppSync authorizes with them.
  strict: isGraphqlPath,
  claims: isGraphqlPath,
  operationOf: (request) => (isGraphqlPath(request) ? 'GraphQL' : control.operationOf(request)),
  async handle(request) {
    if (!isGraphqlPath(request)) return control.handle(request);
    if (request.method === 'OPTIONS') return preflight(request.headers);
    const answer = await answerGraphql(parts, request);
    return { ...answer, headers: { ...answer.headers, ...CORS } };
  },
  upgrade: parts.realtime.upgrade,
  errorAnswer: (error, request) => (isGraphqlPath(request) ? graphqlError(error) : control.errorAnswer(error, request)),
});

/** Any page may read an answer of AppSync; the endpoint has refused the pages of others before. */
const CORS = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'x-amzn-RequestId,x-amzn-ErrorType,x-amz-user-agent,x-amzn-ErrorMessage,Date,x-amz-schema-version',
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
  // A page that the endpoint refuses may not read why.
  headers: {
    'content-type': 'application/json;charset=UTF-8',
    'x-amzn-errortype': code,
    ...(code === 'AccessDeniedException' ? {} : CORS),
  },
  body: JSON.stringify({ errors: [{ errorType: code, message }] }),
});
