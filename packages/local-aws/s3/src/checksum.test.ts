import { describe, expect, it } from 'vitest';
import { type ChecksumAlgorithm, checksumOf } from './checksum.ts';

/** The check value of a CRC is that of these nine digits: https://reveng.sourceforge.io/crc-catalogue/all.htm */
const CHECK = '123456789';

describe('a checksum', () => {
  it.each<[ChecksumAlgorithm, string]>([
    ['CRC32', 'cbf43926'],
    ['CRC32C', 'e3069283'],
    ['CRC64NVME', 'ae8b14860a799888'],
    ['SHA1', 'f7c3bc1d808e04732adf679965ccc34ca7ae3441'],
  ])('when %s is taken, then it is the published one, in one piece or several', (algorithm, hex) => {
    const value = (...chunks: string[]) =>
      Buffer.from(
        checksumOf(
          algorithm,
          chunks.map((chunk) => Buffer.from(chunk)),
        ),
        'base64',
      ).toString('hex');
    expect(value(CHECK)).toEqual(hex);
    expect(value('1234', '5', '6789')).toEqual(hex);
  });
});
