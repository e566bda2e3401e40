import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import type { HttpAnswer } from '../http-answer.ts';
import type { Run } from './run.ts';

export type HttpUseCase = (body: unknown, context: Context) => Promise<HttpAnswer>;

/**
 * The handler of a function behind API Gateway. This is the only place where an error becomes a status: every error
 * is answered with 503, which EventBridge retries (it does not retry other 4xx, and dead-letters them).
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-retry-policy.html
 */
export const httpHandler =
  (useCase: HttpUseCase, { log }: Run): ((request: APIGatewayProxyEvent, context: Context) => Promise<APIGatewayProxyResult>) =>
  async (request, context) => {
    const answer = await answerOf(request, context, useCase, (error) => log.error('failed', error as Error));
    log.info('answered', { status: answer.status, ...answer.body });
    return { statusCode: answer.status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(answer.body) };
  };

const answerOf = async (
  request: APIGatewayProxyEvent,
  context: Context,
  useCase: HttpUseCase,
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
    return { status: 503, body: { outcome: 'failed', reason: 'The request could not be processed. Send it again.' } };
  }
};
