import { hash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { crc32c } from './crc32c.ts';
import { crc64nvme } from './crc64nvme.ts';

/** The five algorithms of S3, all computed and verified here. */
export type ChecksumAlgorithm = 'CRC32' | 'CRC32C' | 'SHA1' | 'SHA256' | 'CRC64NVME';

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html */
export interface Checksum {
  readonly algorithm: ChecksumAlgorithm;
  /** Base64; with the suffix `-N` for a composite of N parts. */
  readonly value: string;
  readonly type: 'FULL_OBJECT' | 'COMPOSITE';
}

export const CHECKSUM_ALGORITHMS: readonly ChecksumAlgorithm[] = ['CRC32', 'CRC32C', 'SHA1', 'SHA256', 'CRC64NVME'];

/** The checksum that S3 computes when the client sends none. */
export const DEFAULT_CHECKSUM: ChecksumAlgorithm = 'CRC64NVME';

/** Base64 of the checksum over `chunks` in a row. */
export const checksumOf = (algorithm: ChecksumAlgorithm, chunks: readonly Buffer[]): string => {
  switch (algorithm) {
    case 'SHA1':
    case 'SHA256':
      return hash(algorithm.toLowerCase(), chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks), 'base64');
    case 'CRC64NVME': {
      return crc64nvme(chunks).toString('base64');
    }
    default: {
      const crc = algorithm === 'CRC32' ? crc32 : crc32c;
      const bytes = Buffer.alloc(4);
      bytes.writeUInt32BE(chunks.reduce((value, chunk) => crc(chunk, value), 0));
      return bytes.toString('base64');
    }
  }
};

/** The checksum of a multipart object, computed from its parts' checksums. */
export const compositeChecksum = (algorithm: ChecksumAlgorithm, partValues: readonly string[]): string =>
  `${checksumOf(algorithm, [Buffer.concat(partValues.map((value) => Buffer.from(value, 'base64')))])}-${partValues.length}`;

export const checksumHeader = (algorithm: ChecksumAlgorithm): string => `x-amz-checksum-${algorithm.toLowerCase()}`;

/** `ChecksumCRC32` and so on, the name of the element in XML. */
export const checksumElement = (algorithm: ChecksumAlgorithm): string => `Checksum${algorithm}`;
