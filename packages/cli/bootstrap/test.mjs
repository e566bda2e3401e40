// npm test: lint, types, import rules, unit and integration tests, synth, plumb check, and the catalog's site in a browser where there is
// one. Unchanged parts come from the Turborepo cache.

import { spawn, spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { availableParallelism, constants, setPriority, totalmem } from 'node:os';
import { join, relative } from 'node:path';
import { root, setUp } from './toolchain.mjs';
import { workspacesWith } from './workspaces.mjs';

/** Where vitest writes a workspace's results, and the Turborepo cache brings them back. */
const RESULTS = '.plumbline/test-results.json';
/** Building the site takes 4 GB of memory, what else runs about as much. */
const BESIDE_EACH_OTHER_BYTES = 12 * 2 ** 30;
/** More suites at once than processors make each other wait, and some of them run code in real time. */
const CONCURRENCY = availableParallelism() + 1;
const TASKS = ['//#lint', 'types', 'synth', 'check', 'test'];

const env = setUp('all');
// What an earlier run left must not count for a suite that does not get to its end now.
for (const workspace of workspacesWith(root, RESULTS)) rmSync(join(root, workspace, RESULTS));

/** @returns {Promise<boolean>} whether all went well */
const turbo = (tasks, environment, { logs = 'new-only', isPatient = false } = {}) => {
  const args = [
    'run',
    ...tasks,
    '--continue=dependencies-successful',
    `--output-logs=${logs}`,
    `--concurrency=${CONCURRENCY}`,
    ...process.argv.slice(2),
  ];
  return new Promise((resolve, reject) => {
    const child = spawn('turbo', args, { cwd: root, env: environment, stdio: 'inherit' })
      .once('error', reject)
      .once('exit', (code) => resolve(code === 0));
    if (isPatient && child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_LOW);
  });
};

/** The browser is a part of what Turborepo caches by: a suite that was skipped without one runs when there is one. */
const chromium = spawnSync('node', [join(root, 'packages/catalog-site/src/main.ts'), 'chromium'], { env, encoding: 'utf8' }).stdout.trim();
const withBrowser = chromium === '' ? env : { ...env, CHROMIUM_PATH: chromium };

/** Takes only the time that others leave: among the tests are some that can't wait for long. */
const buildSite = () => {
  console.log('plumbline: building the catalog beside, which takes a minute or two when a page has changed');
  // It would name every page that it builds.
  return turbo(['build-site'], withBrowser, { logs: 'errors-only', isPatient: true });
};

let allPassed;
if (chromium === '') {
  allPassed = await turbo(TASKS, env);
  console.log('plumbline: the browser tests of the catalog are skipped, no Chromium was found. Install it, or set CHROMIUM_PATH.');
} else {
  setUp('site');
  const [tested, built] =
    totalmem() < BESIDE_EACH_OTHER_BYTES
      ? [await turbo(TASKS, withBrowser), await buildSite()]
      : await Promise.all([turbo(TASKS, withBrowser), buildSite()]);
  allPassed = built && (await turbo(['test-site'], withBrowser)) && tested;
}

/** Without the lines of a stack that are vitest's and other people's. */
const ours = (text) =>
  text
    .split('\n')
    .filter((line) => !/^\s+at .*(node_modules|node:internal)|^\s+at new Promise/.test(line))
    .join('\n');

/** What failed is told once more at the end, where it is looked for. */
const failures = (workspace, { testResults }) =>
  testResults.flatMap(({ name, message, assertionResults }) => {
    const file = join(workspace, relative(join(root, workspace), name));
    const tests = assertionResults.filter(({ status }) => status === 'failed');
    if (tests.length === 0 && message !== '') return [`plumbline: failed: ${file}\n${message}`];
    return tests.map(({ fullName, failureMessages }) => `plumbline: failed: ${file}: ${fullName}\n${ours(failureMessages.join('\n'))}`);
  });

let passed = 0;
let failed = 0;
for (const workspace of workspacesWith(root, RESULTS)) {
  const results = JSON.parse(readFileSync(join(root, workspace, RESULTS), 'utf8'));
  passed += results.numPassedTests;
  failed += results.numFailedTests;
  for (const line of failures(workspace, results)) console.log(line);
}
// A failed task that is no vitest run (lint, types, synth) counts as one failure, so that nothing red ends as "0 failed".
if (!allPassed && failed === 0) failed = 1;
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
