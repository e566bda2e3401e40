import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { sitePages } from './site-pages.ts';

/** The pages to review after a change of the pages or of EventCatalog's version. The first matching page of each kind is used. */
const SHOTS: Readonly<Record<string, RegExp>> = {
  home: /^\/$/,
  domain: /^\/docs\/domains\/[^/]+\/[^/]+$/,
  service: /^\/docs\/services\/[^/]+\/[^/]+$/,
  'event-old-version': /^\/docs\/events\/[^/]+\/1\.0\.0$/,
  'event-new-version': /^\/docs\/events\/[^/]+\/2\.\d+\.\d+$/,
  changelog: /^\/docs\/events\/[^/]+\/2\.\d+\.\d+\/changelog$/,
  schema: /^\/schemas\/events\/[^/]+\/[^/]+$/,
  channel: /^\/docs\/channels\/[^/]+\/[^/]+$/,
  'data-store': /^\/docs\/containers\/[^/]+\/[^/]+$/,
  asyncapi: /^\/docs\/services\/[^/]+\/[^/]+\/asyncapi\//,
  'service-graph': /^\/visualiser\/services\/[^/]+\/[^/]+$/,
  'domain-graph': /^\/visualiser\/domains\/[^/]+\/[^/]+$/,
  flow: /^\/docs\/flows\/[^/]+\/[^/]+$/,
  'flow-graph': /^\/visualiser\/flows\/[^/]+\/[^/]+$/,
  team: /^\/docs\/teams\/[^/]+$/,
  decision: /^\/docs\/adrs\/[^/]+\/[^/]+$/,
  glossary: /^\/docs\/domains\/[^/]+\/language$/,
  events: /^\/discover\/events$/,
};

/** Graphs are laid out and faded in after everything has loaded. */
const DRAWN_MS = 1500;

/**
 * Takes a picture of each kind of page, in light and in dark, into `folder`.
 * @returns the pictures' paths; a kind that the site has no page of is left out
 */
export const takeScreenshots = async (browser: Browser, built: string, site: string, folder: string): Promise<string[]> => {
  mkdirSync(folder, { recursive: true });
  const pages = sitePages(built);
  const taken: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    // The site remembers its colour mode and visited pages; each screenshot shows a first visit.
    await context.addInitScript(
      `localStorage.clear(); sessionStorage.clear(); localStorage.setItem('eventcatalog-theme', '${colorScheme}');`,
    );
    const tab = await context.newPage();
    for (const [name, pattern] of Object.entries(SHOTS)) {
      const page = pages.find((candidate) => pattern.test(candidate));
      if (page === undefined) continue;
      await tab.goto(`${site}${page}`, { waitUntil: 'networkidle' });
      await tab.waitForTimeout(DRAWN_MS);
      const file = join(folder, `${name}-${colorScheme}.png`);
      await tab.screenshot({ path: file });
      taken.push(file);
    }
    await context.close();
  }
  return taken;
};
