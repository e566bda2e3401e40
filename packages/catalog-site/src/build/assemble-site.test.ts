import { existsSync, globSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { plantSite } from '../plant-site.ts';
import { assembleSite } from './assemble-site.ts';
import { type CatalogFolders, catalogFolders } from './catalog-folders.ts';

const catalog = (files: Readonly<Record<string, string>> = {}): CatalogFolders =>
  catalogFolders(
    plantSite({
      'package.json': '{}',
      'eventcatalog.config.js': 'export default {};',
      'public/logo.svg': '<svg/>',
      'README.md': 'not a page',
      'adrs/0001-a.md': 'a source of a page',
      'pages/domains/Ordering/index.mdx': 'Ordering',
      'pages/teams/orders.mdx': 'Orders',
      ...files,
    }),
  );

const filesOf = (folder: string): string[] => globSync('**/*.*', { cwd: folder }).sort();

it('puts the pages, the public files and the configuration side by side, and nothing else', () => {
  const folders = catalog();
  expect(assembleSite(folders)).toBe(5);
  expect(filesOf(folders.work)).toEqual([
    'domains/Ordering/index.mdx',
    'eventcatalog.config.js',
    'package.json',
    'public/logo.svg',
    'teams/orders.mdx',
  ]);
});

it('writes only changed files, deletes removed ones, and reverts EventCatalog’s edits', () => {
  const folders = catalog();
  assembleSite(folders);
  expect(assembleSite(folders)).toBe(0);
  rmSync(join(folders.pages, 'teams/orders.mdx'));
  writeFileSync(join(folders.work, 'eventcatalog.config.js'), 'export default { cId: 1 };');
  expect(assembleSite(folders)).toBe(2);
  expect(existsSync(join(folders.work, 'teams/orders.mdx'))).toBe(false);
  expect(readFileSync(join(folders.work, 'eventcatalog.config.js'), 'utf8')).toBe('export default {};');
});

it('leaves EventCatalog’s own files where they are', () => {
  const folders = catalog({ '.site/.eventcatalog-core/astro.config.mjs': '', '.site/eventcatalog.styles.css': '', '.site/old.mdx': '' });
  expect(assembleSite(folders)).toBe(6);
  expect(existsSync(join(folders.work, '.eventcatalog-core/astro.config.mjs'))).toBe(true);
  expect(existsSync(join(folders.work, 'eventcatalog.styles.css'))).toBe(true);
  expect(existsSync(join(folders.work, 'old.mdx'))).toBe(false);
});

it('names the command to run when no pages were generated', () => {
  expect(() => assembleSite(catalogFolders(plantSite({ 'package.json': '{}' })))).toThrow(/has no pages\. Run: npm run plumb -- catalog/);
});

it('refuses a generated file in the place of one that is written by hand', () => {
  expect(() => assembleSite(catalog({ 'pages/public/logo.svg': '' }))).toThrow(/public\/logo\.svg is written by hand/);
});
