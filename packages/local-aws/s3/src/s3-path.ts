import { AwsError } from '@plumbline/local-aws-kernel';

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html */
export const KEY_BYTES_MAX = 1_024;

/** Takes `/bucket/key` apart. A key is any text: `..`, `//` and `+` stand for themselves. */
export const readS3Path = (path: string): { readonly bucketName: string; readonly key: string } => {
  const slash = path.indexOf('/', 1);
  const bucketName = decode(slash < 0 ? path.slice(1) : path.slice(1, slash));
  const key = slash < 0 ? '' : decode(path.slice(slash + 1));
  const bytes = Buffer.byteLength(key);
  if (bytes > KEY_BYTES_MAX) {
    throw new AwsError('KeyTooLongError', 'Your key is too long', {
      fields: { Size: String(bytes), MaxSizeAllowed: String(KEY_BYTES_MAX) },
    });
  }
  return { bucketName, key };
};

const decode = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch (cause) {
    throw new AwsError('InvalidURI', "Couldn't parse the specified URI.", { cause, fields: { URI: text } });
  }
};
