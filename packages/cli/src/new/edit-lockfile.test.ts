import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../root.ts';
import { lockWorkspace, type Manifest } from './edit-lockfile.ts';

const read = (file: string): string => readFileSync(`${ROOT}${file}`, 'utf8');
const lockfile = read('pnpm-lock.yaml');
const manifestOf = (folder: string): Manifest => JSON.parse(read(`${folder}/package.json`)) as Manifest;
const folders = new Map([
  ['@plumbline/contracts-ordering', 'packages/contracts/ordering'],
  ['@plumbline/event-kit', 'packages/event-kit'],
  ['@plumbline/bundle', 'packages/bundle'],
  ['@plumbline/testing', 'packages/testing'],
]);

describe('lockWorkspace', () => {
  it.each(['services/delivery', 'services/orders'])('when pnpm has already locked %s, then the lockfile does not change', (folder) => {
    expect(lockWorkspace(lockfile, folder, manifestOf(folder), folders)).toBe(lockfile);
  });

  it('when a workspace is new, then it is added in order, with the versions of the others', () => {
    const before = lockfile.split('\n');
    const after = lockWorkspace(lockfile, 'services/greenhouse', { devDependencies: { zod: 'catalog:' } }, folders).split('\n');
    const at = after.findIndex((line, index) => line !== before[index]);
    const added = after.slice(at, at + 5);
    expect([...after.slice(0, at), ...after.slice(at + 6)]).toEqual(before);
    expect(added).toEqual([
      '  services/greenhouse:',
      '    devDependencies:',
      '      zod:',
      "        specifier: 'catalog:'",
      expect.stringMatching(/ {8}version: \d/),
    ]);
  });

  it('when no workspace uses a package yet, then the error names the fix', () => {
    expect(() => lockWorkspace(lockfile, 'services/greenhouse', { dependencies: { soup: '1.0.0' } }, folders)).toThrowError(
      /soup .*pnpm install/,
    );
  });
});
