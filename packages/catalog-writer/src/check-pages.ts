import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Finding } from '@plumbline/contract-gate';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { isRecord } from './is-record.ts';
import { frontMatter } from './prose.ts';

/** Problems that EventCatalog's own linter does not detect. */
export type PageCode =
  /** An example of an event or command does not fit its schema. */
  | 'EXAMPLE_INVALID'
  /** An event or command has no schema, or an invalid one. */
  | 'SCHEMA_INVALID'
  /** A page refers to a page that does not exist. */
  | 'REFERENCE_UNKNOWN'
  /** A step of a flow leads to a step that does not exist. */
  | 'STEP_UNKNOWN'
  /** A service receives a version that no service sends. */
  | 'NOT_SENT'
  /** A page links to a file of the repository, which the site does not have. */
  | 'LINK_LEAVES_SITE'
  /** An event or command has no owner. */
  | 'NO_OWNER'
  /** Prose exists for a page that does not exist. */
  | 'PROSE_WITHOUT_PAGE';

interface Page {
  /** Relative to the pages' folder. */
  readonly file: string;
  readonly kind: string;
  readonly id: string;
  readonly version: string;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly text: string;
}

type Report = (code: PageCode, page: Pick<Page, 'file' | 'id'>, why: string, fix: string) => void;

/**
 * Checks the pages of a catalog against each other.
 *
 * @param catalog the folder with `pages/` and `prose/`
 */
export const checkPages = async (catalog: string): Promise<readonly Finding<PageCode>[]> => {
  const findings: Finding<PageCode>[] = [];
  const report: Report = (code, { file, id }, why, fix) =>
    void findings.push({ code, severity: 'error', subject: id, file: `catalog/pages/${file}`, why, fix });
  const pages = await readPages(join(catalog, 'pages'));
  const known = new Set(pages.flatMap(({ kind, id, version }) => [`${kind}/${id}`, `${kind}/${id}@${version}`]));
  for (const page of pages) {
    checkReferences(page, known, report);
    checkLinks(page, report);
    if (page.kind === 'flows') checkSteps(page, known, report);
    if (page.kind === 'events' || page.kind === 'commands') await checkMessage(join(catalog, 'pages'), page, report);
  }
  checkSent(pages, known, report);
  await checkProse(catalog, known, report);
  return findings;
};

const LINK = 'Correct the source of the page: its contract, manifest or stack.';

/** The fields that name other pages, with their kind. */
const REFERENCES: Readonly<Record<string, string>> = {
  services: 'services',
  flows: 'flows',
  writesTo: 'containers',
  readsFrom: 'containers',
  routes: 'channels',
  sends: 'events',
  receives: 'events',
};

const checkReferences = (page: Page, known: ReadonlySet<string>, report: Report): void => {
  const look = (kind: string, reference: Reference): void => {
    if (!known.has(keyOf(kind, reference)))
      report('REFERENCE_UNKNOWN', page, `It names ${keyOf(kind, reference)}, which has no page.`, LINK);
  };
  for (const [field, kind] of Object.entries(REFERENCES)) {
    for (const reference of recordsIn(page.fields[field])) {
      look(kind === 'events' ? messageKind(known, reference) : kind, reference);
      for (const channel of [...recordsIn(reference.to), ...recordsIn(reference.from)]) look('channels', channel);
    }
  }
  for (const owner of listOf(page.fields.owners)) look('teams', { id: owner });
};

/** Services send and receive events and commands, and receive queries, which need no sender. */
const messageKind = (known: ReadonlySet<string>, reference: Reference): string =>
  ['commands', 'queries'].find((kind) => known.has(keyOf(kind, reference))) ?? 'events';

/** A link that starts with neither an address, the site's root nor a place on the page leads to a file beside the page's source. */
const RELATIVE_LINK = /\]\((?![a-z]+:|\/|#)([^)\s]+)/g;

const checkLinks = (page: Page, report: Report): void => {
  for (const [, link] of page.text.matchAll(RELATIVE_LINK)) {
    report(
      'LINK_LEAVES_SITE',
      page,
      `It links to ${link}, a file of the repository that is not part of the site.`,
      'Write the file name as code instead.',
    );
  }
};

const checkSteps = (page: Page, known: ReadonlySet<string>, report: Report): void => {
  const steps = recordsIn(page.fields.steps);
  const ids = new Set(steps.map(({ id }) => id));
  for (const step of steps) {
    for (const next of listOf(step.next_steps)) {
      const id = isRecord(next) ? next.id : next;
      if (!ids.has(id)) report('STEP_UNKNOWN', page, `Its step ${String(step.id)} leads to ${String(id)}, which does not exist.`, LINK);
    }
    for (const [field, kind] of [
      ['service', 'services'],
      ['message', 'events'],
      ['container', 'containers'],
    ] as const) {
      const reference = step[field];
      if (!isRecord(reference)) continue;
      const key = keyOf(field === 'message' ? messageKind(known, reference) : kind, reference);
      if (!known.has(key)) report('REFERENCE_UNKNOWN', page, `Its step ${String(step.id)} names ${key}, which has no page.`, LINK);
    }
  }
};

const checkMessage = async (pages: string, page: Page, report: Report): Promise<void> => {
  if (listOf(page.fields.owners).length === 0) report('NO_OWNER', page, 'It has no owner.', 'Name the team in the contract: owner.');
  const folder = dirname(join(pages, page.file));
  let validate: ReturnType<Ajv2020['compile']>;
  try {
    validate = validator().compile(JSON.parse(await readFile(join(folder, String(page.fields.schemaPath)), 'utf8')) as object);
  } catch (cause) {
    report('SCHEMA_INVALID', page, `Its schema can't be read: ${(cause as Error).message}`, 'Run "npm run plumb -- catalog".');
    return;
  }
  const examples = join(folder, 'examples');
  for (const name of existsSync(examples) ? await readdir(examples) : []) {
    const why = exampleError(validate, await readFile(join(examples, name), 'utf8'));
    if (why !== undefined)
      report('EXAMPLE_INVALID', page, `Its example ${name} does not fit its schema: ${why}`, 'Correct the example beside the contract.');
  }
};

const validator = (): Ajv2020 => {
  const ajv = new Ajv2020({ allErrors: true, strict: false });
  addFormats.default(ajv);
  return ajv;
};

const exampleError = (validate: ReturnType<Ajv2020['compile']>, text: string): string | undefined => {
  try {
    if (validate(JSON.parse(text))) return undefined;
    return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`).join('; ');
  } catch (cause) {
    return (cause as Error).message;
  }
};

const checkSent = (pages: readonly Page[], known: ReadonlySet<string>, report: Report): void => {
  const keysOf = (field: string, page: Page): readonly string[] =>
    recordsIn(page.fields[field])
      .map((reference) => keyOf(messageKind(known, reference), reference))
      .filter((key) => !key.startsWith('queries/'));
  const sent = new Set(pages.flatMap((page) => keysOf('sends', page)));
  for (const page of pages) {
    for (const key of keysOf('receives', page)) {
      if (!sent.has(key))
        report(
          'NOT_SENT',
          page,
          `It receives ${key}, which no service sends.`,
          'Publish the event or send the command in a function, or subscribe to a published event.',
        );
    }
  }
};

const checkProse = async (catalog: string, known: ReadonlySet<string>, report: Report): Promise<void> => {
  const prose = join(catalog, 'prose');
  for (const entry of existsSync(prose) ? await readdir(prose, { recursive: true, withFileTypes: true }) : []) {
    if (!entry.isFile() || !entry.name.endsWith('.md')) continue;
    const key = `${basename(entry.parentPath)}/${entry.name.replace(/\.md$/, '')}`;
    if (known.has(key)) continue;
    report(
      'PROSE_WITHOUT_PAGE',
      { file: `../prose/${key}.md`, id: key },
      'No page of that kind and name exists.',
      'Rename or remove the file.',
    );
  }
};

type Reference = Readonly<Record<string, unknown>>;

const keyOf = (kind: string, { id, version }: Reference): string =>
  `${kind}/${String(id)}${version === undefined ? '' : `@${String(version)}`}`;

const readPages = async (folder: string): Promise<readonly Page[]> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && /\.mdx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
  const pages = await Promise.all(files.sort().map((file) => readPage(folder, file)));
  return pages.filter((page) => page !== undefined);
};

/** The kind of a page is the name of its folder's parent folder; a team's page is a file. */
const readPage = async (folder: string, file: string): Promise<Page | undefined> => {
  const text = await readFile(join(folder, file), 'utf8');
  const { fields } = frontMatter(text, `catalog/pages/${file}`);
  if (typeof fields.id !== 'string') return undefined;
  const parts = file.split('/');
  const kind = parts.findLast((part, index) => index < parts.length - 1 && KINDS.has(part)) ?? '';
  return { file, kind, id: fields.id, version: String(fields.version), fields, text };
};

const KINDS: ReadonlySet<string> = new Set([...Object.values(REFERENCES), 'domains', 'commands', 'queries', 'teams', 'adrs']);

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const recordsIn = (value: unknown): readonly Reference[] => listOf(value).filter(isRecord);
