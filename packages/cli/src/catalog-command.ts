import { rm } from 'node:fs/promises';
import { generateCatalog, readCatalogSource } from '@plumbline/catalog-writer';
import { readSystem } from './checks/read-system.ts';

/** Regenerates the catalog's pages. */
export const writeCatalog = async (root: string, say: (line: string) => void): Promise<void> => {
  const startMs = performance.now();
  const { topology, domains } = await readSystem(root);
  const source = await readCatalogSource(root, topology, domains);
  const pages = `${root}catalog/pages`;
  await rm(pages, { recursive: true, force: true });
  await generateCatalog(source, pages);
  say(
    `Regenerated catalog/pages from contracts and Terraform (${((performance.now() - startMs) / 1000).toFixed(1)} s). Open it with "npm run catalog".`,
  );
};
