import { createHash } from 'node:crypto';

/** By their names in Step Functions. */
const ALGORITHMS: Readonly<Record<string, string>> = {
  MD5: 'md5',
  'SHA-1': 'sha1',
  'SHA-256': 'sha256',
  'SHA-384': 'sha384',
  'SHA-512': 'sha512',
};

/** The hash in hexadecimal digits. Throws Error when the algorithm does not exist. */
export const hashOf = (text: string, algorithm: string): string => {
  const name = Object.hasOwn(ALGORITHMS, algorithm) ? ALGORITHMS[algorithm] : undefined;
  if (name === undefined) throw new Error(`The hash algorithm must be one of ${Object.keys(ALGORITHMS).join(', ')}, not '${algorithm}'.`);
  return createHash(name).update(text).digest('hex');
};
