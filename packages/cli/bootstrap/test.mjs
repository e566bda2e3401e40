// npm test: lint, types, import rules, unit and integration tests, synth. Unchanged parts come from the Turborepo cache.

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { globSync } from './test-results.mjs';
import { root, setUp } from './toolchain.mjs';

const env = setUp('all');
const tasks = ['//#lint', 'types', 'synth', 'test'];
const turbo = spawnSync(
  'turbo',
  ['run', ...tasks, '--continue=dependencies-successful', '--output-logs=new-only', ...process.argv.slice(2)],
  {
    cwd: root,
    env,
    stdio: 'inherit',
  },
);

let passed = 0;
let failed = 0;
for (const file of globSync(root)) {
  const results = JSON.parse(readFileSync(join(root, file), 'utf8'));
  passed += results.numPassedTests;
  failed += results.numFailedTests;
}
// A failed task that is no vitest run (lint, types, synth) counts as one failure, so that nothing red ends as "0 failed".
if (turbo.status !== 0 && failed === 0) failed = 1;
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
