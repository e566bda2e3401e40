import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';

/**
 * Unpacks a function's zip below `root`, into a folder named after its content, once.
 *
 * @returns the folder.
 */
export const unpack = async (zipPath: string, root: string): Promise<string> => {
  const bytes = await readFile(zipPath);
  const directory = join(root, createHash('sha256').update(bytes).digest('hex').slice(0, 32));
  if (existsSync(directory)) return directory;
  await mkdir(root, { recursive: true });
  const unfinished = await mkdtemp(join(root, 'unpacking-'));
  for (const [name, content] of Object.entries(unzipSync(bytes))) {
    if (name.endsWith('/')) continue;
    const path = join(unfinished, name);
    if (!path.startsWith(`${unfinished}/`)) throw new Error(`${zipPath} holds a file outside its folder: ${name}`);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
  }
  try {
    await rename(unfinished, directory);
  } catch (error) {
    // Another process was faster: the content is the same.
    await rm(unfinished, { recursive: true, force: true });
    if (!existsSync(directory)) throw error;
  }
  return directory;
};
