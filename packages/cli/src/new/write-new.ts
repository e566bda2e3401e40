import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** The new and edited files, by path in the repository. The writer writes either all of them or none. */
export interface Plan {
  readonly files: ReadonlyMap<string, string>;
  readonly edits: ReadonlyMap<string, (text: string) => string>;
}

/**
 * Writes the planned files.
 *
 * @returns the paths, new ones first
 * @throws Error when a new file already exists
 */
export const writePlan = async (root: string, { files, edits }: Plan): Promise<readonly string[]> => {
  const taken = [...files.keys()].filter((file) => existsSync(join(root, file)));
  if (taken.length > 0) throw new Error(`${taken.join(', ')} already ${taken.length === 1 ? 'exists' : 'exist'}. No file was written.`);
  const edited = await Promise.all([...edits].map(async ([file, edit]) => [file, edit(await readFile(join(root, file), 'utf8'))] as const));
  for (const [file, content] of [...files, ...edited]) {
    await mkdir(dirname(join(root, file)), { recursive: true });
    await writeFile(join(root, file), content);
  }
  return [...files.keys(), ...edits.keys()];
};
