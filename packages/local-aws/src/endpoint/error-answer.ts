import { AwsError } from '../aws-error.ts';
import type { AwsResponse } from './aws-service.ts';
import { xmlError } from './xml.ts';

/** An error that no service has answered itself. Clients of S3 read XML, those of every other service JSON. */
export const errorAnswer = (error: unknown, requestId: string, forS3: boolean): AwsResponse => {
  const known = error instanceof AwsError;
  const code = known ? error.code : 'InternalFailure';
  const message = known ? error.message : 'local-aws failed; its log has the stack trace.';
  const status = known ? error.status : 500;
  if (forS3) {
    const body = xmlError({ Code: S3_CODES[code] ?? code, Message: message, RequestId: requestId, HostId: 'local-aws' });
    return { status, headers: { 'content-type': 'application/xml' }, body };
  }
  return {
    status,
    headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-errortype': code },
    body: JSON.stringify({ __type: code, message, requestId }),
  };
};

/** S3 has names of its own: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html#ErrorCodeList */
const S3_CODES: Readonly<Record<string, string>> = {
  InternalFailure: 'InternalError',
  InvalidSignatureException: 'SignatureDoesNotMatch',
  UnrecognizedClientException: 'InvalidAccessKeyId',
  RequestEntityTooLarge: 'EntityTooLarge',
};
