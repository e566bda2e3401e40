import { execFileSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { bundleService } from './bundle-service.ts';
import { zip } from './zip.ts';

/** A service with two functions and a folder without a handler. */
const service = async (): Promise<string> => {
  const directory = await mkdtemp(join(tmpdir(), 'plumbline-bundle-'));
  for (const name of ['greet', 'part', 'shared']) await mkdir(join(directory, 'src', name), { recursive: true });
  await writeFile(join(directory, 'src', 'shared', 'name.ts'), "export const name: string = 'Ada';\n");
  const handler = "import { name } from '../shared/name.ts';\nexport const handler = async (): Promise<string> => `hello ${name}`;\n";
  await writeFile(join(directory, 'src', 'greet', 'handler.ts'), handler);
  await writeFile(join(directory, 'src', 'part', 'handler.ts'), handler.replace('hello', 'goodbye'));
  return directory;
};

describe('bundleService', () => {
  it('when a service is bundled, then each folder with a handler becomes a zip that runs by itself', async () => {
    const directory = await service();
    expect([...(await bundleService(directory)).keys()]).toEqual(['greet', 'part']);
    const files = unzipSync(await readFile(join(directory, 'dist', 'greet.zip')));
    expect(Object.keys(files)).toEqual(['index.mjs', 'index.mjs.map']);
    const unpacked = await mkdtemp(join(tmpdir(), 'plumbline-run-'));
    for (const [name, content] of Object.entries(files)) await writeFile(join(unpacked, name), content);
    const { handler } = (await import(pathToFileURL(join(unpacked, 'index.mjs')).href)) as { handler: () => Promise<string> };
    expect(await handler()).toBe('hello Ada');
  });

  it('when the same sources are in another folder, then the bytes are the same', async () => {
    const first = await service();
    const second = join(await mkdtemp(join(tmpdir(), 'elsewhere-')), 'deeper', 'down');
    await cp(first, second, { recursive: true });
    await bundleService(first);
    await bundleService(second);
    expect((await readFile(join(second, 'dist', 'greet.zip'))).equals(await readFile(join(first, 'dist', 'greet.zip')))).toBe(true);
  });
});

describe('zip', () => {
  it('when files are in another order, at another time and in another time zone, then the bytes are the same', () => {
    const program = `import { zip } from ${JSON.stringify(new URL('./zip.ts', import.meta.url).href)};
      process.stdout.write(zip(new Map([['b', Buffer.from('2')], ['a', Buffer.from('1')]])).toString('hex'));`;
    const elsewhere = execFileSync(process.execPath, ['--input-type=module', '-e', program], {
      env: { ...process.env, TZ: 'Pacific/Kiritimati' },
      encoding: 'utf8',
    });
    const here = zip(
      new Map([
        ['a', Buffer.from('1')],
        ['b', Buffer.from('2')],
      ]),
    );
    expect(elsewhere).toBe(here.toString('hex'));
  });
});
