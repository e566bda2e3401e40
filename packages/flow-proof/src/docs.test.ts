import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { RULES } from './rules.ts';

const DOC = fileURLToPath(new URL('../../../docs/checks.md', import.meta.url));

it('when a rule changes, then docs/checks.md says so', async () => {
  const [before, rest = ''] = readFileSync(DOC, 'utf8').split('<!-- rules -->');
  const after = rest.slice(rest.indexOf('<!-- /rules -->'));
  await expect(`${before}<!-- rules -->\n${table()}\n${after}`).toMatchFileSnapshot(DOC);
});

const table = (): string => ['| Code | What is wrong |', '|---|---|', ...Object.entries<Rule>(RULES).map(row)].join('\n');

interface Rule {
  readonly severity: string;
  readonly title: string;
  readonly see?: string;
}

const row = ([code, { severity, title, see }]: [string, Rule]): string => {
  const linked = see === undefined ? title : `[${title}](${see})`;
  return `| \`${code}\`${severity === 'warning' ? ' (warning)' : ''} | ${linked} |`;
};
