import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Parser } from 'htmlparser2';
import { sitePages } from './site-pages.ts';

/** Something wrong with one link, as `page`, `link` and `reason`. */
export interface LinkProblem {
  readonly page: string;
  readonly link: string;
  readonly reason: 'no such file' | 'no such fragment' | 'loads from another machine';
}

/** What a page held once its scripts had run. */
export interface SeenPage {
  /** The addresses of `<a href>`, as they are written. */
  readonly links: readonly string[];
  readonly ids: readonly string[];
}

interface Page {
  readonly links: readonly Link[];
  readonly ids: ReadonlySet<string>;
}

interface Link {
  readonly to: string;
  /** Whether the browser fetches it by itself: pictures, scripts, stylesheets; not `<a href>`. */
  readonly loads: boolean;
}

/** Only for resolving: links within the site are those that stay on it. */
const ORIGIN = 'http://site.invalid';

/**
 * Reads every page of a built site and says which links lead nowhere. Needs no browser. What only scripts make is known when
 * `visitPages` has seen it.
 * @param seen by the page's path
 */
export const checkLinks = (folder: string, seen: ReadonlyMap<string, SeenPage> = new Map()): LinkProblem[] => {
  const pages = new Map(sitePages(folder).map((path) => [path, withSeen(readPage(fileOf(folder, path) ?? ''), seen.get(path))]));
  for (const file of globSync('api/**/*.json', { cwd: folder }))
    pages.set(`/${file}`, { links: hrefsIn(readJson(join(folder, file))), ids: new Set() });
  const problems = [...pages].flatMap(([page, { links }]) => links.flatMap((link) => problemsOf(folder, pages, page, link)));
  return [...new Map(problems.map((problem) => [`${problem.page}\n${problem.link}`, problem])).values()];
};

const withSeen = (page: Page, seen: SeenPage | undefined): Page =>
  seen === undefined
    ? page
    : { links: [...page.links, ...seen.links.map((to) => ({ to, loads: false }))], ids: new Set([...page.ids, ...seen.ids]) };

const problemsOf = (folder: string, pages: ReadonlyMap<string, Page>, page: string, { to, loads }: Link): LinkProblem[] => {
  const base = `${ORIGIN}${page}`;
  if (!URL.canParse(to, base)) return [{ page, link: to, reason: 'no such file' }];
  const url = new URL(to, base);
  if (url.origin !== ORIGIN)
    return loads && /^https?:$/.test(url.protocol) ? [{ page, link: to, reason: 'loads from another machine' }] : [];
  const path = decoded(url.pathname);
  const file = fileOf(folder, path);
  if (file === undefined) return [{ page, link: to, reason: 'no such file' }];
  const fragment = decoded(url.hash.slice(1));
  const target = pages.get(path === '/' ? path : path.replace(/(\/index\.html|\/)$/, ''));
  if (fragment === '' || target === undefined || target.ids.has(fragment)) return [];
  return [{ page, link: to, reason: 'no such fragment' }];
};

/** A `%` that stands for nothing is taken as it is written. */
const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** The file that answers a path, as serveFolder would answer it. */
const fileOf = (folder: string, path: string): string | undefined =>
  [join(folder, path), join(folder, path, 'index.html')].find((file) => existsSync(file) && statSync(file).isFile());

const readPage = (file: string): Page => {
  const links: Link[] = [];
  const ids = new Set<string>();
  const parser = new Parser({
    onopentag: (name, { href, src, srcset, id, rel, ...rest }) => {
      if (id !== undefined) ids.add(id);
      if (name === 'a' && rest.name !== undefined) ids.add(rest.name);
      // <base>, and <link rel="canonical"> and the like, say something about the page; they are not followed.
      const loads = name === 'link' && /\b(stylesheet|icon|preload|modulepreload|preconnect|manifest)\b/.test(rel ?? '');
      if (href !== undefined && (name === 'a' || name === 'area' || loads)) links.push({ to: href, loads });
      if (src !== undefined) links.push({ to: src, loads: true });
      for (const candidate of srcset?.split(',') ?? []) links.push({ to: candidate.trim().split(/\s/)[0] ?? '', loads: true });
    },
  });
  parser.end(readFileSync(file, 'utf8'));
  return { links, ids };
};

/** EventCatalog's sidebar is made from JSON; its links are the values of `href`. */
const hrefsIn = (value: unknown): Link[] => {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'href' && typeof inner === 'string' ? [{ to: inner, loads: false }] : hrefsIn(inner),
  );
};

const readJson = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));
