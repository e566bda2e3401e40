import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const SOURCES = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' }).filter(
  (file) => file.endsWith('.ts') && !file.endsWith('.test.ts'),
);

describe('plumb', () => {
  it.each(SOURCES)('%s imports no service and no contract: a domain adds its commands in services/*/src/commands.ts', (file) => {
    const imported = [...readFileSync(join(import.meta.dirname, file), 'utf8').matchAll(/ from '([^']+)'/g)].map(([, from = '']) => from);
    expect(imported.filter((from) => /^@plumbline\/(service|contracts)-/.test(from))).toEqual([]);
  });
});
