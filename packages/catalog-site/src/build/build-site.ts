import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { assembleSite } from './assemble-site.ts';
import type { CatalogFolders } from './catalog-folders.ts';
import { ended, startEventcatalog } from './eventcatalog.ts';

/**
 * Builds the static site: about 80 s on two cores and 4 GB of memory, most of it one bundle of browser code, however few the pages.
 * It starts from nothing each time, so that no page of an earlier run stays.
 */
export const buildSite = async (folders: CatalogFolders): Promise<void> => {
  rmSync(folders.built, { recursive: true, force: true });
  rmSync(join(folders.work), { recursive: true, force: true });
  assembleSite(folders);
  await ended(startEventcatalog(folders, 'eventcatalog', ['build']), 'eventcatalog build');
};
