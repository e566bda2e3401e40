import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { CHANGES } from '../test/changes.ts';

const README = fileURLToPath(new URL('../README.md', import.meta.url));

it('when a rule changes, then the README says so', async () => {
  const [before, rest = ''] = readFileSync(README, 'utf8').split('<!-- rules -->');
  const after = rest.slice(rest.indexOf('<!-- /rules -->'));
  await expect(`${before}<!-- rules -->\n${tables()}\n${after}`).toMatchFileSnapshot(README);
});

const tables = (): string =>
  Object.entries(CHANGES)
    .map(([kind, changes]) => [`| ${kind} | backward | forward |`, '|---|---|---|', ...changes.map(row), ''].join('\n'))
    .join('\n');

const row = ({ name, backward, forward }: { name: string; backward: string; forward: string }): string =>
  `| ${name} | ${cell(backward)} | ${cell(forward)} |`;

/** The codes without their paths. */
const cell = (verdict: string): string => {
  if (verdict === 'ok') return 'yes';
  const codes = verdict.split(', ').map((one) => one.slice(0, one.indexOf(' ')));
  return `no: ${[...new Set(codes)].join(', ')}`;
};
