import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import type { HttpAnswer } from '../http-answer.ts';
import type { FunctionManifest } from '../manifest/define-function.ts';
import { functionLogger } from './function-logger.ts';

/**
 * The handler of a function behind API Gateway. This is the one place where an error becomes a status: whatever is thrown
 * is answered with 503, which EventBridge retries (it does not retry other 4xx, and dead-letters them).
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-retry-policy.html
 */
export const httpHandler = (
  manifest: FunctionManifest,
  useCase: (body: unknown, context: Context) => Promise<HttpAnswer>,
): ((request: APIGatewayProxyEvent, context: Context) => Promise<APIGatewayProxyResult>) => {
  const logger = functionLogger(manifest);
  return async (request, context) => {
    logger.addContext(context);
    const answer = await answerOf(request, context, useCase, (error) => logger.error('failed', error as Error));
    logger.info('answered', { status: answer.status, ...answer.body });
    return { statusCode: answer.status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(answer.body) };
  };
};

const answerOf = async (
  request: APIGatewayProxyEvent,
  context: Context,
  useCase: (body: unknown, context: Context) => Promise<HttpAnswer>,
  onError: (error: unknown) => void,
): Promise<HttpAnswer> => {
  let body: unknown;
  try {
    body = JSON.parse(request.body ?? '');
  } catch {
    return { status: 400, body: { outcome: 'refused', reason: 'The request body is not JSON.' } };
  }
  try {
    return await useCase(body, context);
  } catch (error) {
    onError(error);
    return { status: 503, body: { outcome: 'failed', reason: 'The request could not be handled now; send it again.' } };
  }
};
