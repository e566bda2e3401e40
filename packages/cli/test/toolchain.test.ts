import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from '../src/root.ts';

const TOOLCHAIN = pathToFileURL(join(ROOT, 'packages/cli/bootstrap/toolchain.mjs')).href;

/** A folder with a fake Turborepo that only succeeds or fails. */
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'plumbline-toolchain-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const buildThenPrintData = (turbo: string) => {
  writeFileSync(join(folder, 'turbo'), `#!/bin/sh\n${turbo}\n`, { mode: 0o755 });
  const script = `import { build } from '${TOOLCHAIN}'; build(process.env); process.stdout.write('[]');`;
  const PATH = [folder, process.env.PATH].join(delimiter);
  return spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8', env: { ...process.env, PATH } });
};

describe('the preparation of a command', () => {
  it('when it succeeds, then its progress is on stderr, and stdout has only the command’s output', () => {
    const { stdout, stderr } = buildThenPrintData('echo "Cached: 3 cached, 4 total"');
    expect(stdout).toBe('[]');
    expect(stderr).toMatch(/^plumbline: bundling the functions and synthesizing Terraform ... 4 tasks, 3 from the cache/);
  });

  it('when it fails, then stdout is empty, the reason is on stderr, and the exit code is that of the failure', () => {
    const { stdout, stderr, status } = buildThenPrintData('echo "no such file"; exit 3');
    expect(stdout).toBe('');
    expect(status).toBe(3);
    expect(stderr).toContain('no such file');
  });
});
