import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CatalogError } from './errors.ts';
import { frontMatter } from './prose.ts';

/** An architecture decision record, `catalog/adrs/<number>-<slug>.md`. */
export interface Decision {
  /** The file's name without its ending. */
  readonly id: string;
  readonly name: string;
  readonly status: 'proposed' | 'accepted' | 'rejected' | 'deprecated' | 'superseded';
  /** `yyyy-mm-dd` */
  readonly date: string;
  /** The first sentence of the decision. */
  readonly summary: string;
  readonly markdown: string;
}

const STATUSES = ['proposed', 'accepted', 'rejected', 'deprecated', 'superseded'] as const;

/** Reads the decisions, by number. @throws CatalogError `INVALID_DECISION` */
export const readDecisions = async (catalog: string): Promise<readonly Decision[]> => {
  const folder = join(catalog, 'adrs');
  const files = (await readdir(folder)).filter((name) => name.endsWith('.md')).sort();
  return Promise.all(files.map(async (file) => decision(file, await readFile(join(folder, file), 'utf8'))));
};

const decision = (file: string, text: string): Decision => {
  const { fields, markdown } = frontMatter(text, `catalog/adrs/${file}`);
  const [, name, rest] = /^# (.+)\n([\s\S]*)$/.exec(markdown) ?? [];
  const status = STATUSES.find((one) => one === fields.status);
  const date = typeof fields.date === 'string' ? fields.date : '';
  if (name === undefined || rest === undefined || status === undefined || !/^\d{4}-\d{2}-\d{2}$/.test(date)) {
    const want = `front matter with status (${STATUSES.join(', ')}) and date (yyyy-mm-dd), then a heading`;
    throw new CatalogError('INVALID_DECISION', `catalog/adrs/${file} is not a decision record. It needs ${want}.`);
  }
  return { id: file.replace(/\.md$/, ''), name, status, date, summary: firstSentence(rest), markdown: rest.trim() };
};

const firstSentence = (text: string): string => {
  const decided = text.split(/^## Decision\n/m)[1] ?? text;
  return /^.*?[.:](?=\s|$)/s.exec(decided.trim())?.[0].replace(/\s+/g, ' ').replace(/:$/, '.') ?? '';
};
