import { AwsError, type RequestHead } from '@plumbline/local-aws-kernel';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/RESTAuthentication.html */
export const isSignedV2 = ({ headers, rawQuery }: Pick<RequestHead, 'headers' | 'rawQuery'>): boolean =>
  /^AWS [^:]+:/.test(headers.authorization ?? '') || /(^|&)AWSAccessKeyId=/.test(rawQuery);

export const signatureVersion2 = (): AwsError =>
  new AwsError(
    'InvalidRequest',
    'The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256. ' +
      'This request is signed with Signature Version 2, but S3 accepts Signature Version 4 (SigV4) only.',
  );
