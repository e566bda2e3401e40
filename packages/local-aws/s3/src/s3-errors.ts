import { AwsError } from '@plumbline/local-aws-kernel';

/** Errors of https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html that more than one operation returns. */
export const noSuchBucket = (name: string): AwsError =>
  new AwsError('NoSuchBucket', 'The specified bucket does not exist', { status: 404, fields: { BucketName: name } });

export const noSuchKey = (key: string): AwsError =>
  new AwsError('NoSuchKey', 'The specified key does not exist.', { status: 404, fields: { Key: key } });

export const noSuchVersion = (key: string, versionId: string): AwsError =>
  new AwsError('NoSuchVersion', 'The specified version does not exist.', { status: 404, fields: { Key: key, VersionId: versionId } });

export const noSuchUpload = (uploadId: string): AwsError =>
  new AwsError(
    'NoSuchUpload',
    'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.',
    { status: 404, fields: { UploadId: uploadId } },
  );

export const preconditionFailed = (condition: string): AwsError =>
  new AwsError('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', {
    status: 412,
    fields: { Condition: condition },
  });

export const invalidArgument = (message: string, name: string, value: string): AwsError =>
  new AwsError('InvalidArgument', message, { fields: { ArgumentName: name, ArgumentValue: value } });

export const invalidRequest = (message: string): AwsError => new AwsError('InvalidRequest', message);

/** S3's own names for errors that all services share: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html#ErrorCodeList */
const CODES: Readonly<Record<string, string>> = {
  AccessDeniedException: 'AccessDenied',
  InternalFailure: 'InternalError',
  InvalidSignatureException: 'SignatureDoesNotMatch',
  UnrecognizedClientException: 'InvalidAccessKeyId',
  RequestEntityTooLarge: 'EntityTooLarge',
};

export const inS3Words = (error: AwsError): AwsError => {
  const code = CODES[error.code];
  if (code === undefined) return error;
  return new AwsError(code, error.message, { status: code === 'AccessDenied' ? 403 : error.status, cause: error });
};
