import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { AwsError } from '@plumbline/local-aws-kernel';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inS3Words } from './s3-errors.ts';
import { type S3TestStand, startS3TestStand } from './testing/s3-stand.ts';

let stand: S3TestStand;

beforeEach(async () => {
  stand = await startS3TestStand();
  stand.s3.putBucket({ name: 'orders' });
});
afterEach(() => stand.stop());

describe('errors of the endpoint', () => {
  // https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html#ErrorCodeList
  it.each([
    ['AccessDeniedException', 'AccessDenied', 403],
    ['InternalFailure', 'InternalError', 500],
    ['InvalidSignatureException', 'SignatureDoesNotMatch', 403],
    ['UnrecognizedClientException', 'InvalidAccessKeyId', 403],
    ['RequestEntityTooLarge', 'EntityTooLarge', 413],
    ['NoSuchKey', 'NoSuchKey', 404],
  ])('when the error is %s, then S3 calls it %s and answers %i', (code, name, status) => {
    expect(inS3Words(new AwsError(code, 'Why.', { status }))).toMatchObject({ code: name, status, message: 'Why.' });
  });

  it('when a role may not, then the SDK reads AccessDenied from the XML', async () => {
    stand.refused.add('s3:GetObject');
    const client = new S3Client(stand.clientConfig);
    await expect(client.send(new GetObjectCommand({ Bucket: 'orders', Key: 'k' }))).rejects.toMatchObject({
      name: 'AccessDenied',
      $metadata: { httpStatusCode: 403 },
    });
  });

  it.each([
    ['in the query', '/orders/k?AWSAccessKeyId=test&Expires=1900000000&Signature=x%3D', {}],
    ['in the header', '/orders/k', { authorization: 'AWS test:signature=' }],
  ])('when a request is signed with Signature Version 2 %s, then the answer names SigV4', async (_where, path, headers) => {
    const response = await fetch(`${stand.endpoint.url}${path}`, { headers });
    const text = await response.text();
    expect(response.status).toBe(400);
    expect(response.headers.get('content-type')).toBe('application/xml');
    expect(text).toContain('<Code>InvalidRequest</Code>');
    expect(text).toContain('Signature Version 4 (SigV4) only');
  });
});
