import { AwsError } from '@plumbline/local-aws-kernel';

/** A decoded body in AWS's own chunked form. */
export interface DecodedChunks {
  readonly body: Buffer;
  /** Lower-case names. */
  readonly trailers: Readonly<Record<string, string>>;
}

/**
 * Decodes `aws-chunked`, signed (`size;chunk-signature=...`) or unsigned, with or without trailers. It skips chunk
 * signatures, because the seed signature has already identified the caller.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
 */
export const decodeAwsChunked = (encoded: Buffer): DecodedChunks => {
  const chunks: Buffer[] = [];
  let at = 0;
  const line = (): string => {
    const end = encoded.indexOf('\r\n', at);
    if (end < 0) throw incomplete();
    const text = encoded.toString('latin1', at, end);
    at = end + 2;
    return text;
  };
  for (;;) {
    const header = line().split(';')[0] ?? '';
    if (!/^[0-9a-fA-F]{1,8}$/.test(header)) throw incomplete();
    const size = Number.parseInt(header, 16);
    if (size === 0) break;
    if (at + size + 2 > encoded.length) throw incomplete();
    chunks.push(encoded.subarray(at, at + size));
    at += size + 2;
  }
  const trailers: Record<string, string> = {};
  while (at < encoded.length) {
    const text = line();
    const colon = text.indexOf(':');
    if (colon > 0) trailers[text.slice(0, colon).trim().toLowerCase()] = text.slice(colon + 1).trim();
  }
  return { body: chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks), trailers };
};

export const incomplete = (): AwsError =>
  new AwsError('IncompleteBody', 'You did not provide the number of bytes specified by the Content-Length HTTP header');
