import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { CatalogSiteError } from '../errors.ts';
import type { CatalogFolders } from './catalog-folders.ts';

/** With less than about 3 GB, the build of even a small catalog ends in "heap out of memory" (measured with EventCatalog 3). */
const HEAP_MEGABYTES = 4096;

/**
 * Starts a program of EventCatalog's packages in the work folder, with all reports to other machines switched off.
 * @param asGroup in a process group of its own, which `endGroup` ends with all that the program has started
 */
export const startEventcatalog = (
  folders: CatalogFolders,
  program: 'eventcatalog' | 'eventcatalog-linter',
  args: string[],
  asGroup = false,
): ChildProcess => {
  const file = join(folders.catalog, 'node_modules', '.bin', process.platform === 'win32' ? `${program}.cmd` : program);
  if (!existsSync(file)) {
    throw new CatalogSiteError('NOT_INSTALLED', `${program} is not installed. Run: npm run catalog -- --build, which installs it.`);
  }
  // EventCatalog runs Astro from a folder of its own: only an absolute address is found from there.
  const quiet = pathToFileURL(fileURLToPath(new URL('./quiet.mjs', import.meta.url))).href;
  return spawn(file, args, {
    cwd: folders.work,
    stdio: 'inherit',
    shell: process.platform === 'win32',
    detached: asGroup,
    env: {
      ...process.env,
      NODE_OPTIONS: `--max-old-space-size=${HEAP_MEGABYTES} --import ${quiet}`,
      ASTRO_TELEMETRY_DISABLED: '1',
      ASTRO_DISABLE_UPDATE_CHECK: 'true',
      NO_UPDATE_NOTIFIER: '1',
      EVENTCATALOG_DISABLE_CHANNEL_MIGRATION: 'true',
    },
  });
};

/** Ends a program that was started as a group: EventCatalog itself would leave its server running. */
export const endGroup = (child: ChildProcess): void => {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  if (process.platform === 'win32') child.kill();
  else process.kill(-child.pid, 'SIGTERM');
};

/**
 * Waits for a started program's end.
 * @throws CatalogSiteError `PROGRAM_FAILED` when it ends with anything but 0
 */
export const ended = (child: ChildProcess, what: string): Promise<void> =>
  new Promise((resolve, reject) => {
    child.once('error', (cause) => reject(new CatalogSiteError('PROGRAM_FAILED', `${what} could not be started.`, { cause })));
    child.once('exit', (code, signal) => {
      if (code === 0) resolve();
      else reject(new CatalogSiteError('PROGRAM_FAILED', `${what} ended with ${signal ?? code}; its output is above.`));
    });
  });
