import { assembleSite } from './assemble-site.ts';
import type { CatalogFolders } from './catalog-folders.ts';
import { ended, startEventcatalog } from './eventcatalog.ts';

/** Runs EventCatalog's linter over the pages; a warning fails, too. Its rules are in catalog/.eventcatalogrc.js. */
export const lintPages = async (folders: CatalogFolders): Promise<void> => {
  assembleSite(folders);
  await ended(startEventcatalog(folders, 'eventcatalog-linter', ['--fail-on-warning', '.']), 'eventcatalog-linter');
};
