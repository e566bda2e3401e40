import { execFile } from 'node:child_process';
import { readFile, statfs } from 'node:fs/promises';
import { createServer } from 'node:net';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { DEFAULT_PORT } from '@plumbline/local-aws';
import type { MachineFacts } from './check-machine.ts';
import type { Fact } from './diagnosis.ts';

/** Reads the state of this machine. Installs and changes nothing. */
export const lookAtMachine = async (root: string): Promise<MachineFacts> => {
  const [pnpm, git, terraform, chromium, disk, free, manifest, node] = await Promise.all([
    output('pnpm', ['--version'], root),
    output('git', ['--version'], root),
    output('terraform', ['version', '-json'], root),
    findChromium(root),
    statfs(root),
    portIsFree(DEFAULT_PORT),
    readFile(join(root, 'package.json'), 'utf8'),
    readFile(join(root, '.node-version'), 'utf8'),
  ]);
  const { packageManager } = JSON.parse(manifest) as { packageManager: string };
  return {
    node: process.versions.node,
    pnpm,
    git: git === undefined ? undefined : git.replace('git version ', ''),
    terraform: terraformVersion(terraform),
    chromium,
    freeDiskBytes: disk.bavail * disk.bsize,
    memoryBytes: totalmem(),
    port: { number: DEFAULT_PORT, free },
    wanted: { node: node.trim(), pnpm: packageManager.replace('pnpm@', '') },
  };
};

/** The output of a program, or undefined when the program is missing or fails. */
const output = async (program: string, args: readonly string[], cwd: string): Promise<string | undefined> => {
  try {
    const { stdout } = await promisify(execFile)(program, args, { cwd, env: { ...process.env, CHECKPOINT_DISABLE: '1' } });
    return stdout.trim();
  } catch {
    return undefined;
  }
};

const terraformVersion = (json: string | undefined): string | undefined => {
  if (json === undefined) return undefined;
  const { terraform_version } = JSON.parse(json) as { terraform_version: string };
  return terraform_version;
};

/** Asks the catalog's browser lookup. Its packages are installed with the tests. */
const findChromium = async (root: string): Promise<Fact<string | undefined>> => {
  const path = await output(process.execPath, [join(root, 'packages/catalog-site/src/main.ts'), 'chromium'], root);
  if (path === undefined) return { unknown: 'the catalog’s tools are not installed; "npm test" installs them' };
  return { value: path === '' ? undefined : path };
};

const portIsFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
