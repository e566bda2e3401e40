import { watch } from 'node:fs';
import { assembleSite } from './assemble-site.ts';
import type { CatalogFolders } from './catalog-folders.ts';
import { ended, endGroup, startEventcatalog } from './eventcatalog.ts';

/** Writing a page is several file events: they are answered once, when it has been quiet for this long. */
const SETTLED_MS = 300;

/**
 * Serves the site from the pages as they are, and again when they change: about 14 s until the first answer, 1 GB of memory.
 * Runs until this process receives a signal (Ctrl-C), or EventCatalog exits.
 */
export const liveSite = async (folders: CatalogFolders, port: number): Promise<void> => {
  assembleSite(folders);
  let settling: NodeJS.Timeout | undefined;
  const watcher = watch(folders.pages, { recursive: true }, () => {
    clearTimeout(settling);
    settling = setTimeout(() => reassemble(folders), SETTLED_MS);
  });
  const child = startEventcatalog(folders, 'eventcatalog', ['dev', '--', '--port', String(port)], true);
  let stopped = false;
  const stop = (): void => {
    stopped = true;
    endGroup(child);
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
  try {
    await ended(child, 'eventcatalog dev');
  } catch (error) {
    if (!stopped) throw error;
  } finally {
    process.off('SIGINT', stop).off('SIGTERM', stop);
    watcher.close();
    clearTimeout(settling);
  }
};

/** The generator empties the pages before it writes them anew; in between, the site stays as it was. */
const reassemble = (folders: CatalogFolders): void => {
  try {
    assembleSite(folders);
  } catch (error) {
    console.error(`catalog-site: ${error instanceof Error ? error.message : String(error)}`);
  }
};
