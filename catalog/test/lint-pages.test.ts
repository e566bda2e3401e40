import { fileURLToPath } from 'node:url';
import { catalogFolders, lintPages } from '@plumbline/catalog-site';
import { expect, it } from 'vitest';

it('EventCatalog’s linter finds no error and no warning in the pages', { timeout: 60_000 }, async () => {
  await expect(lintPages(catalogFolders(fileURLToPath(new URL('..', import.meta.url))))).resolves.toBeUndefined();
});
