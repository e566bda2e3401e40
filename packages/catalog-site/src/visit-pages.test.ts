import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findChromium } from './find-chromium.ts';
import { openChromium } from './open-chromium.ts';
import { plantSite } from './plant-site.ts';
import { serveFolder } from './serve-folder.ts';
import { sitePages } from './site-pages.ts';
import { type Visit, visitPages } from './visit-pages.ts';

const without = findChromium(process.env) === undefined;
if (without) console.log('visit-pages: skipped, no Chromium was found. Install it, or set CHROMIUM_PATH.');

describe.skipIf(without)('visiting a site', { timeout: 60_000 }, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openChromium();
  }, 60_000);
  afterAll(() => browser.close());

  const visit = async (files: Readonly<Record<string, string>>): Promise<Visit> => {
    const folder = plantSite(files);
    const served = await serveFolder(folder);
    try {
      return await visitPages(browser, { site: served.url, pages: sitePages(folder), parallel: 2 });
    } finally {
      await served.close();
    }
  };
  const page = (body: string): string => `<!doctype html><link rel="icon" href="data:,"><body>${body}</body>`;
  const problemOf = async (body: string): Promise<string[]> => {
    const { problems } = await visit({ 'index.html': page('fine'), 'bad/index.html': page(body) });
    return problems.map(({ page: path, reason, detail }) => `${path} ${reason}: ${detail}`);
  };

  it('finds nothing on a site without faults, and has seen every page', async () => {
    const { problems, seen } = await visit({
      'index.html': page('<a href="/a">a</a><script>console.log("hello"); console.warn("careful")</script>'),
      'a/index.html': page('<p id="x"></p>'),
    });
    expect(problems).toEqual([]);
    expect([...seen]).toEqual([
      ['/', { links: ['/a'], ids: [] }],
      ['/a', { links: [], ids: ['x'] }],
    ]);
  });

  it('names the page of a console error', async () => {
    expect(await problemOf('<script>console.error("broken")</script>')).toEqual(['/bad console error: broken']);
  });

  it('names the page of a thrown error', async () => {
    expect(await problemOf('<script>throw new Error("thrown")</script>')).toEqual(['/bad script error: thrown']);
  });

  it('reports a request for a missing file', async () => {
    expect(await problemOf('<script>fetch("/missing.json")</script>')).toContainEqual(
      expect.stringMatching(/^\/bad status: 404 http:\/\/127\.0\.0\.1:\d+\/missing\.json$/),
    );
  });

  it.each([
    ['fetch', '<script>fetch("https://outside.example/x").catch(() => 0)</script>'],
    ['an address', '<script>fetch("http://192.0.2.1/x").catch(() => 0)</script>'],
    ['a frame', '<iframe src="https://outside.example/x"></iframe>'],
    ['a picture', '<img src="https://outside.example/x">'],
    ['another port of this machine', '<script>fetch("http://localhost:9/x").catch(() => 0)</script>'],
  ])('names a request to another machine, made by %s', async (_, body) => {
    expect(await problemOf(body)).toContainEqual(expect.stringMatching(/^\/bad request to another machine: http.*\/x$/));
  });

  it('sees what scripts make, also when it comes late', async () => {
    const island = '<astro-island ssr client="idle"></astro-island>';
    // The part is awake only when the visitor has asked for it a few times, as each question is counted.
    const script = `
      const ask = document.querySelector.bind(document);
      let asked = 0;
      document.querySelector = (selector) => {
        asked += 1;
        if (asked === 5) document.body.innerHTML = '<a id="late" href="/late">late</a>';
        return ask(selector);
      };`;
    const { seen } = await visit({ 'index.html': page(`${island}<script>${script}</script>`) });
    expect(seen.get('/')).toEqual({ links: ['/late'], ids: ['late'] });
  });

  it('wakes the parts that wait for an idle browser on a page that is never idle', async () => {
    const island = '<astro-island ssr client="idle"></astro-island>';
    const script = `
      requestIdleCallback(() => { document.body.innerHTML = '<p id="awake"></p>'; });
      const draw = () => {
        const until = performance.now() + 20;
        while (performance.now() < until);
        requestAnimationFrame(draw);
      };
      draw();`;
    const { problems, seen } = await visit({ 'index.html': page(`${island}<script>${script}</script>`) });
    expect(problems).toEqual([]);
    expect(seen.get('/')).toEqual({ links: [], ids: ['awake'] });
  });

  it('shows each page as to someone who comes for the first time', async () => {
    const remember = `<script>if (localStorage.getItem('was')) console.error('was here'); localStorage.setItem('was', '1');</script>`;
    const { problems } = await visit({ 'index.html': page(remember), 'a/index.html': page(remember), 'b/index.html': page(remember) });
    expect(problems).toEqual([]);
  });
});
