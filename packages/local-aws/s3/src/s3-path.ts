import { AwsError } from '@plumbline/local-aws-kernel';

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html */
export const KEY_BYTES_MAX = 1_024;

/**
 * The bucket and the key of a request: `/bucket/key`, or `/key` when the bucket is in the host name. A key is any string: `..`,
 * `//` and `+` are literal.
 */
export const readS3Path = (path: string, host: string | undefined): S3Path => {
  const hostBucket = bucketOfHost(host);
  const slash = path.indexOf('/', 1);
  const bucketName = hostBucket ?? decode(slash < 0 ? path.slice(1) : path.slice(1, slash));
  const key = decode(hostBucket !== undefined ? path.slice(1) : slash < 0 ? '' : path.slice(slash + 1));
  const bytes = Buffer.byteLength(key);
  if (bytes > KEY_BYTES_MAX) {
    throw new AwsError('KeyTooLongError', 'Your key is too long', {
      fields: { Size: String(bytes), MaxSizeAllowed: String(KEY_BYTES_MAX) },
    });
  }
  return { bucketName, key, bucketInHost: hostBucket !== undefined };
};

export interface S3Path {
  /** Empty for requests to the service itself. */
  readonly bucketName: string;
  /** Decoded; empty for requests to a bucket. */
  readonly key: string;
  readonly bucketInHost: boolean;
}

/**
 * The bucket in front of the endpoint's name, such as `orders.s3.eu-west-1.amazonaws.com` or `orders.localhost:4566`. The name
 * of a bucket may contain dots.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html
 */
const bucketOfHost = (host = ''): string | undefined => HOST.exec(host.toLowerCase().replace(/:\d+$/, ''))?.groups?.['bucket'];

const HOST =
  /^(?:(?<bucket>.+?)\.)??(?:s3(?:-fips)?(?:\.dualstack)?(?:[.-][a-z0-9-]+)?\.amazonaws\.com(?:\.cn)?|(?:s3(?:\.[a-z0-9-]+)?\.)?(?:localhost|127\.0\.0\.1\.(?:nip|sslip)\.io))$/;

const decode = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch (cause) {
    throw new AwsError('InvalidURI', "Couldn't parse the specified URI.", { cause, fields: { URI: text } });
  }
};
