import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CatalogSiteError } from '../errors.ts';
import type { CatalogFolders } from './catalog-folders.ts';

/**
 * What EventCatalog expects in its project folder, beside the pages. package.json must be there with the mirrored dependencies:
 * EventCatalog reads `type` from it, and Vite learns from it which packages are Astro's and must be bundled.
 */
const HAND_WRITTEN = ['eventcatalog.config.js', '.eventcatalogrc.js', 'package.json'];

/** EventCatalog's own copy of its Astro app, and the empty stylesheet that it creates when the file is missing. */
const EVENTCATALOGS = /^(\.eventcatalog-core\/|eventcatalog\.styles\.css$)/;

/**
 * Makes the work folder hold the pages, `public/` and the configuration, and nothing else: files that differ are written, files
 * that have no source are removed. What stayed the same is not touched, so that a running EventCatalog sees only what changed.
 * @returns the number of files written or removed
 * @throws CatalogSiteError `PAGES_MISSING`, `SAME_FILE_TWICE`
 */
export const assembleSite = (folders: CatalogFolders): number => {
  const wanted = sources(folders);
  const stale = filesIn(folders.work).filter((file) => !wanted.has(file) && !EVENTCATALOGS.test(file));
  for (const file of stale) rmSync(join(folders.work, file));
  let changed = stale.length;
  for (const [file, source] of wanted) {
    const target = join(folders.work, file);
    const content = readFileSync(source);
    if (existsSync(target) && readFileSync(target).equals(content)) continue;
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, content);
    changed += 1;
  }
  return changed;
};

/** Each file of the work folder, with the file that it is a copy of. */
const sources = ({ catalog, pages }: CatalogFolders): Map<string, string> => {
  const files = new Map(filesIn(pages).map((file) => [file, join(pages, file)]));
  if (files.size === 0) throw new CatalogSiteError('PAGES_MISSING', `${pages} has no pages. Run: npm run plumb -- catalog`);
  const byHand = [...HAND_WRITTEN, ...filesIn(join(catalog, 'public')).map((file) => `public/${file}`)];
  for (const file of byHand) {
    const source = join(catalog, file);
    if (files.has(file)) {
      throw new CatalogSiteError('SAME_FILE_TWICE', `${file} is written by hand at ${source}. Remove it from the generated pages.`);
    }
    if (existsSync(source)) files.set(file, source);
  }
  return files;
};

/** All files below a folder, relative to it, with `/`; empty when the folder does not exist. Skips EventCatalog's app. */
const filesIn = (folder: string, below = ''): string[] => {
  if (!existsSync(join(folder, below))) return [];
  return readdirSync(join(folder, below), { withFileTypes: true }).flatMap((entry) => {
    const file = below === '' ? entry.name : `${below}/${entry.name}`;
    if (!entry.isDirectory()) return [file];
    return EVENTCATALOGS.test(`${file}/`) ? [] : filesIn(folder, file);
  });
};
