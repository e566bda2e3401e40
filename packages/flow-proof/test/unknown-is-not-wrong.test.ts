import { beforeAll, describe, expect, it } from 'vitest';
import { type Block, ourStacks, Stacks } from './planted.ts';

/** What nobody can resolve: a variable without a default. */
const UNKNOWN = '${var.unknown}';

type Path = readonly (string | number)[];

let clean: Stacks;
beforeAll(async () => {
  clean = await ourStacks();
});

/** Every argument, with those inside of blocks, of the first resource of a type that has it. */
const argumentsOf = (stacks: Stacks): ReadonlyMap<string, { readonly type: string; readonly name: string; readonly path: Path }> => {
  const found = new Map<string, { type: string; name: string; path: Path }>();
  for (const { resources } of stacks.files) {
    for (const [type, byName] of Object.entries(resources)) {
      for (const [name, block] of Object.entries(byName)) {
        for (const path of pathsIn(block)) {
          const key = `${type}.${path.filter((step) => typeof step === 'string').join('.')}`;
          if (path[0] !== '//' && path[0] !== 'depends_on' && !found.has(key)) found.set(key, { type, name, path });
        }
      }
    }
  }
  return found;
};

const pathsIn = (value: unknown): readonly Path[] => {
  if (typeof value !== 'object' || value === null) return [];
  const entries = Array.isArray(value) ? value.map((item, index) => [index, item] as const) : Object.entries(value);
  return entries.flatMap(([step, item]) => [[step], ...pathsIn(item).map((path) => [step, ...path])]);
};

const makeUnknown = (block: Block, [step = '', ...rest]: Path): void => {
  if (rest.length === 0) block[step] = UNKNOWN;
  else makeUnknown(block[step] as Block, rest);
};

describe('a value that can’t be resolved', () => {
  it('when it stands in any argument of any type of resource, then nothing is wrong because of it', async () => {
    const wrong: string[] = [];
    for (const [key, { type, name, path }] of argumentsOf(clean)) {
      const stacks = new Stacks(clean);
      makeUnknown(stacks.block(type, name), path);
      for (const { code, resource } of await stacks.findings()) wrong.push(`${key}: ${code} ${resource}`);
    }
    expect(wrong).toEqual([]);
  }, 120_000);
});
