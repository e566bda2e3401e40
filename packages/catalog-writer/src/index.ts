/** Generates the catalog's pages from the compiled Terraform, the contracts and hand-written texts. */

export { catalogDrift, type DriftCode } from './catalog-drift.ts';
export { type CatalogSource, readCatalogSource } from './catalog-source.ts';
export { checkPages, type PageCode } from './check-pages.ts';
export { CatalogError, type CatalogErrorCode } from './errors.ts';
export { generateCatalog } from './generate-catalog.ts';
