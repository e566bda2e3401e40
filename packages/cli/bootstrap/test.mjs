// npm test: lint, types, import rules, unit and integration tests, synth, plumb check, and the catalog's site in a browser if the machine
// has one. Unchanged parts come from the Turborepo cache.

import { spawn, spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { availableParallelism, constants, setPriority, totalmem } from 'node:os';
import { join, relative } from 'node:path';
import { root, setUp } from './toolchain.mjs';
import { workspacesWith } from './workspaces.mjs';

/** Where vitest writes a workspace's results. The Turborepo cache restores them. */
const RESULTS = '.plumbline/test-results.json';
/** Building the site takes 4 GB of memory. The other tasks take about as much. */
const BESIDE_EACH_OTHER_BYTES = 12 * 2 ** 30;
/** With more concurrent suites than processors, suites delay each other, and some of them run code in real time. */
const CONCURRENCY = availableParallelism() + 1;
const TASKS = ['//#lint', 'types', 'synth', 'check', 'test'];

const env = setUp('all');
// Results of an earlier run must not count for a suite that does not finish this time.
for (const workspace of workspacesWith(root, RESULTS)) rmSync(join(root, workspace, RESULTS));

/** @returns {Promise<boolean>} whether everything succeeded */
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

/** The browser is part of Turborepo's cache key: a suite that was skipped without a browser runs once the machine has one. */
const chromium = spawnSync('node', [join(root, 'packages/catalog-site/src/main.ts'), 'chromium'], { env, encoding: 'utf8' }).stdout.trim();
const withBrowser = chromium === '' ? env : { ...env, CHROMIUM_PATH: chromium };

/** Runs at low priority, because some of the tests are sensitive to delays. */
const buildSite = () => {
  console.log('plumbline: building the catalog in parallel; this takes a minute or two when a page has changed');
  // EventCatalog would print every page that it builds.
  return turbo(['build-site'], withBrowser, { logs: 'errors-only', isPatient: true });
};

let allPassed;
if (chromium === '') {
  allPassed = await turbo(TASKS, env);
  console.log('plumbline: skipped the browser tests of the catalog: no Chromium found. Install Chromium, or set CHROMIUM_PATH.');
} else {
  setUp('site');
  const [tested, built] =
    totalmem() < BESIDE_EACH_OTHER_BYTES
      ? [await turbo(TASKS, withBrowser), await buildSite()]
      : await Promise.all([turbo(TASKS, withBrowser), buildSite()]);
  allPassed = built && (await turbo(['test-site'], withBrowser)) && tested;
}

/** Drops the stack frames of vitest and other dependencies. */
const ours = (text) =>
  text
    .split('\n')
    .filter((line) => !/^\s+at .*(node_modules|node:internal)|^\s+at new Promise/.test(line))
    .join('\n');

/** Repeats the failures at the end of the output, where the reader looks for them. */
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
// A failed task that is not a vitest run (lint, types, synth) counts as one failure, so that a failed run never ends as "0 failed".
if (!allPassed && failed === 0) failed = 1;
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
