import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type CommandContract, type EventContract, majorOf, type QueryContract, versionedName } from '@plumbline/event-kit';
import { ContractGateError } from './errors.ts';
import { type PublishedVersion, readPublished } from './read-published.ts';

/** A domain: the events, commands and queries of one contract workspace. */
export interface Domain {
  /** The workspace's folder below `packages/contracts/`. */
  readonly name: string;
  /** From its package.json. */
  readonly summary: string;
  /** Its folder, relative to the repository. */
  readonly folder: string;
  /** Every declared major version, by event type, then newest first. */
  readonly contracts: readonly EventContract[];
  readonly commands: readonly CommandContract[];
  readonly queries: readonly QueryContract[];
  /** Every published version, by event type, then oldest first. */
  readonly published: readonly PublishedVersion[];
}

/** Where contract workspaces are, relative to the repository. */
const CONTRACTS = 'packages/contracts';

/**
 * Loads the contracts of every domain, with their published schemas.
 *
 * @param root the repository's folder
 * @throws ContractGateError `CONTRACTS_UNREADABLE`, `SCHEMA_UNREADABLE`, `DECLARED_TWICE`
 */
export const readContracts = async (root: string): Promise<readonly Domain[]> => {
  const names = (await readdir(join(root, CONTRACTS))).filter((name) => existsSync(join(root, CONTRACTS, name, 'package.json')));
  const domains = await Promise.all(names.sort().map((name) => readDomain(root, name)));
  const seen = new Set<string>();
  const commands = domains.flatMap((domain) => domain.commands).map(({ commandType: eventType, version }) => ({ eventType, version }));
  for (const contract of [...domains.flatMap(({ contracts }) => contracts), ...commands]) {
    const name = versionedName(contract);
    if (seen.has(name))
      throw new ContractGateError(
        'DECLARED_TWICE',
        `${name} is declared twice. Give one of the declarations another major version or name.`,
      );
    seen.add(name);
  }
  return domains;
};

const readDomain = async (root: string, name: string): Promise<Domain> => {
  const folder = `${CONTRACTS}/${name}`;
  const { description = '' } = JSON.parse(await readFile(join(root, folder, 'package.json'), 'utf8')) as { readonly description?: string };
  const exported = await exportsOf(join(root, folder, 'src/index.ts'));
  return {
    name,
    summary: description,
    folder,
    contracts: exported.filter(isEvent).sort(byTypeThenNewest),
    commands: exported.filter(isCommand).sort((a, b) => (a.commandType < b.commandType ? -1 : 1)),
    queries: exported.filter(isQuery).sort((a, b) => (a.name < b.name ? -1 : 1)),
    published: await readPublished(root, folder),
  };
};

const exportsOf = async (file: string): Promise<readonly unknown[]> => {
  try {
    return Object.values((await import(pathToFileURL(file).href)) as Record<string, unknown>);
  } catch (cause) {
    throw new ContractGateError('CONTRACTS_UNREADABLE', `Cannot load ${file}: ${(cause as Error).message}`, { cause });
  }
};

const has = (value: unknown, ...names: readonly string[]): boolean =>
  typeof value === 'object' && value !== null && names.every((name) => name in value);
const isEvent = (value: unknown): value is EventContract => has(value, 'eventType', 'detailType', 'version', 'data');
const isCommand = (value: unknown): value is CommandContract => has(value, 'commandType', 'version', 'data');
const isQuery = (value: unknown): value is QueryContract => has(value, 'name', 'parameters', 'result');

const byTypeThenNewest = (a: EventContract, b: EventContract): number => {
  if (a.eventType !== b.eventType) return a.eventType < b.eventType ? -1 : 1;
  return Number(majorOf(b.version)) - Number(majorOf(a.version));
};
