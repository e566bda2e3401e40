import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Finding } from '@plumbline/contract-gate';
import { createTwoFilesPatch } from 'diff';
import type { CatalogSource } from './catalog-source.ts';
import { generateCatalog } from './generate-catalog.ts';

/** A page that differs from contracts and Terraform. */
export type DriftCode = 'PAGE_CHANGED' | 'PAGE_MISSING' | 'PAGE_STALE';

/** The number of lines of a difference to show. */
const LINES_MAX = 40;
const FIX = 'Run "npm run plumb -- catalog" and commit the pages. Hand-written text belongs in catalog/prose.';

/** Compares the committed pages with newly generated ones, byte for byte. */
export const catalogDrift = async (source: CatalogSource, pages: string): Promise<readonly Finding<DriftCode>[]> => {
  const scratch = await mkdtemp(join(tmpdir(), 'plumbline-catalog-'));
  try {
    await generateCatalog(source, scratch);
    const [wanted, found] = await Promise.all([filesIn(scratch), filesIn(pages)]);
    const all = [...new Set([...wanted.keys(), ...found.keys()])].sort();
    return all.flatMap((file) => compare(file, found.get(file), wanted.get(file)));
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
};

const compare = (file: string, found: string | undefined, wanted: string | undefined): readonly Finding<DriftCode>[] => {
  if (found === wanted) return [];
  const place = { severity: 'error', subject: subjectOf(file), file: `catalog/pages/${file}`, fix: FIX } as const;
  if (found === undefined)
    return [{ ...place, code: 'PAGE_MISSING', why: 'The page is missing from the catalog, but contracts and Terraform declare it.' }];
  if (wanted === undefined)
    return [{ ...place, code: 'PAGE_STALE', why: 'The catalog has the page, but neither contracts nor Terraform declare it.' }];
  const why = `The catalog (-) differs from contracts and Terraform (+):\n${difference(found, wanted)}`;
  return [{ ...place, code: 'PAGE_CHANGED', why }];
};

const difference = (found: string, wanted: string): string => {
  const lines = createTwoFilesPatch('catalog', 'declared', found, wanted, '', '', { context: 0 }).split('\n');
  const changed = lines.filter((line) => /^[-+](?!--|\+\+)/.test(line));
  const more = changed.length - LINES_MAX;
  return [...changed.slice(0, LINES_MAX), ...(more > 0 ? [`(${more} more lines)`] : [])].join('\n');
};

/** `domains/ordering/services/orders/events/OrderAccepted/versioned/1.0.0/schema.json` is about `event OrderAccepted 1.0.0`. */
const subjectOf = (file: string): string => {
  const parts = file.split('/');
  const kind = parts.findLastIndex((part) => KINDS.has(part));
  const id = (parts[kind + 1] ?? file).replace(/\.mdx?$/, '');
  const version = parts.at(parts.indexOf('versioned') + 1);
  return `${parts[kind]?.slice(0, -1) ?? 'page'} ${id}${parts.includes('versioned') ? ` ${version}` : ''}`;
};

const KINDS: ReadonlySet<string> = new Set([
  'domains',
  'services',
  'events',
  'queries',
  'channels',
  'flows',
  'teams',
  'containers',
  'adrs',
]);

/** The content of every file below a folder, by its path there. */
const filesIn = async (folder: string): Promise<ReadonlyMap<string, string>> => {
  if (!existsSync(folder)) return new Map();
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const contents = await Promise.all(files.map(async (file) => [file.slice(folder.length + 1), await readFile(file, 'utf8')] as const));
  return new Map(contents);
};
