import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** One place where two synths differ. A value that is missing on one side is undefined there. */
export interface Difference {
  /** Relative to the synths' folders. */
  readonly file: string;
  /** The names on the way to the value in a JSON file; of another file, or of one that only one side has, empty. */
  readonly path: readonly string[];
  readonly before: unknown;
  readonly after: unknown;
}

/** Every difference between two folders. JSON is compared by its values, not its layout or the order of its names; the rest by bytes. */
export const differences = async (before: string, after: string): Promise<readonly Difference[]> => {
  const files = [await filesIn(before), await filesIn(after)];
  const found = await Promise.all(
    [...new Set(files.flat())].sort().map(async (file) => {
      const [one, other] = await Promise.all([content(before, file), content(after, file)]);
      return inValues(one, other).map((difference) => ({ file, ...difference }));
    }),
  );
  return found.flat();
};

const filesIn = async (folder: string): Promise<readonly string[]> =>
  (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1));

const content = async (folder: string, file: string): Promise<unknown> => {
  try {
    const bytes = await readFile(join(folder, file));
    return file.endsWith('.json') ? (JSON.parse(bytes.toString('utf8')) as unknown) : bytes.toString('base64');
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined;
    throw cause;
  }
};

const inValues = (before: unknown, after: unknown, path: readonly string[] = []): readonly Omit<Difference, 'file'>[] => {
  if (isObject(before) && isObject(after) && Array.isArray(before) === Array.isArray(after)) {
    const [one, other] = [new Map(Object.entries(before)), new Map(Object.entries(after))];
    return [...new Set([...one.keys(), ...other.keys()])]
      .sort()
      .flatMap((name) => inValues(one.get(name), other.get(name), [...path, name]));
  }
  return before === after ? [] : [{ path, before, after }];
};

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
