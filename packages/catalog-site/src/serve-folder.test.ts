import { expect, it } from 'vitest';
import { plantSite } from './plant-site.ts';
import { serveFolder } from './serve-folder.ts';

const FILES = {
  'index.html': 'home',
  'docs/a/1.0.0/index.html': 'page',
  'docs/a/1.0.0.md': 'markdown',
  '_astro/x.abc.js': 'script',
  '.well-known/api-catalog': '{}',
};

it.each([
  ['/', 200, 'home'],
  ['/docs/a/1.0.0', 200, 'page'],
  ['/docs/a/1.0.0/', 200, 'page'],
  ['/docs/a/1.0.0.md', 200, 'markdown'],
  ['/.well-known/api-catalog', 200, '{}'],
  ['/docs/a', 404, 'Not found: /docs/a\n'],
  ['/../../etc/passwd', 404, 'Not found: /etc/passwd\n'],
])('%s answers %i', async (path, status, body) => {
  const served = await serveFolder(plantSite(FILES));
  const response = await fetch(`${served.url}${path}`);
  expect(response.status).toEqual(status);
  expect(await response.text()).toEqual(body);
  await served.close();
});

it('lets browsers keep only the files whose names say their content', async () => {
  const served = await serveFolder(plantSite(FILES));
  expect((await fetch(`${served.url}/_astro/x.abc.js`)).headers.get('cache-control')).toContain('immutable');
  expect((await fetch(`${served.url}/`)).headers.get('cache-control') ?? '').not.toContain('immutable');
  await served.close();
});

it('names the command to run when the site is not built', async () => {
  await expect(serveFolder(plantSite({ 'a.txt': '' }))).rejects.toThrow(/has no built site\. Run: npm run catalog -- --build/);
});
