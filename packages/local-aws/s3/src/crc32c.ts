/** CRC-32C (Castagnoli), which `node:zlib` lacks. `value` is the CRC of the preceding bytes. */
export const crc32c = (data: Buffer, value = 0): number => {
  let crc = ~value;
  for (let i = 0; i < data.length; i += 1) crc = (crc >>> 8) ^ (TABLE[(crc ^ (data[i] as number)) & 0xff] as number);
  return ~crc >>> 0;
};

const POLYNOMIAL_REVERSED = 0x82f63b78;

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ POLYNOMIAL_REVERSED : crc >>> 1;
  return crc;
});
