import type { ObjectTable, ObjectVersion } from './object-table.ts';

export interface ListingQuery {
  readonly prefix: string;
  /** Empty: no common prefixes. */
  readonly delimiter: string;
  /** Lists only later keys, in the order of UTF-8 bytes. A common prefix skips all keys that it covers. */
  readonly after: string;
  readonly max: number;
}

export interface Listing {
  readonly objects: readonly ObjectVersion[];
  readonly commonPrefixes: readonly string[];
  readonly truncated: boolean;
  /** The last key or common prefix of the page. */
  readonly last: string | undefined;
}

/** The maximum number of entries in a page: https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html */
export const KEYS_PER_PAGE_MAX = 1_000;

/** One page of a bucket's current objects. Keys below a common prefix are skipped, not read. */
export const listObjectsPage = (table: ObjectTable, bucket: string, query: ListingQuery): Listing => {
  const objects: ObjectVersion[] = [];
  const commonPrefixes: string[] = [];
  let last: string | undefined;
  let from = startOf(query);
  const count = (): number => objects.length + commonPrefixes.length;
  if (query.max === 0) return { objects, commonPrefixes, truncated: false, last };
  for (;;) {
    const found = table.current(bucket, from.key, from.inclusive, query.delimiter === '' ? query.max + 1 - count() : JUMP_ROWS);
    let jump: Start | undefined;
    for (const object of found) {
      if (!object.key.startsWith(query.prefix)) return { objects, commonPrefixes, truncated: false, last };
      if (count() === query.max) return { objects, commonPrefixes, truncated: true, last };
      const common = commonPrefixOf(object.key, query.prefix, query.delimiter);
      if (common !== undefined) {
        commonPrefixes.push(common);
        last = common;
        jump = behindPrefix(common);
        break;
      }
      objects.push(object);
      last = object.key;
    }
    if (jump === undefined && found.length === 0) return { objects, commonPrefixes, truncated: false, last };
    if (jump?.end) return { objects, commonPrefixes, truncated: false, last };
    from = jump ?? { key: found.at(-1)?.key ?? '', inclusive: false };
  }
};

/** The number of rows to read at once if a common prefix may end the run. */
const JUMP_ROWS = 100;

export const commonPrefixOf = (key: string, prefix: string, delimiter: string): string | undefined => {
  if (delimiter === '') return undefined;
  const at = key.indexOf(delimiter, prefix.length);
  return at < 0 ? undefined : key.slice(0, at + delimiter.length);
};

interface Start {
  readonly key: string;
  readonly inclusive: boolean;
  /** No key can follow it. */
  readonly end?: boolean;
}

const startOf = ({ prefix, delimiter, after }: ListingQuery): Start => {
  if (delimiter !== '' && after.startsWith(prefix) && commonPrefixOf(after, prefix, delimiter) === after) return behindPrefix(after);
  return compareKeys(after, prefix) < 0 || after === '' ? { key: prefix, inclusive: true } : { key: after, inclusive: false };
};

/** The smallest key after every key with the prefix: its last character, or an earlier one, incremented. */
export const behindPrefix = (prefix: string): Start => {
  const points = Array.from(prefix, (character) => character.codePointAt(0) as number);
  while (points.length > 0) {
    const last = points.pop() as number;
    if (last === 0x10ffff) continue;
    // Surrogates are not characters.
    const next = last === 0xd7ff ? 0xe000 : last + 1;
    return { key: String.fromCodePoint(...points, next), inclusive: true };
  }
  return { key: '', inclusive: true, end: true };
};

/** Orders keys by their UTF-8 bytes, as S3 does; JavaScript's own order differs above U+FFFF. */
export const compareKeys = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));
