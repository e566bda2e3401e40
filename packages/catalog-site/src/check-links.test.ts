import { expect, it } from 'vitest';
import { checkLinks } from './check-links.ts';
import { plantSite } from './plant-site.ts';

const problems = (files: Readonly<Record<string, string>>, seen?: Parameters<typeof checkLinks>[1]): string[] =>
  checkLinks(plantSite(files), seen).map(({ page, link, reason }) => `${page} -> ${link}: ${reason}`);

const page = (body: string): string => `<!doctype html><title>t</title><body>${body}</body>`;

it('a site whose links all lead somewhere has no problems', () => {
  expect(
    problems({
      'index.html': page(
        '<a href="/docs/a/1.0.0">a</a><a href="/docs/a/1.0.0/#x">x</a><a href="docs/a/1.0.0.md">md</a><a href="#">top</a><img src="/b%20c.svg">',
      ),
      'docs/a/1.0.0/index.html': page('<h2 id="x">x</h2><a href="/">home</a><a href="/?q=1">search</a>'),
      'docs/a/1.0.0.md': '# a',
      'b c.svg': '<svg/>',
    }),
  ).toEqual([]);
});

it.each([
  ['a page', '<a href="/docs/missing">m</a>', '/ -> /docs/missing: no such file'],
  ['a page, relatively', '<a href="missing">m</a>', '/ -> missing: no such file'],
  ['a picture', '<img src="/missing.png">', '/ -> /missing.png: no such file'],
  ['a picture for dense screens', '<img srcset="/ok.png 1x, /missing.png 2x">', '/ -> /missing.png: no such file'],
  ['a script', '<script src="/missing.js"></script>', '/ -> /missing.js: no such file'],
  ['a stylesheet', '<link rel="stylesheet" href="/missing.css">', '/ -> /missing.css: no such file'],
  ['a folder without a page', '<a href="/empty">e</a>', '/ -> /empty: no such file'],
  ['a place on the same page', '<a href="#missing">m</a>', '/ -> #missing: no such fragment'],
  ['a place on another page', '<a href="/other/#missing">m</a>', '/ -> /other/#missing: no such fragment'],
  ['a page with a stray %', '<a href="/100%#5%">m</a>', '/ -> /100%#5%: no such file'],
  ['no address at all', '<a href="http://[">m</a>', '/ -> http://[: no such file'],
])('a link to a missing %s is reported with its page', (_, body, expected) => {
  expect(problems({ 'index.html': page(body), 'other/index.html': page('other'), 'ok.png': 'x', 'empty/a.txt': 'x' })).toEqual([expected]);
});

it.each([
  ['a script', '<script src="https://cdn.example/x.js"></script>', 'https://cdn.example/x.js'],
  ['a script without a scheme', '<script src="//cdn.example/x.js"></script>', '//cdn.example/x.js'],
  ['a stylesheet', '<link rel="stylesheet" href="https://cdn.example/x.css">', 'https://cdn.example/x.css'],
  ['a picture', '<img src="https://cdn.example/x.png">', 'https://cdn.example/x.png'],
])('%s from another machine is a problem', (_, body, link) => {
  expect(problems({ 'index.html': page(body) })).toEqual([`/ -> ${link}: loads from another machine`]);
});

it('a link that a reader may follow to another machine is not a problem, nor is a reference that the page does not load', () => {
  expect(
    problems({
      'index.html': page(
        '<a href="https://example.com/">e</a><a href="mailto:a@b.c">m</a><link rel="canonical" href="https://c/"><img src="data:,">',
      ),
    }),
  ).toEqual([]);
});

it('the links of the sidebar, which come as JSON, are followed', () => {
  const files = { 'index.html': page(''), 'api/sidebar-data.json': '{"nodes":[{"pages":[{"href":"/"},{"href":"/gone"}]}]}' };
  expect(problems(files)).toEqual(['/api/sidebar-data.json -> /gone: no such file']);
});

it('links and places that only scripts make count once the browser has seen them', () => {
  const files = { 'index.html': page('<a href="#made">m</a>') };
  expect(problems(files)).toEqual(['/ -> #made: no such fragment']);
  expect(problems(files, new Map([['/', { links: ['/gone'], ids: ['made'] }]]))).toEqual(['/ -> /gone: no such file']);
});
