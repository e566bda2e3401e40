import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Domain } from '@plumbline/contract-gate';
import { OrderAccepted, OrderCreated } from '@plumbline/contracts-ordering';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type DeclaredSystem, readSystem } from '../checks/read-system.ts';
import { ROOT } from '../root.ts';
import { codeowners } from './codeowners.ts';
import { CODEOWNERS_FILE, codeownersDrift } from './codeowners-drift.ts';

const ordering: Domain = {
  name: 'ordering',
  summary: 'Orders',
  folder: 'packages/contracts/ordering',
  contracts: [OrderAccepted, OrderCreated],
  commands: [],
  queries: [],
  published: [],
};

describe('CODEOWNERS', () => {
  it('assigns a service’s declarations to its team, an event’s schemas to its owner, and the rest to the team of the shared bus', () => {
    const services = [
      { name: 'orders', team: 'orders-team' },
      { name: 'platform', team: 'platform-team' },
      { name: 'kitchens', team: 'kitchen-team' },
    ];
    const text = codeowners({
      organization: 'acme',
      services,
      domains: [ordering],
      isThere: (path) => path === '/services/orders/' || /stacks\/(platform|kitchens)/.test(path),
      hasBus: (name) => name === 'platform',
    });
    expect(text.split('\n').slice(1)).toEqual([
      '* @acme/platform-team',
      '/packages/contracts/ordering/ @acme/intake-team @acme/orders-team',
      '/packages/contracts/ordering/schemas/OrderAccepted/ @acme/orders-team',
      '/packages/contracts/ordering/schemas/OrderCreated/ @acme/intake-team',
      '/catalog/prose/domains/ordering.md @acme/intake-team @acme/orders-team',
      '/services/orders/ @acme/orders-team',
      '/catalog/prose/services/orders.md @acme/orders-team',
      '/infra/src/stacks/platform.ts @acme/platform-team',
      '/catalog/prose/services/platform.md @acme/platform-team',
      '/infra/src/stacks/kitchens.ts @acme/kitchen-team',
      '/catalog/prose/services/kitchens.md @acme/kitchen-team',
      '',
    ]);
  });

  it('when a stack has no team, then it has no line', () => {
    const text = codeowners({
      organization: 'acme',
      services: [{ name: 'a', team: undefined }],
      domains: [],
      isThere: () => true,
      hasBus: () => true,
    });
    expect(text.split('\n')).toHaveLength(2);
  });
});

describe('CODEOWNERS in the repository', () => {
  let root: string;
  let system: DeclaredSystem;
  beforeEach(async () => {
    root = mkdtempSync(join(tmpdir(), 'plumbline-owners-'));
    system = { ...(await readSystem(ROOT)), root };
    for (const { name } of system.topology.services) {
      for (const path of [`services/${name}/`, `infra/src/stacks/${name}.ts`])
        if (existsSync(join(ROOT, path))) mkdirSync(join(root, path), { recursive: true });
    }
    mkdirSync(join(root, '.github'));
    write('package.json', readFileSync(join(ROOT, 'package.json'), 'utf8'));
    write(CODEOWNERS_FILE, readFileSync(join(ROOT, CODEOWNERS_FILE), 'utf8'));
  });
  afterEach(() => rmSync(root, { recursive: true }));
  const write = (file: string, content: string): void => writeFileSync(join(root, file), content);

  it('agrees with the declared owners', async () => {
    expect(await codeownersDrift(system)).toEqual([]);
  });

  it.each([
    ['a line is missing', (text: string) => text.replace(/^\/services\/orders\/.*\n/m, ''), /^\+ \/services\/orders\/ @\S+\/orders-team$/m],
    [
      'a team differs',
      (text: string) => text.replace(/(\/services\/orders\/ @\S+\/)\S+/, '$1chefs'),
      /^- \/services\/orders\/ @\S+\/chefs$/m,
    ],
    ['a line is superfluous', (text: string) => `${text}/docs/ @acme/writers\n`, /^- \/docs\/ @acme\/writers$/m],
    ['lines are in another order', (text: string) => text.split('\n').reverse().join('\n'), /differs from the owners/],
    ['the file is empty', () => '', /^\+ \* @\S+\/platform-team$/m],
  ])('when %s, then the check reports it, with the command to run', async (_, edit, why) => {
    write(CODEOWNERS_FILE, edit(readFileSync(join(ROOT, CODEOWNERS_FILE), 'utf8')));
    expect(await codeownersDrift(system)).toEqual([
      {
        code: 'CODEOWNERS_OUTDATED',
        severity: 'error',
        subject: 'CODEOWNERS',
        file: '.github/CODEOWNERS',
        why: expect.stringMatching(why),
        fix: 'Run "npm run plumb -- codeowners".',
      },
    ]);
  });

  it('when the file is missing, then the check reports it', async () => {
    rmSync(join(root, CODEOWNERS_FILE));
    expect(await codeownersDrift(system)).toMatchObject([{ code: 'CODEOWNERS_OUTDATED' }]);
  });

  it('when a new service has no line, then the check reports it', async () => {
    mkdirSync(join(root, 'services/kitchen'));
    const services = [
      ...system.topology.services,
      { name: 'kitchen', team: 'kitchen-team', summary: undefined, tags: {}, readsStateOf: [], domain: undefined },
    ];
    expect(await codeownersDrift({ ...system, topology: { ...system.topology, services } })).toMatchObject([
      { why: expect.stringMatching(/^\+ \/services\/kitchen\/ @\S+\/kitchen-team$/m) },
    ]);
  });

  it('when no organisation is set, then the finding names the file to set it in', async () => {
    write('package.json', '{}');
    expect(await codeownersDrift(system)).toMatchObject([{ code: 'CODEOWNERS_NO_ORGANIZATION', file: 'package.json' }]);
  });
});
