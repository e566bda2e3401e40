import { join, resolve } from 'node:path';

/** Where the parts of the catalog lie. Everything but `work` and `built` is committed. */
export interface CatalogFolders {
  /** The workspace: package.json, configuration, logo. */
  readonly catalog: string;
  /** The generated pages. */
  readonly pages: string;
  /** Where EventCatalog works: it edits its sources, so it gets copies. */
  readonly work: string;
  /** The static site. */
  readonly built: string;
}

/** The folders of the catalog whose workspace is `catalog`. */
export const catalogFolders = (catalog: string): CatalogFolders => {
  const root = resolve(catalog);
  return { catalog: root, pages: join(root, 'pages'), work: join(root, '.site'), built: join(root, 'dist') };
};
