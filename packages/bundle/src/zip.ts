import { zipSync } from 'fflate';

/** The earliest time that a zip can store, as fflate reads it (local time), so that the bytes depend on no clock and no time zone. */
const EPOCH = new Date(1980, 0, 1);
const UNIX = 3;
const REGULAR_FILE_MODE = 0o100644 << 16;

/** A zip with the same bytes for the same files: sorted, stored without compression (deflate differs between zlib builds), no times. */
export const zip = (files: ReadonlyMap<string, Uint8Array>): Buffer => {
  const entries = [...files].sort(([a], [b]) => (a < b ? -1 : 1));
  return Buffer.from(zipSync(Object.fromEntries(entries), { level: 0, mtime: EPOCH, os: UNIX, attrs: REGULAR_FILE_MODE }));
};
