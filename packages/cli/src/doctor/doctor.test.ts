import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from '../root.ts';
import type { CompiledStack } from '../stacks/compiled-stacks.ts';
import { apiGatewayRole } from './api-gateway-role.ts';
import { type AccountFacts, checkAccount, type Declared } from './check-account.ts';
import { checkHcp, type HcpFacts } from './check-hcp.ts';
import { checkMachine, type MachineFacts } from './check-machine.ts';
import type { Diagnosis, Fact } from './diagnosis.ts';
import { drawDiagnoses } from './draw-diagnoses.ts';
import { lookAtHcp } from './look-at-hcp.ts';
import { lookAtMachine } from './look-at-machine.ts';

const GIB = 2 ** 30;

/** The failed checks as `name: status`, with `!` for a required one. */
const unwell = (diagnoses: readonly Diagnosis[]): readonly string[] =>
  diagnoses
    .filter(({ status }) => status !== 'ok')
    .map(({ name, status, required }) => `${name}: ${status}${required === true ? '!' : ''}`);

describe('a machine', () => {
  const well: MachineFacts = {
    node: '24.21.0',
    pnpm: '10.34.8',
    git: '2.39.5',
    terraform: '1.11.4',
    chromium: { value: '/usr/bin/chromium' },
    freeDiskBytes: 60 * GIB,
    memoryBytes: 8 * GIB,
    port: { number: 4566, free: true },
    wanted: { node: '24.21.0', pnpm: '10.34.8' },
  };

  it.each<[string, Partial<MachineFacts>, readonly string[]]>([
    ['has everything', {}, []],
    ['has a newer Node', { node: '26.0.0' }, []],
    ['has an older Node', { node: '22.19.0' }, ['node: missing!']],
    ['has another pnpm', { pnpm: '9.0.0' }, ['pnpm: missing!']],
    ['has no pnpm', { pnpm: undefined }, ['pnpm: missing!']],
    ['has no git', { git: undefined }, ['git: missing!']],
    ['has no Terraform', { terraform: undefined }, ['terraform: missing']],
    ['has the Terraform that is just new enough', { terraform: '1.11.0' }, []],
    ['has the release candidate of a newer Terraform', { terraform: '1.12.0-rc1' }, []],
    ['has an older Terraform', { terraform: '1.9.8' }, ['terraform: missing']],
    ['has a newer major Terraform', { terraform: '2.0.0' }, []],
    ['has no browser', { chromium: { value: undefined } }, ['chromium: missing']],
    ['cannot look up a browser', { chromium: { unknown: 'not installed' } }, ['chromium: skipped']],
    ['has too little disk space for everything', { freeDiskBytes: 3 * GIB }, ['disk: missing']],
    ['has too little disk space to run', { freeDiskBytes: GIB - 1 }, ['disk: missing!']],
    ['has too little memory for the site', { memoryBytes: 2 * GIB }, ['memory: missing']],
    ['has another process on the port', { port: { number: 4566, free: false } }, ['port: missing']],
  ])('when it %s, then the diagnoses are right', (_, facts, expected) => {
    expect(unwell(checkMachine({ ...well, ...facts }))).toEqual(expected);
  });

  it('when a prerequisite is missing, then the diagnosis has a fix', () => {
    const nothing = {
      pnpm: undefined,
      git: undefined,
      terraform: undefined,
      chromium: { value: undefined },
      freeDiskBytes: 0,
      memoryBytes: 0,
    };
    for (const { status, fix } of checkMachine({ ...well, ...nothing })) expect(fix !== undefined).toBe(status === 'missing');
  });

  it('when the doctor reads this machine, then its facts are those of this test run', async () => {
    const facts = await lookAtMachine(ROOT);
    expect(facts.node).toBe(process.versions.node);
    expect(facts.wanted.node).toBe(readFileSync(join(ROOT, '.node-version'), 'utf8').trim());
    expect(facts.wanted.pnpm).toMatch(/^\d+\.\d+\.\d+$/);
    expect(facts.git).toMatch(/^\d+\./);
    expect(facts.freeDiskBytes).toBeGreaterThan(0);
  });
});

describe('an account', () => {
  const bus = 'plumbline-dev';
  const declared: Fact<Declared> = { value: { environment: 'dev', region: 'eu-west-1', rules: new Map([[bus, ['a', 'b']]]) } };
  const well: AccountFacts = {
    identity: { value: { accountId: '123456789012', arn: 'arn:aws:iam::123456789012:user/ann' } },
    region: { value: 'eu-west-1' },
    concurrency: { value: 1_000 },
    rules: { value: new Map([[bus, []]]) },
    apiGatewayRole: { value: undefined },
    buckets: { value: new Map([['claims', 'none']]) },
  };
  const names = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => `rule-${index}`);

  it.each<[string, Partial<AccountFacts>, readonly string[]]>([
    ['is empty', {}, []],
    ['cannot be identified', { identity: { unknown: 'CredentialsProviderError' } }, ['credentials: missing!']],
    ['has no region', { region: { unknown: 'Region is missing' } }, ['region: missing!']],
    ['is read in another region', { region: { value: 'us-east-1' } }, ['region: missing!']],
    ['is new, with ten concurrent functions', { concurrency: { value: 10 } }, ['concurrency: missing']],
    ['does not reveal its limits', { concurrency: { unknown: 'AccessDenied' } }, ['concurrency: skipped']],
    ['has other rules, as many as fit', { rules: { value: new Map([[bus, names(298)]]) } }, []],
    ['has other rules, one too many', { rules: { value: new Map([[bus, names(299)]]) } }, ['rules: missing!']],
    ['has our rules already', { rules: { value: new Map([[bus, ['a', 'b', ...names(298)]]]) } }, []],
    ['has our role for API Gateway', { apiGatewayRole: { value: 'arn:aws:iam::1:role/plumbline-dev-api-gateway-logs' } }, []],
    ['has the role of another system', { apiGatewayRole: { value: 'arn:aws:iam::1:role/theirs' } }, ['api gateway: missing']],
    ['has our buckets', { buckets: { value: new Map([['claims', 'us']]) } }, []],
    ['needs the bucket of another account', { buckets: { value: new Map([['claims', 'another account']]) } }, ['buckets: missing!']],
  ])('when it %s, then the diagnoses are right', (_, facts, expected) => {
    expect(unwell(checkAccount({ ...well, ...facts }, declared))).toEqual(expected);
  });

  it('when no stacks are synthesized, then the checks that depend on them are skipped', () => {
    expect(unwell(checkAccount(well, { unknown: 'nothing is synthesized' }))).toEqual(['rules: skipped']);
  });

  it('when the doctor asks API Gateway for its role, then the call is signed', async () => {
    const config = { region: async () => 'eu-west-1', credentials: async () => ({ accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'x' }) };
    const calls: (readonly [string, Readonly<Record<string, string>>])[] = [];
    const answer =
      (status: number, body: object) =>
      async (url: string, { headers }: { headers: Readonly<Record<string, string>> }) => {
        calls.push([url, headers]);
        return new Response(JSON.stringify(body), { status });
      };
    expect(await apiGatewayRole(config, answer(200, { cloudwatchRoleArn: 'arn' }))).toBe('arn');
    expect(await apiGatewayRole(config, answer(200, {}))).toBeUndefined();
    await expect(apiGatewayRole(config, answer(403, {}))).rejects.toThrow('403');
    const [url, headers] = calls[0] ?? ['', {}];
    expect(url).toBe('https://apigateway.eu-west-1.amazonaws.com/account');
    expect(headers.authorization).toContain('/eu-west-1/apigateway/aws4_request');
  });
});

describe('HCP Terraform', () => {
  const well: HcpFacts = {
    token: 'TF_TOKEN_app_terraform_io',
    organization: 'acme',
    workspaces: { value: new Map([['orders-dev', 'remote']]) },
  };

  it.each<[string, Partial<HcpFacts>, readonly string[]]>([
    ['has the workspaces', {}, []],
    ['is not used', { organization: undefined }, ['hcp terraform: skipped']],
    ['has no token', { token: undefined }, ['hcp token: missing!']],
    ['lacks a workspace', { workspaces: { value: new Map([['orders-dev', 'none']]) } }, ['workspaces: missing!']],
    ['has a workspace that does not run', { workspaces: { value: new Map([['orders-dev', 'local']]) } }, ['workspaces: missing!']],
    ['does not answer', { workspaces: { unknown: 'fetch failed' } }, ['workspaces: skipped']],
  ])('when it %s, then the diagnoses are right', (_, facts, expected) => {
    expect(unwell(checkHcp({ ...well, ...facts }))).toEqual(expected);
  });

  describe('when the doctor reads it', () => {
    let home: string;
    beforeAll(() => {
      home = mkdtempSync(join(tmpdir(), 'plumbline-home-'));
    });
    afterAll(() => rmSync(home, { recursive: true }));
    const stack = (name: string): CompiledStack => ({
      name,
      terraform: { terraform: { cloud: { organization: 'acme', workspaces: { name: `${name}-dev` } } } },
    });
    const asked: string[] = [];
    const fetch = async (url: string, { headers }: { headers: Readonly<Record<string, string>> }): Promise<Response> => {
      asked.push(`${url} ${headers.authorization}`);
      if (headers.authorization === 'Bearer old') return new Response('', { status: 401 });
      if (url.endsWith('payments-dev')) return new Response('', { status: 404 });
      return new Response(JSON.stringify({ data: { attributes: { 'execution-mode': 'remote' } } }));
    };

    it('then it requests each workspace of a stack', async () => {
      const variables = { TF_TOKEN_app_terraform_io: 'secret' };
      const facts = await lookAtHcp([stack('orders'), stack('payments')], { variables, home, fetch });
      expect(facts).toEqual({
        token: 'TF_TOKEN_app_terraform_io',
        organization: 'acme',
        workspaces: {
          value: new Map([
            ['orders-dev', 'remote'],
            ['payments-dev', 'none'],
          ]),
        },
      });
      expect(asked[0]).toBe('https://app.terraform.io/api/v2/organizations/acme/workspaces/orders-dev Bearer secret');
      expect(JSON.stringify(checkHcp(facts))).not.toContain('secret');
    });

    it('then it uses the token of "terraform login" when the variable is missing', async () => {
      expect(await lookAtHcp([stack('orders')], { variables: {}, home, fetch })).toMatchObject({ token: undefined });
      mkdirSync(join(home, '.terraform.d'));
      writeFileSync(join(home, '.terraform.d/credentials.tfrc.json'), '{"credentials":{"app.terraform.io":{"token":"old"}}}');
      expect(await lookAtHcp([stack('orders')], { variables: { TF_TOKEN_app_terraform_io: '' }, home, fetch })).toEqual({
        token: '"terraform login"',
        organization: 'acme',
        workspaces: { unknown: expect.stringContaining('rejected the token') },
      });
    });

    it('then it makes no request when the stacks keep their state elsewhere', async () => {
      const before = asked.length;
      expect(await lookAtHcp([{ name: 'orders', terraform: {} }], { variables: {}, home, fetch })).toMatchObject({
        organization: undefined,
      });
      expect(asked).toHaveLength(before);
    });
  });
});

describe('the output', () => {
  it('has one line for each prerequisite, with the fix below a missing one', () => {
    const lines = drawDiagnoses([
      { name: 'node', status: 'ok', found: '24.21.0' },
      { name: 'terraform', status: 'missing', found: 'not found', fix: 'Install it.' },
    ]);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours, if the terminal has them.
    expect(lines.replaceAll(/\u001b\[\d+m/g, '')).toBe(
      'ok       node       24.21.0\nmissing  terraform  not found\n         -> Install it.',
    );
  });
});
