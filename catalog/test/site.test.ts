import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  catalogFolders,
  checkLinks,
  findChromium,
  openChromium,
  serveFolder,
  sitePages,
  type Visit,
  visitPages,
  withoutKnown,
} from '@plumbline/catalog-site';
import { beforeAll, describe, expect, it } from 'vitest';
import { KNOWN_IN_THE_BROWSER, KNOWN_LINKS } from './known-problems.ts';

const { built } = catalogFolders(fileURLToPath(new URL('..', import.meta.url)));
/** About a third of a second for each page on two idle cores. */
const VISIT_TIMEOUT_MS = 900_000;

const unbuilt = !existsSync(built);
if (unbuilt) console.log(`catalog: nothing was checked, there is no built site in ${built}. Run: npm run catalog -- --build`);
const blind = unbuilt || findChromium(process.env) === undefined;
if (blind && !unbuilt) console.log('catalog: the pages were not visited, no Chromium was found. Install it, or set CHROMIUM_PATH.');

describe.skipIf(unbuilt)('the built site', () => {
  it('has its pages: home, and one or more of each kind that the catalog is about', () => {
    const pages = sitePages(built);
    const kinds = [
      /^\/$/,
      /^\/docs\/domains\/./,
      /^\/docs\/services\/./,
      /^\/docs\/events\/./,
      /^\/docs\/channels\/./,
      /^\/docs\/teams\/./,
    ];
    expect(kinds.filter((kind) => !pages.some((page) => kind.test(page)))).toEqual([]);
  });

  it('has no dead link, and loads nothing from another machine', () => {
    expect(withoutKnown(checkLinks(built), [])).toEqual([]);
  });
});

describe.skipIf(blind)('the built site in a browser', () => {
  let visit: Visit;
  beforeAll(async () => {
    const served = await serveFolder(built);
    const browser = await openChromium();
    visit = await visitPages(browser, { site: served.url, pages: sitePages(built) });
    await browser.close();
    await served.close();
  }, VISIT_TIMEOUT_MS);

  it('has no page with an error, and no page that asks another machine for anything', () => {
    expect(withoutKnown(visit.problems, KNOWN_IN_THE_BROWSER)).toEqual([]);
  });

  it('has no dead link among those that its scripts make', () => {
    expect(withoutKnown(checkLinks(built, visit.seen), KNOWN_LINKS)).toEqual([]);
  });
});
