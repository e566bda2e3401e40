import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { mirroredDependencies } from '../mirror-core.mjs';

it('catalog/package.json depends on what @eventcatalog/core depends on, in its ranges; if not: node catalog/mirror-core.mjs', () => {
  const own = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  expect(own.dependencies).toEqual(mirroredDependencies());
});
