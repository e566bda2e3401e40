import { AwsError } from '../aws-error.ts';
import type { AwsResponse, AwsService, FailedRequest } from './aws-service.ts';

/** The response to a failed request: in the service's protocol, or as JSON when no service matches. */
export const errorAnswer = (error: unknown, service: AwsService | undefined, request: FailedRequest): AwsResponse => {
  const known = error instanceof AwsError ? error : failure();
  if (service !== undefined) return service.errorAnswer(known, request);
  const { code, message, status } = known;
  return {
    status,
    headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-errortype': code },
    body: JSON.stringify({ __type: code, message, requestId: request.requestId }),
  };
};

const failure = (): AwsError => new AwsError('InternalFailure', 'local-aws failed; its log has the stack trace.', { status: 500 });
