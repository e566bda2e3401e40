import { cp, mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { dishCooked, domainOf, kitchen } from '../test/kitchen.ts';
import { publishSchemas } from './publish-schemas.ts';
import { readContracts } from './read-contracts.ts';
import { readPublished } from './read-published.ts';

const FOLDER = 'packages/contracts/kitchen';
const today = '2026-11-21';
const root = (): Promise<string> => mkdtemp(join(tmpdir(), 'plumbline-gate-'));

describe('publishSchemas', () => {
  it('when a version is new, then its schema is written with the day, and is read back unchanged', async () => {
    const folder = await root();
    const check = { domains: [domainOf([dishCooked('1.0')], [])], topology: kitchen(), today };
    expect(await publishSchemas(folder, check)).toEqual({ written: [`${FOLDER}/schemas/DishCooked/1.0.json`], refused: [] });
    expect(await readPublished(folder, FOLDER)).toMatchObject([
      { eventType: 'DishCooked', version: '1.0', publishedOn: today, schema: { $id: 'urn:plumbline:schema:DishCooked:1.0' } },
    ]);
  });

  it('when only descriptions have changed, then the day of its publication stays', async () => {
    const folder = await root();
    const contract = dishCooked('1.0', { dish: z.string().describe('Its name.') });
    await publishSchemas(folder, { domains: [domainOf([contract], [dishCooked('1.0')])], topology: kitchen(), today });
    expect(JSON.parse(await readFile(join(folder, FOLDER, 'schemas/DishCooked/1.0.json'), 'utf8'))).toMatchObject({
      'x-published': '2026-01-01',
      properties: { Data: { properties: { dish: { description: 'Its name.' } } } },
    });
  });

  it('when a change breaks, then no schema is written, and the finding has the reason', async () => {
    const folder = await root();
    const domains = [domainOf([dishCooked('1.1', {})], [dishCooked('1.0')])];
    const { written, refused } = await publishSchemas(folder, { domains, topology: kitchen(), today });
    expect(written).toEqual([]);
    expect(refused.map(({ code }) => code)).toEqual(['BREAKING_CHANGE']);
    expect(await readPublished(folder, FOLDER)).toEqual([]);
  });
});

describe('readPublished', () => {
  it.each([
    ['is not named after a version', 'new.json', '{}', 'not named after a version'],
    ['is not JSON', '1.0.json', '{', 'is not JSON'],
    ['has no day', '1.0.json', '{}', 'day of its publication'],
  ])('when a file %s, then the error names the file and the fix', async (_, name, content, text) => {
    const folder = await root();
    await mkdir(join(folder, FOLDER, 'schemas/DishCooked'), { recursive: true });
    await writeFile(join(folder, FOLDER, 'schemas/DishCooked', name), content);
    await expect(readPublished(folder, FOLDER)).rejects.toMatchObject({
      code: 'SCHEMA_UNREADABLE',
      message: expect.stringContaining(text),
    });
  });
});

describe('readContracts', () => {
  const REPOSITORY = fileURLToPath(new URL('../../../', import.meta.url));

  it('when it reads this repository, then it returns every event of every domain, with its published versions', async () => {
    const domains = await readContracts(REPOSITORY);
    const ordering = domains.find(({ name }) => name === 'ordering');
    expect(ordering?.contracts.map(({ eventType }) => eventType)).toContain('OrderAccepted');
    expect(ordering?.published.map(({ eventType, version }) => `${eventType} ${version}`)).toContain('OrderAccepted 1.0');
  });

  it('when two files declare one major version of an event, then the error names it', async () => {
    const folder = await root();
    const contract = { eventType: 'DishCooked', detailType: 'dish-cooked', version: '1.0', data: {} };
    await mkdir(join(folder, FOLDER, 'src'), { recursive: true });
    await writeFile(join(folder, FOLDER, 'package.json'), '{ "type": "module" }');
    const source = `export const One = ${JSON.stringify(contract)}; export const Other = ${JSON.stringify({ ...contract, version: '1.1' })};`;
    await writeFile(join(folder, FOLDER, 'src/index.ts'), source);
    await expect(readContracts(folder)).rejects.toMatchObject({
      code: 'DECLARED_TWICE',
      message: expect.stringContaining('DishCooked v1'),
    });
  });

  it('when a contract cannot be loaded, then the error names the file and the cause', async () => {
    const folder = await root();
    await cp(join(REPOSITORY, 'packages/contracts/ordering/package.json'), join(folder, FOLDER, 'package.json'));
    await mkdir(join(folder, FOLDER, 'src'), { recursive: true });
    await writeFile(join(folder, FOLDER, 'src/index.ts'), "throw new Error('no salt');");
    await expect(readContracts(folder)).rejects.toMatchObject({
      code: 'CONTRACTS_UNREADABLE',
      message: expect.stringMatching(/kitchen\/src\/index\.ts: .*no salt/),
    });
  });
});
