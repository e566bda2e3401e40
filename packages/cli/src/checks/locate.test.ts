import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { locate } from './locate.ts';

const MANIFEST = `
export const cook = defineFunction({
  name: 'cook',
});
export const cookAgain = defineFunction({
  name: 'cook-again',
});
`;

let root: string;
beforeAll(() => {
  root = `${mkdtempSync(join(tmpdir(), 'plumbline-locate-'))}/`;
  writeFileSync(`${root}manifest.ts`, MANIFEST);
});
afterAll(() => rmSync(root, { recursive: true }));

const finding = { code: 'X', severity: 'error', subject: '', file: 'manifest.ts', why: '', fix: '' } as const;

describe('the line of a finding', () => {
  it.each([
    ['it names a function', { subject: 'function plumbline-dev-cook' }, 3],
    ['it names a function whose name begins like another’s', { subject: 'function plumbline-dev-cook-again' }, 6],
    ['only its resource names a function', { resource: 'stove/aws_lambda_function.cook-again_function_D32E30DD' }, 6],
    ['it names no declaration', { subject: 'bus plumbline-dev' }, 1],
    ['the file does not exist', { file: 'nowhere.ts', subject: 'function cook' }, 1],
    ['the file is not a source', { file: 'main.tf.json', subject: 'function cook' }, 1],
  ])('when %s, then it is line %j: %i', (_, more, line) => {
    expect(locate(root, [{ ...finding, ...more }])).toEqual([{ ...finding, ...more, line }]);
  });
});
