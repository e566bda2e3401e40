import { beforeAll, describe, expect, it } from 'vitest';
import { scheduled } from './defects/schedules.ts';
import { type Block, ourStacks, Stacks } from './planted.ts';

/** What nobody can resolve, and what is another value wherever it stands. */
const UNKNOWN = '${each.value.unknown}';

/** Arguments that may be expressions as a whole; blocks can't be. */
const MAPS: ReadonlySet<string | number> = new Set(['dimensions', 'tags', 'variables']);

type Path = readonly (string | number)[];

let clean: Stacks;
beforeAll(async () => {
  clean = await ourStacks();
  scheduled()(clean);
});

interface Place {
  readonly stack: string;
  readonly type: string;
  readonly name: string;
  readonly path: Path;
}

/** Where each argument stands, with those inside of blocks, by type of resource and name of argument. */
const argumentsOf = ({ files }: Stacks): ReadonlyMap<string, readonly Place[]> => {
  const places = files.flatMap(({ name: stack, resources }) =>
    Object.entries(resources).flatMap(([type, byName]) =>
      Object.entries(byName).flatMap(([name, block]) => pathsIn(block).map((path) => ({ stack, type, name, path }))),
    ),
  );
  const given = places.filter(({ path: [first] }) => first !== '//' && first !== 'depends_on');
  return Map.groupBy(given, ({ type, path }) => `${type}.${path.filter((step) => typeof step === 'string').join('.')}`);
};

const pathsIn = (value: unknown): readonly Path[] => {
  if (typeof value !== 'object' || value === null) return [[]];
  const entries = Array.isArray(value) ? value.map((item, index) => [index, item] as const) : Object.entries(value);
  return entries.flatMap(([step, item]) => [...(MAPS.has(step) ? [[step]] : []), ...pathsIn(item).map((path) => [step, ...path])]);
};

const makeUnknown = (stacks: Stacks, { stack, type, name, path }: Place): void => {
  let block = stacks.blocks(stack, type)[name] ?? {};
  for (const step of path.slice(0, -1)) block = block[step] as Block;
  block[path.at(-1) ?? ''] = UNKNOWN;
};

/** What is found when one argument after the other is unknown, in the places that are chosen. */
const foundWith = async (chosen: (places: readonly Place[]) => readonly Place[]): Promise<readonly string[]> => {
  const found: string[] = [];
  const all = argumentsOf(clean);
  expect(all.size).toBeGreaterThan(150);
  for (const [argument, places] of all) {
    const stacks = new Stacks(clean);
    for (const place of chosen(places)) makeUnknown(stacks, place);
    for (const { code, resource } of await stacks.findings()) found.push(`${argument}: ${code} ${resource}`);
  }
  return found;
};

describe('a value that can’t be resolved', () => {
  it('when it stands in any argument of a resource of any type, then nothing is wrong because of it', async () => {
    expect(await foundWith((places) => places.slice(0, 1))).toEqual([]);
  }, 60_000);

  it('when it stands in any argument of all resources of any type, then nothing is wrong because of it', async () => {
    expect(await foundWith((places) => places)).toEqual([]);
  }, 60_000);
});
