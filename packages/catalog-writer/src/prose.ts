import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { CatalogError } from './errors.ts';

/** The hand-written text of a page. */
export interface Prose {
  /** From the file's front matter. @default the id in readable form */
  readonly name: string | undefined;
  /** From the file's front matter. @default the summary in the code */
  readonly summary: string | undefined;
  readonly markdown: string;
}

/** Kinds of pages that may have prose: `prose/<kind>/<id>.md`. */
export const PROSE_KINDS = ['domains', 'services', 'events', 'commands', 'channels', 'containers', 'flows', 'teams'] as const;
export type ProseKind = (typeof PROSE_KINDS)[number];

/** All prose, by `kind/id`. */
export type AllProse = ReadonlyMap<string, Prose>;

const NONE: Prose = { name: undefined, summary: undefined, markdown: '' };

export const proseOf = (all: AllProse, kind: ProseKind, id: string): Prose => all.get(`${kind}/${id}`) ?? NONE;

/** Reads `catalog/prose`. */
export const readProse = async (catalog: string): Promise<AllProse> => {
  const all = new Map<string, Prose>();
  for (const kind of PROSE_KINDS) {
    const folder = join(catalog, 'prose', kind);
    if (!existsSync(folder)) continue;
    for (const file of (await readdir(folder)).filter((name) => name.endsWith('.md')).sort()) {
      const { fields, markdown } = frontMatter(await readFile(join(folder, file), 'utf8'), `catalog/prose/${kind}/${file}`);
      all.set(`${kind}/${file.replace(/\.md$/, '')}`, { name: textIn(fields.name), summary: textIn(fields.summary), markdown });
    }
  }
  return all;
};

/**
 * A file of Markdown that may begin with YAML between two lines of dashes.
 *
 * @throws CatalogError `INVALID_FRONT_MATTER`
 */
export const frontMatter = (
  text: string,
  file: string,
): { readonly fields: Readonly<Record<string, unknown>>; readonly markdown: string } => {
  const match = /^---\n(?<yaml>[\s\S]*?)\n---\n(?<rest>[\s\S]*)$/.exec(text);
  const fields = match?.groups === undefined ? {} : yamlIn(match.groups.yaml ?? '', file);
  return {
    fields: typeof fields === 'object' && fields !== null ? (fields as Readonly<Record<string, unknown>>) : {},
    markdown: (match?.groups?.rest ?? text).trim(),
  };
};

const yamlIn = (text: string, file: string): unknown => {
  try {
    return parse(text);
  } catch (cause) {
    const why = (cause as Error).message.split('\n')[0];
    throw new CatalogError('INVALID_FRONT_MATTER', `The front matter of ${file} is not YAML: ${why} Quote strings that contain a colon.`);
  }
};

const textIn = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
