import type { Browser, Page } from 'playwright-core';
import type { SeenPage } from './check-links.ts';

/** What went wrong on one page, in the browser. */
export interface PageProblem {
  readonly page: string;
  readonly reason: 'status' | 'console error' | 'script error' | 'request to another machine';
  readonly detail: string;
}

/** All that was seen while pages were visited. */
export interface Visit {
  readonly problems: readonly PageProblem[];
  /** What each page held once its scripts had run, by its path. A page that leads on to another one counts as that one. */
  readonly seen: ReadonlyMap<string, SeenPage>;
}

export interface VisitOptions {
  /** Where the site is served, without a slash at the end. */
  readonly site: string;
  readonly pages: readonly string[];
  /** Pages open at the same time. @default 4 */
  readonly parallel?: number;
}

/** A page that has not settled after this long is a problem of its own. */
const PAGE_TIMEOUT_MS = 60_000;

/** Astro has brought the page's parts to life: it takes `ssr` away then. Parts that wait to be scrolled to are left asleep. */
const AWAKE = `document.querySelector('astro-island[ssr]:is([client="load"], [client="idle"], [client="only"])') === null`;
/** Resolves when the hydrated parts and their links have been drawn. */
const DRAWN = 'new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))';
/** The site remembers visited pages. Clears that memory, so that each page shows a first visit. */
const FORGET = 'try { localStorage.clear(); sessionStorage.clear(); } catch {}';
/**
 * On a busy machine, a page that draws every frame is never idle, and its parts with `client="idle"` would sleep forever. Gives each idle
 * callback a deadline, after which the browser calls it without idle time.
 * @see https://www.w3.org/TR/requestidlecallback/#the-requestidlecallback-method
 */
const IDLE_DEADLINE_MS = 1_000;
const IDLE_WITH_DEADLINE = `
  const whenIdle = window.requestIdleCallback.bind(window);
  window.requestIdleCallback = (callback, options) => whenIdle(callback, { timeout: ${IDLE_DEADLINE_MS}, ...options });`;
/** Asking at every frame would itself keep a page from being idle. */
const ASK_EVERY_MS = 100;

/**
 * Opens every page in the browser and notes console errors, thrown errors, answers other than 200, and requests that would leave
 * the machine; those are refused, so nothing is sent.
 */
export const visitPages = async (browser: Browser, options: VisitOptions): Promise<Visit> => {
  const problems: PageProblem[] = [];
  const seen = new Map<string, SeenPage>();
  const waiting = [...options.pages];
  const visitor = async (): Promise<void> => {
    const context = await browser.newContext({ reducedMotion: 'reduce' });
    await context.addInitScript(FORGET);
    await context.addInitScript(IDLE_WITH_DEADLINE);
    // One tab for many pages: a new tab would start a new process and compile all scripts again.
    const tab = await context.newPage();
    let path = '';
    watch(tab, options.site, (reason, detail) => void problems.push({ page: path, reason, detail }));
    for (path = waiting.shift() ?? ''; path !== ''; path = waiting.shift() ?? '') {
      try {
        await tab.goto(`${options.site}${path}`, { waitUntil: 'networkidle', timeout: PAGE_TIMEOUT_MS });
        await tab.waitForFunction(AWAKE, undefined, { timeout: PAGE_TIMEOUT_MS, polling: ASK_EVERY_MS });
        await tab.evaluate(DRAWN);
        seen.set(new URL(tab.url()).pathname, await read(tab));
      } catch (error) {
        problems.push({ page: path, reason: 'script error', detail: error instanceof Error ? error.message : String(error) });
      }
    }
    await context.close();
  };
  await Promise.all(Array.from({ length: options.parallel ?? 4 }, visitor));
  return {
    problems: problems.sort((a, b) => byPath(a.page, b.page)),
    seen: new Map([...seen].sort(([a], [b]) => byPath(a, b))),
  };
};

/** The order of visiting is chance; the answer's is not. */
const byPath = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Tells what goes wrong in a tab, whatever page it shows. */
const watch = (tab: Page, site: string, note: (reason: PageProblem['reason'], detail: string) => void): void => {
  tab.on('console', (message) => message.type() === 'error' && note('console error', message.text()));
  tab.on('pageerror', (error) => note('script error', error.message));
  tab.on('response', (response) => response.status() >= 400 && note('status', `${response.status()} ${response.url()}`));
  // Not by Playwright's routes, which would switch the browser's cache off.
  tab.on('request', (request) => {
    if (!staysHere(new URL(request.url()), site)) note('request to another machine', request.url());
  });
};

const read = async (tab: Page): Promise<SeenPage> => ({
  links: await tab.locator('a[href]').evaluateAll((anchors) => anchors.map((anchor) => anchor.getAttribute('href') ?? '')),
  ids: await tab.locator('[id]').evaluateAll((elements) => elements.map((element) => element.id)),
});

const staysHere = (url: URL, site: string): boolean => url.origin === site || /^(data|blob|about):$/.test(url.protocol);
