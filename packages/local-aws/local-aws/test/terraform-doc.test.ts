import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { allServices } from '../src/index.ts';

const DOC = fileURLToPath(new URL('../../TERRAFORM.md', import.meta.url));

/** A list in a table's cell; the members of one block are grouped. */
const grouped = (names: readonly string[]): string => {
  const blocks = Map.groupBy(names, (name) => name.split('.').slice(0, -1).join('.'));
  return [...blocks]
    .map(([block, members]) => {
      const last = members.map((name) => name.split('.').at(-1));
      if (block === '') return last.map((name) => `\`${name}\``).join(', ');
      return last.length === 1 ? `\`${block}.${last[0]}\`` : `\`${block}.{${last.join(', ')}}\``;
    })
    .join(', ');
};

const rows = Object.values(allServices()).flatMap(({ terraformTypes }) =>
  Object.entries(terraformTypes).map(([type, it]) => {
    if ('noEffect' in it) return `| \`${type}\` | | everything: ${it.noEffect} |`;
    const harmless = Object.entries(it.harmless ?? {}).map(([name, why]) => `\`${name}\` (${why})`);
    return `| \`${type}\` | ${grouped([...it.honours].sort())} | ${harmless.sort().join(', ')} |`;
  }),
);

const TEXT = `# Terraform on a laptop

Generated from each service's \`terraformTypes\`; \`vitest run --update test/terraform-doc.test.ts\` in \`packages/local-aws/local-aws\` regenerates it.

local-aws honours the arguments in the second column. Those in the third change nothing on a laptop, for the reason given. Any other
argument stops the start with an error that names it, because ignoring it could change the outcome. Tags, timeouts and computed
attributes are always accepted. local-aws reports a resource type that is not listed as unknown.

| Type | Honoured | Without effect |
|---|---|---|
${rows.sort().join('\n')}
`;

it('when a service honours another argument, then TERRAFORM.md lists it', async () => {
  await expect(TEXT).toMatchFileSnapshot(DOC);
});
