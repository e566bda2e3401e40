import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';

/**
 * Unpacks a function's zip below `root`, into a folder named after its content, once.
 *
 * @returns the folder.
 */
export const unpack = async (zipPath: string, root: string): Promise<string> => {
  const directory = join(root, (await sha256Of(zipPath)).slice(0, 32));
  if (existsSync(directory)) return directory;
  await mkdir(root, { recursive: true });
  const unfinished = await mkdtemp(join(root, 'unpacking-'));
  for (const [name, content] of Object.entries(unzipSync(await readFile(zipPath)))) {
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

const CHUNK_BYTES = 64 * 1024;

/** Reads in chunks: whole zips of all functions would stay in memory until the next garbage collection. */
const sha256Of = async (path: string): Promise<string> => {
  await using file = await open(path);
  const hash = createHash('sha256');
  const chunk = Buffer.alloc(CHUNK_BYTES);
  for (;;) {
    const { bytesRead } = await file.read(chunk);
    if (bytesRead === 0) return hash.digest('hex');
    hash.update(chunk.subarray(0, bytesRead));
  }
};
