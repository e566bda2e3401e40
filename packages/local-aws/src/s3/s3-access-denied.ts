import { AwsError } from '../aws-error.ts';

/** IAM says AccessDeniedException; S3 calls it AccessDenied. */
export const accessDeniedAsS3 = (error: AwsError): AwsError =>
  error.code === 'AccessDeniedException' ? new AwsError('AccessDenied', error.message, { status: 403, cause: error }) : error;
