import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { MISTAKES } from './mistakes.ts';

/** A folder that Git ignores, as deep as this one, so that imports lead where they do here. */
const FOLDER = fileURLToPath(new URL('../.plumbline/', import.meta.url));
const PACKAGE = fileURLToPath(new URL('..', import.meta.url));

/** What the compiler says of each mistake when it may. */
const compilerSays = (): ReadonlyMap<string, string> => {
  const marked = readFileSync(new URL('mistakes.ts', import.meta.url), 'utf8');
  const source = marked.replaceAll('// @ts-expect-error', '//');
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(`${FOLDER}mistakes.ts`, source);
  writeFileSync(`${FOLDER}tsconfig.mistakes.json`, JSON.stringify({ extends: '../tsconfig.json', include: ['mistakes.ts'] }));
  const { stdout } = spawnSync('tsc', ['--noEmit', '--pretty', 'false', '-p', `${FOLDER}tsconfig.mistakes.json`], {
    cwd: PACKAGE,
    encoding: 'utf8',
    env: { ...process.env, PATH: `${PACKAGE}node_modules/.bin:${process.env.PATH}` },
  });
  const lines = source.split('\n');
  const said = new Map<string, string>();
  for (const [, line = '', text = ''] of stdout.matchAll(/mistakes\.ts\((\d+),\d+\): error (.*(?:\n {2}.*)*)/g)) {
    const title = lines.slice(0, Number(line)).findLast((one) => one.startsWith('    mistake: ')) ?? `line ${line}`;
    const mistake = /mistake: (['"])(.*)\1,$/.exec(title)?.[2] ?? title;
    said.set(mistake, `${said.get(mistake) ?? ''}${text}\n`);
  }
  return said;
};

/** What we say of it: thrown, or a promise that is rejected. */
const weSay = async (make: () => unknown): Promise<string> => {
  try {
    await make();
    return '';
  } catch (error) {
    return (error as Error).message;
  }
};

describe('mistakes of users', () => {
  const said = compilerSays();

  it('the table has thirty and more, each once, and each is refused by the compiler or by us', () => {
    expect(MISTAKES.length).toBeGreaterThanOrEqual(30);
    expect(new Set(MISTAKES.map(({ mistake }) => mistake)).size).toBe(MISTAKES.length);
    expect(MISTAKES.filter(({ compiler, says }) => compiler === undefined && says === undefined)).toEqual([]);
  });

  it.each(MISTAKES.filter(({ compiler }) => compiler !== undefined))('when $mistake, then it does not compile', ({ mistake, compiler }) => {
    expect(said.get(mistake)).toContain(compiler);
  });

  it('what only we can refuse compiles', () => {
    expect([...said.keys()].filter((mistake) => MISTAKES.find((one) => one.mistake === mistake)?.compiler === undefined)).toEqual([]);
  });

  it.each(MISTAKES.filter(({ says }) => says !== undefined))('when $mistake, then the error says what to write', async ({ make, says }) => {
    expect(await weSay(make)).toContain(says);
  });
});
