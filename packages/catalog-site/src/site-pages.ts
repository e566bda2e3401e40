import { globSync } from 'node:fs';

/** The addresses of all pages of a built site, as links name them: `/`, `/docs/events/OrderCreated/1.0.0`. Sorted. */
export const sitePages = (folder: string): string[] =>
  globSync('**/*.html', { cwd: folder })
    .map((file) => `/${file.replaceAll('\\', '/')}`)
    .map((file) => (file.endsWith('/index.html') ? file.slice(0, -'/index.html'.length) || '/' : file))
    .sort();
