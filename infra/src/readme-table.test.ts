import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { SERVICES } from './services.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** A newcomer follows an order with no more files open than this. */
const FILES_MAX = 15;

const readme = readFileSync(`${ROOT}README.md`, 'utf8');
const section = readme.split('## How an order flows')[1]?.split('\n## ')[0] ?? '';
const rows = section.split('\n').filter((line) => /^\| \d+\. /.test(line));
const links = [...section.matchAll(/\]\(([^)]+)\)/g)].map(([, path = '']) => path);
const files = new Set(links.filter((path) => path.endsWith('.ts')));

const functions = new Map(SERVICES.flatMap(({ functions }) => functions.map((fn) => [fn.name, fn] as const)));
const eventTypes = new Set([...functions.values()].flatMap(({ consumes }) => consumes.map(({ event }) => event.eventType)));

/** The functions that a row tells about, with the event types named between its verbs. */
const steps = rows.flatMap((row) => {
  const [text = ''] = row.slice(2).split(' | ');
  const name = /`([a-z0-9-]+)`/.exec(text)?.[1] ?? '';
  const fn = functions.get(name);
  const [before = '', published = ''] = text.split(/publishes/);
  const named = (part: string): readonly string[] =>
    [...part.matchAll(/`([A-Za-z]+)`/g)].map(([, type = '']) => type).filter((type) => eventTypes.has(type));
  return fn === undefined ? [] : [{ name, fn, row, consumed: named(before), published: named(published) }];
});

describe("the README's table of an order's flow", () => {
  it('when a file or folder is linked, then it exists', () => {
    expect(links.filter((path) => !existsSync(`${ROOT}${path}`))).toEqual([]);
  });

  it(`when a newcomer opens every file that it links, then these are at most ${FILES_MAX}`, () => {
    expect(files.size).toBeLessThanOrEqual(FILES_MAX);
    expect(files.size).toBeGreaterThan(10);
  });

  it.each(steps)('when it says what $name consumes and publishes, then the manifest says the same', ({ fn, consumed, published }) => {
    expect(new Set(consumed)).toEqual(new Set(fn.consumes.map(({ event }) => event.eventType)));
    expect(new Set(published)).toEqual(new Set(fn.publishes.map(({ eventType }) => eventType)));
  });

  it('when a function takes part in the flow of an order, then it has a row', () => {
    const ordering = SERVICES.filter(({ domain }) => domain === 'ordering').flatMap(({ functions }) => functions.map(({ name }) => name));
    expect(new Set(steps.map(({ name }) => name))).toEqual(new Set(ordering));
  });

  it('when a row names an event that is consumed, then an earlier row publishes it', () => {
    const seen = new Set<string>();
    for (const { name, consumed, published } of steps) {
      for (const type of consumed) expect(seen, `${name} consumes ${type}`).toContain(type);
      for (const type of published) seen.add(type);
    }
  });
});
