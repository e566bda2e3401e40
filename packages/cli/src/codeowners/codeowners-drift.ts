import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Finding } from '@plumbline/contract-gate';
import type { DeclaredSystem } from '../checks/read-system.ts';
import { codeowners } from './codeowners.ts';

export const CODEOWNERS_FILE = '.github/CODEOWNERS';

export type CodeownersCode =
  /** The file differs from the owners in manifests and contracts. */
  | 'CODEOWNERS_OUTDATED'
  /** The setting for the GitHub organisation of the teams is missing. */
  | 'CODEOWNERS_NO_ORGANIZATION';

/** Checks that CODEOWNERS agrees with manifests and contracts. */
export const codeownersDrift = async (system: DeclaredSystem): Promise<readonly Finding<CodeownersCode>[]> => {
  const organization = await organizationOf(system.root);
  if (organization === undefined) return [NO_ORGANIZATION];
  const file = join(system.root, CODEOWNERS_FILE);
  const written = existsSync(file) ? await readFile(file, 'utf8') : '';
  const wanted = wantedCodeowners(system, organization);
  if (written === wanted) return [];
  return [
    {
      code: 'CODEOWNERS_OUTDATED',
      severity: 'error',
      subject: 'CODEOWNERS',
      file: CODEOWNERS_FILE,
      why: ['The file differs from the owners that manifests and contracts declare.', ...difference(written, wanted)].join('\n'),
      fix: 'Run "npm run plumb -- codeowners".',
    },
  ];
};

/** The expected text of the file. */
export const wantedCodeowners = ({ root, topology, domains }: DeclaredSystem, organization: string): string =>
  codeowners({
    organization,
    services: topology.services,
    domains,
    isThere: (path) => existsSync(join(root, path)),
    hasBus: (name) => topology.buses.some(({ stack }) => stack === name),
  });

/** The setting `plumbline.githubOrganization` of the repository's package.json. */
export const organizationOf = async (root: string): Promise<string | undefined> => {
  const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
    readonly plumbline?: { readonly githubOrganization?: string };
  };
  return manifest.plumbline?.githubOrganization;
};

export const NO_ORGANIZATION: Finding<CodeownersCode> = {
  code: 'CODEOWNERS_NO_ORGANIZATION',
  severity: 'error',
  subject: 'CODEOWNERS',
  file: 'package.json',
  why: 'The file does not declare the GitHub organisation of the teams.',
  fix: 'Set "plumbline": { "githubOrganization": "..." }.',
};

const difference = (written: string, wanted: string): readonly string[] => {
  const [before, after] = [written, wanted].map((text) => text.split('\n').filter((line) => line !== ''));
  return [
    ...(before ?? []).filter((line) => after?.includes(line) !== true).map((line) => `- ${line}`),
    ...(after ?? []).filter((line) => before?.includes(line) !== true).map((line) => `+ ${line}`),
  ];
};
