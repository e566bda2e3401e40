// npm test: lint, types, import rules, unit and integration tests, synth, plumb check. Unchanged parts come from the Turborepo cache.

import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root, setUp } from './toolchain.mjs';
import { workspacesWith } from './workspaces.mjs';

/** Where vitest writes a workspace's results, and the Turborepo cache brings them back. */
const RESULTS = '.plumbline/test-results.json';
const TASKS = ['//#lint', 'types', 'synth', 'check', 'test'];

const env = setUp('all');
// What an earlier run left must not count for a suite that does not get to its end now.
for (const workspace of workspacesWith(root, RESULTS)) rmSync(join(root, workspace, RESULTS));
const args = ['run', ...TASKS, '--continue=dependencies-successful', '--output-logs=new-only', ...process.argv.slice(2)];
const turbo = spawnSync('turbo', args, { cwd: root, env, stdio: 'inherit' });

let passed = 0;
let failed = 0;
for (const workspace of workspacesWith(root, RESULTS)) {
  const results = JSON.parse(readFileSync(join(root, workspace, RESULTS), 'utf8'));
  passed += results.numPassedTests;
  failed += results.numFailedTests;
}
// A failed task that is no vitest run (lint, types, synth) counts as one failure, so that nothing red ends as "0 failed".
if (turbo.status !== 0 && failed === 0) failed = 1;
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
