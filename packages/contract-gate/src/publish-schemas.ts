import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type ContractCheck, checkContracts } from './check-contracts.ts';
import type { Finding } from './finding.ts';
import { gatedContracts } from './gated-contract.ts';
import { PUBLISHED_KEYWORD, schemaFile } from './read-published.ts';

/** The findings that publishing fixes. */
const PUBLISHABLE: ReadonlySet<Finding['code']> = new Set(['SCHEMA_NOT_PUBLISHED', 'SCHEMA_OUTDATED']);

/**
 * Writes the schemas of declared contracts that are not published yet, except for those that the gate refuses.
 *
 * @param root the repository's folder
 * @returns the written files, relative to the repository, and the refused contracts
 */
export const publishSchemas = async (
  root: string,
  check: ContractCheck,
): Promise<{ readonly written: readonly string[]; readonly refused: readonly Finding[] }> => {
  const findings = checkContracts(check);
  const todo = new Set(findings.filter(({ code }) => PUBLISHABLE.has(code)).map(({ file }) => file));
  const written: string[] = [];
  for (const domain of check.domains) {
    const { folder, published } = domain;
    for (const { type, version, schema: declared } of gatedContracts(domain)) {
      const file = schemaFile(folder, type, version);
      if (!todo.has(file)) continue;
      const before = published.find((one) => one.version === version && one.eventType === type);
      const { $schema, $id, ...schema } = declared;
      const document = { $schema, $id, [PUBLISHED_KEYWORD]: before?.publishedOn ?? check.today, ...schema };
      await mkdir(dirname(join(root, file)), { recursive: true });
      await writeFile(join(root, file), `${JSON.stringify(document, null, 2)}\n`);
      written.push(file);
    }
  }
  return { written, refused: findings.filter(({ code }) => !PUBLISHABLE.has(code)) };
};
