import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { defineQuery } from '@plumbline/event-kit';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { domain, event, fn, source } from '../test/system.ts';
import { catalogDrift } from './catalog-drift.ts';
import { checkPages, type PageCode } from './check-pages.ts';
import { generateCatalog } from './generate-catalog.ts';

const cooked = event({ type: 'DishCooked' });
const from = source([fn('stove', 'cook', [cooked]), fn('hall', 'serve', [], [[cooked]])], [domain('kitchen', [cooked])]);
const EVENT = 'pages/domains/kitchen/services/stove/events/DishCooked';
const HALL = 'pages/domains/kitchen/services/hall/index.mdx';

const catalog = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-catalog-'));
  await generateCatalog(from, join(folder, 'pages'));
  return folder;
};

describe('checkPages', () => {
  it('when pages are unchanged, then it finds nothing', async () => {
    const folder = await catalog();
    expect(await checkPages(folder)).toEqual([]);
    expect(await catalogDrift(from, join(folder, 'pages'))).toEqual([]);
  });

  it('when a service answers a query, then the query needs no sender', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'plumbline-catalog-'));
    const names = { name: 'DishById', summary: 'A dish.', owner: 'kitchen-team' };
    const query = defineQuery({ ...names, parameters: z.object({}), result: cooked.data });
    await generateCatalog(source([fn('stove', 'cook', [cooked])], [domain('kitchen', [cooked], [], [query])]), join(folder, 'pages'));
    expect(await checkPages(folder)).toEqual([]);
  });

  it.each<readonly [PageCode, string, string, (content: string) => string, RegExp]>([
    [
      'EXAMPLE_INVALID',
      'an example has another type',
      `${EVENT}/examples/one.json`,
      (text) => text.replace('"id": "a"', '"id": 7'),
      /one\.json.*\/Data\/id must be string/,
    ],
    [
      'EXAMPLE_INVALID',
      'an example has a time that does not exist',
      `${EVENT}/examples/one.json`,
      (text) => text.replace('-11-21T', '-13-21T'),
      /date-time/,
    ],
    [
      'LINK_LEAVES_SITE',
      'a page links to a source file',
      HALL,
      (text) => `${text}\n[where](../../src/manifest.ts), [there](https://example.com), [here](#a), [up](/docs/x)\n`,
      /links to \.\.\/\.\.\/src\/manifest\.ts,/,
    ],
    ['EXAMPLE_INVALID', 'an example is not JSON', `${EVENT}/examples/one.json`, () => '{', /JSON/],
    ['SCHEMA_INVALID', 'a schema is not JSON', `${EVENT}/schema.json`, () => '{', /JSON/],
    ['SCHEMA_INVALID', 'a schema is invalid', `${EVENT}/schema.json`, () => '{ "type": "thing" }', /type/],
    [
      'SCHEMA_INVALID',
      'an event names a schema that does not exist',
      `${EVENT}/index.mdx`,
      (text) => text.replace('schema.json', 'scheme.json'),
      /scheme\.json/,
    ],
    [
      'NO_OWNER',
      'an event has no owner',
      `${EVENT}/index.mdx`,
      (text) => text.replace('owners:\n  - kitchen-team\n', ''),
      /It has no owner/,
    ],
    ['REFERENCE_UNKNOWN', 'an owner has no page', HALL, (text) => text.replace('- kitchen-team', '- garden-team'), /teams\/garden-team/],
    [
      'REFERENCE_UNKNOWN',
      'a service receives from a channel without a page',
      HALL,
      (text) => text.replace('- id: bus', '- id: train'),
      /channels\/train@1\.0\.0/,
    ],
    [
      'REFERENCE_UNKNOWN',
      'a domain has a service without a page',
      'pages/domains/kitchen/index.mdx',
      (text) => text.replace('- id: hall', '- id: cellar'),
      /services\/cellar/,
    ],
    [
      'REFERENCE_UNKNOWN',
      'a flow leads through an event without a page',
      'pages/flows/cook/index.mdx',
      (text) => text.replace('id: DishCooked\n', 'id: DishBurnt\n'),
      /events\/DishBurnt/,
    ],
    [
      'STEP_UNKNOWN',
      'a step leads to a step that does not exist',
      'pages/flows/cook/index.mdx',
      (text) => text.replace('next_steps:\n      - id: serve', 'next_steps:\n      - id: eat'),
      /leads to eat/,
    ],
    [
      'NOT_SENT',
      'a service receives a version that no service sends',
      HALL,
      (text) => text.replace('id: DishCooked\n    version: 1.0.0', 'id: DishCooked\n    version: 2.0.0'),
      /DishCooked@2\.0\.0, which no service sends/,
    ],
    ['PROSE_WITHOUT_PAGE', 'prose exists without a page', 'prose/services/cellar.md', () => 'Dark.', /No page of that kind/],
  ])('finds %s when %s', async (code, _, file, change, why) => {
    const folder = await catalog();
    const path = join(folder, file);
    await mkdir(dirname(path), { recursive: true });
    const before = await readFile(path, 'utf8').catch(() => '');
    expect(change(before)).not.toBe(before);
    await writeFile(path, change(before));
    const found = (await checkPages(folder)).find((finding) => finding.code === code);
    expect(found?.why).toMatch(why);
    expect(found?.fix).not.toBe('');
  });
});

describe('catalogDrift', () => {
  it('when a page is missing, changed or stale, then it reports the page, its subject, and the difference', async () => {
    const folder = await catalog();
    const pages = join(folder, 'pages');
    await rm(join(pages, 'teams/kitchen-team.mdx'));
    await writeFile(join(pages, 'services.txt'), '');
    const bus = join(pages, 'channels/bus/index.mdx');
    await writeFile(bus, (await readFile(bus, 'utf8')).replace('name: Bus', 'name: Train'));
    expect(await catalogDrift(from, pages)).toMatchObject([
      { code: 'PAGE_CHANGED', subject: 'channel bus', why: expect.stringMatching(/\n-name: Train\n\+name: Bus$/) },
      { code: 'PAGE_STALE', file: 'catalog/pages/services.txt' },
      { code: 'PAGE_MISSING', subject: 'team kitchen-team' },
    ]);
  });
});
