import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const QUIET = fileURLToPath(new URL('./quiet.mjs', import.meta.url));

/** What `fetch(input)` says in a process that has loaded quiet.mjs. */
const fetched = (input: string): string =>
  execFileSync(
    process.execPath,
    ['--import', QUIET, '-e', `fetch(${input}).then((r) => console.log(r.status), (e) => console.log(String(e.cause ?? e)))`],
    { encoding: 'utf8' },
  ).trim();

it.each([
  ["'https://queue.simpleanalyticscdn.com/events'", 'https://queue.simpleanalyticscdn.com'],
  ["new URL('https://api.ecingest.dev/x')", 'https://api.ecingest.dev'],
  ["new Request('http://192.0.2.1/x')", 'http://192.0.2.1'],
])('EventCatalog’s processes may not fetch %s', (input, origin) => {
  expect(fetched(input)).toBe(`TypeError: Plumbline blocks EventCatalog's requests to other machines: ${origin}.`);
});

it.each(["'data:,x'", "new URL('data:,x')"])('fetches %s as ever', (input) => {
  expect(fetched(input)).toBe('200');
});

it('lets requests to this machine through', () => {
  expect(fetched("'http://127.0.0.1:9/'")).not.toContain('Plumbline');
});
