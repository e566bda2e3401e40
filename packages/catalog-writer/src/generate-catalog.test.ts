import { mkdtemp, readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineQuery, downcast, thinVariant } from '@plumbline/event-kit';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { domain, event, fn, largeSystem, source } from '../test/system.ts';
import type { CatalogSource } from './catalog-source.ts';
import { generateCatalog } from './generate-catalog.ts';

const generate = async (from: CatalogSource): Promise<ReadonlyMap<string, string>> => {
  const folder = join(await mkdtemp(join(tmpdir(), 'plumbline-pages-')), 'pages');
  await generateCatalog(from, folder);
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return new Map(
    await Promise.all(files.sort().map(async (file) => [file.slice(folder.length + 1), await readFile(file, 'utf8')] as const)),
  );
};

const pageOf = (pages: ReadonlyMap<string, string>, end: string): string => {
  const [, content] = [...pages].find(([file]) => file.endsWith(end)) ?? [];
  if (content === undefined) throw new Error(`The page ${end} does not exist: ${[...pages.keys()].join(', ')}`);
  return content;
};

describe('generateCatalog', () => {
  it('when it is run twice, then every byte is the same', async () => {
    const [once, again] = [await generate(largeSystem(20)), await generate(largeSystem(20))];
    expect(once.size).toBeGreaterThan(80);
    expect(again).toEqual(once);
  });

  it('when the source is read in another order, then every byte is the same', async () => {
    const one = largeSystem(20);
    const { topology } = one;
    const other = { ...one, topology: { ...topology, functions: topology.functions.toReversed(), rules: topology.rules.toReversed() } };
    const sorted = (pages: ReadonlyMap<string, string>) =>
      [...pages].filter(([file]) => file.endsWith('index.mdx') && file.includes('/events/'));
    expect(sorted(await generate(other))).toEqual(sorted(await generate(one)));
  });
});

describe('the pages of flows', () => {
  const flowsOf = async (shape: z.ZodRawShape, data: object, ...conditions: readonly object[]): Promise<readonly string[]> => {
    const cooked = event({ type: 'DishCooked', shape, data });
    const takers = conditions.map((condition, index) => fn('hall', `serve-${index}`, [], [[cooked, condition]]));
    const pages = await generate(source([fn('stove', 'cook', [cooked]), ...takers], [domain('kitchen', [cooked])]));
    return [...pages.keys()].flatMap((file) => /flows\/([^/]+)\/index\.mdx$/.exec(file)?.[1] ?? []).sort();
  };

  it('when a rule has a condition on a property that the event lacks, then it draws no flow', async () => {
    const shape = { size: z.enum(['small', 'large']) };
    expect(await flowsOf(shape, { size: 'small' }, { size: ['small'] }, { sise: ['small'] })).toEqual(['cook-large', 'cook-small']);
  });

  it('when rules route by two properties with the same values, then each flow has its own page', async () => {
    const shape = { first: z.enum(['cold', 'warm']), second: z.enum(['cold', 'hot']) };
    const flows = await flowsOf(shape, { first: 'cold', second: 'cold' }, { first: ['cold'] }, { second: ['cold'] });
    expect(flows).toEqual(['cook-first-cold', 'cook-hot', 'cook-second-cold', 'cook-warm']);
  });

  it('when values differ only by a dash, then each flow has its own page', async () => {
    const shape = { way: z.enum(['pick_up', 'pick-up']) };
    expect(await flowsOf(shape, { way: 'pick_up' }, { way: ['pick_up'] })).toEqual(['cook-way-pick-up', 'cook-way-pick-up-2']);
  });
});

describe('the page of an event', () => {
  const retired = event({
    type: 'DishCooked',
    version: '1.0',
    more: { deprecated: { since: '2025-01-01', sunset: '2025-06-30', reason: 'Use v2.' } },
  });
  const older = event({
    type: 'DishCooked',
    version: '2.3',
    more: { deprecated: { since: '2026-01-01', sunset: '2026-12-31', reason: 'Use v3.' } },
  });
  const newer = event({
    type: 'DishCooked',
    version: '3.0',
    shape: { id: z.string(), guests: z.int().optional() },
    more: { downcast: downcast(older, ({ id }: { id: string }) => ({ id })) },
  });
  const pages = generate(
    source(
      [fn('stove', 'cook', [newer, older]), fn('hall', 'serve', [], [[older]]), fn('till', 'charge', [], [[newer]])],
      [domain('kitchen', [newer, older], [retired])],
    ),
  );

  it('when an event has several major versions, then each has a page with its schema and its users', async () => {
    const events = 'domains/kitchen/services/stove/events/DishCooked';
    expect([...(await pages).keys()].filter((file) => file.startsWith(events) && file.endsWith('schema.json'))).toEqual([
      `${events}/schema.json`,
      `${events}/versioned/1.0.0/schema.json`,
      `${events}/versioned/2.3.0/schema.json`,
    ]);
    const [current, deprecated] = [pageOf(await pages, 'DishCooked/index.mdx'), pageOf(await pages, '2.3.0/index.mdx')];
    expect(current).toMatch(/\| publishes \| `cook`[\s\S]*\| consumes \| `charge`/);
    expect(current).not.toContain('| consumes | `serve`');
    expect(current).toMatch(/published beside it.*DishCooked v2/);
    expect(deprecated).toMatch(/\| consumes \| `serve`/);
    expect(deprecated).not.toContain('| consumes | `charge`');
  });

  it('when a major version is deprecated or retired, then its page gives the date and the reason', async () => {
    expect(pageOf(await pages, '2.3.0/index.mdx')).toMatch(
      /deprecated:\n {2}date: '2026-12-31'\n {2}message: Use it until 2026-12-31. Use v3./,
    );
    expect(pageOf(await pages, '1.0.0/index.mdx')).toMatch(/message: No function publishes this version. Use v2./);
    const table = pageOf(await pages, 'DishCooked/index.mdx');
    expect(table).toMatch(/\[3\.0\].*current[\s\S]*\[2\.3\].*deprecated, until 2026-12-31[\s\S]*\[1\.0\].*retired/);
  });

  it('when a version follows another, then its changelog lists the changes', async () => {
    expect(pageOf(await pages, 'DishCooked/changelog.mdx')).toMatch(/Changes since 2\.3:\n\n- guests was added: optional, .*\n$/);
    expect(pageOf(await pages, 'versioned/1.0.0/changelog.mdx')).toContain('The first version.');
  });
});

describe('the page of a query', () => {
  it('when it enriches a thin event, then the page names the event and the parameters', async () => {
    const cooked = event({ type: 'DishCooked' });
    const dish = defineQuery({
      name: 'DishById',
      summary: 'A dish as it is now.',
      owner: 'kitchen-team',
      parameters: z.object({ id: z.string().describe('Which one.') }),
      result: cooked.data,
    });
    const names = { eventType: 'DishNotice', detailType: 'dish-notice', version: '1.0', summary: 'Ask.', examples: [] } as const;
    const notice = thinVariant(cooked, { ...names, keeps: ['id'], enrichedBy: dish });
    const pages = await generate(source([fn('stove', 'cook', [cooked, notice])], [domain('kitchen', [cooked, notice], [], [dish])]));
    const page = pageOf(pages, 'services/stove/queries/DishById/index.mdx');
    expect(page).toMatch(/Is answered by \[stove\][\s\S]*\| `id` \| Which one\. \|[\s\S]*DishNotice v1/);
    const service = pageOf(pages, 'services/stove/index.mdx');
    expect(service).toMatch(/receives:\n {2}- id: DishById\n {4}version: 1\.0\.0\n[a-z-]/);
    expect(service).toMatch(/## Queries\n\n- \[DishById\]\(\/docs\/queries\/DishById\/1\.0\.0\): A dish as it is now\./);
    expect(JSON.parse(pageOf(pages, 'queries/DishById/schema.json'))).toMatchObject({ title: 'DishById', required: ['id'] });
    expect(pageOf(pages, 'events/DishNotice/index.mdx')).toMatch(/thin variant of.*DishCooked v1.*enriched by `DishById`/);
  });
});

describe('a flow', () => {
  const ordered = event({
    type: 'Ordered',
    shape: { id: z.string(), place: z.enum(['here', 'home', 'garden']) },
    data: { id: 'a', place: 'here' },
  });
  const packed = event({ type: 'Packed' });
  const pages = generate(
    source(
      [
        fn('shop', 'take-order', [ordered]),
        fn('hall', 'serve', [], [[ordered, { place: ['here'] }]]),
        fn('courier', 'pack', [packed], [[ordered, { place: ['home'] }]]),
        fn('hall', 'clean', [], [[packed]]),
      ],
      [domain('kitchen', [ordered, packed])],
      { prose: new Map([['flows/take-order-home', { name: 'To go', summary: 'By courier.', markdown: 'Mind the soup.' }]]) },
    ),
  );

  it('when rules route by a property, then each of its values has a flow with the functions that it reaches', async () => {
    const steps = async (id: string) =>
      [...pageOf(await pages, `flows/${id}/index.mdx`).matchAll(/^ {2}- id: (.+)$/gm)].map(([, step]) => step);
    expect(await steps('take-order-here')).toEqual(['take-order', 'Ordered v1', 'serve']);
    expect(await steps('take-order-home')).toEqual(['take-order', 'Ordered v1', 'pack', 'Packed v1', 'clean']);
    expect(await steps('take-order-garden')).toEqual(['take-order', 'Ordered v1']);
  });

  it('when a flow has prose, then the page contains it', async () => {
    expect(pageOf(await pages, 'flows/take-order-home/index.mdx')).toMatch(/name: To go\nsummary: By courier\.[\s\S]*Mind the soup\./);
  });
});
