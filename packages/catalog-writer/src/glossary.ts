import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { CatalogError } from './errors.ts';
import { isRecord } from './is-record.ts';

/** A word and its meaning in the domain. */
export interface Term {
  readonly name: string;
  readonly summary: string;
}

/** The words of each domain, `catalog/glossary.yaml`: a domain, and below it `word: meaning`. */
export type Glossary = ReadonlyMap<string, readonly Term[]>;

/** @throws CatalogError `INVALID_GLOSSARY` */
export const readGlossary = async (catalog: string): Promise<Glossary> => {
  const file = join(catalog, 'glossary.yaml');
  if (!existsSync(file)) return new Map();
  const content: unknown = parse(await readFile(file, 'utf8'));
  return new Map(Object.entries(recordOf(content, 'It holds domains.')).map(([domain, words]) => [domain, termsOf(domain, words)]));
};

const termsOf = (domain: string, words: unknown): readonly Term[] =>
  Object.entries(recordOf(words, `Below ${domain} stand lines "word: meaning".`))
    .map(([name, summary]) => ({ name, summary: String(summary).trim() }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));

const recordOf = (value: unknown, want: string): Readonly<Record<string, unknown>> => {
  if (isRecord(value)) return value;
  throw new CatalogError('INVALID_GLOSSARY', `catalog/glossary.yaml can't be read. ${want}`);
};
