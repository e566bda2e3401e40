import type { KnownProblem } from '@plumbline/catalog-site';

/** What EventCatalog 3.48.4 does wrong in its browser pages, where we can do nothing about it. Nothing of ours may be put here. */
export const KNOWN_IN_THE_BROWSER: readonly KnownProblem[] = [
  { page: /^\/miro$/, because: 'a page about an add-on: it frames miro.com. Nothing links to it.' },
  { page: /^\/diagrams\/.*\/embed$/, because: 'for other sites to frame: it loads Mermaid from jsdelivr. Nothing links to it.' },
];

/** Dead links that EventCatalog 3.48.4 makes by itself. */
export const KNOWN_LINKS: readonly KnownProblem[] = [
  { page: /^\/schemas\/explorer$/, text: /\/undefined /, because: 'its producers and consumers come without their version.' },
];
