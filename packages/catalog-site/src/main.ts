#!/usr/bin/env node
import { catalogSite } from './catalog-site.ts';

try {
  await catalogSite().parseAsync();
} catch (error) {
  console.error(`catalog-site: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}
