import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ProviderMode, providerMode, stackTerraform, type Variables, whyNotDeployed } from '../src/index.ts';
import { describeWithTerraform } from './describe-with-terraform.ts';

const STEPS = ['init', 'validate', 'plan', 'show', 'apply', 'detectDrift', 'destroy'] as const;
const ACCOUNT = '123456789012';
const NOWHERE = 'http://127.0.0.1:9';

const stackOf = (environment: string): object => ({
  provider: { aws: [{ region: 'eu-west-1', default_tags: [{ tags: { environment, service: 'orders' } }] }] },
  resource: { aws_sqs_queue: { q: { name: 'q' } } },
  terraform: { required_providers: { aws: { source: 'aws', version: '6.25.0' } } },
});

describe('the variables that choose a provider', () => {
  it.each([
    [{}, 'offline'],
    [{ PLUMBLINE_TF_PROVIDER: 'real' }, 'real'],
  ])('%j is %s', (variables, mode) => expect(providerMode(variables)).toBe(mode));

  it.each([[{ PLUMBLINE_TF_PROVIDER: 'aws' }], [{ PLUMBLINE_TF_PROVIDER: 'real', AWS_PROFILE: 'me', PLUMBLINE_TF_ACCOUNT: 'mine' }]])(
    '%j is refused',
    (variables) => expect(() => whyNotDeployed(variables)).toThrow(expect.objectContaining({ code: 'UNKNOWN_PROVIDER' })),
  );

  const real = { PLUMBLINE_TF_PROVIDER: 'real', HOME: '/nowhere' };
  it.each([
    ['offline', {}, undefined],
    ['no credentials', { ...real, PLUMBLINE_TF_ACCOUNT: ACCOUNT }, expect.stringContaining('without AWS credentials')],
    ['empty credentials', { ...real, AWS_ACCESS_KEY_ID: '' }, expect.stringContaining('without AWS credentials')],
    ['no account', { ...real, AWS_PROFILE: 'me' }, expect.stringContaining('PLUMBLINE_TF_ACCOUNT')],
    ['both', { ...real, AWS_PROFILE: 'me', PLUMBLINE_TF_ACCOUNT: ACCOUNT }, undefined],
  ])('decide whether anything is applied: %s', (_, variables, reason) => expect(whyNotDeployed(variables)).toEqual(reason));
});

describe('a stack that Terraform runs over', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'plumbline-mode-'));
    await mkdir(join(folder, 'bin'));
    // Writes down how it was called, instead of doing anything.
    const script = `require('fs').appendFileSync(${JSON.stringify(join(folder, 'calls'))}, JSON.stringify({ args: process.argv.slice(2), env: process.env }) + '\\n');`;
    await writeFile(join(folder, 'bin/terraform'), `#!${process.execPath}\n${script}\n`);
    await chmod(join(folder, 'bin/terraform'), 0o755);
  });
  afterEach(() => rm(folder, { recursive: true }));

  const written = async (environment: string): Promise<string> => {
    const stack = join(folder, environment);
    await mkdir(stack, { recursive: true });
    await writeFile(join(stack, 'cdk.tf.json'), JSON.stringify(stackOf(environment)));
    return stack;
  };

  interface Call {
    readonly args: readonly string[];
    readonly env: Variables;
  }

  const callsOf = async (mode: ProviderMode, variables: Variables): Promise<readonly Call[]> => {
    await writeFile(join(folder, 'calls'), '');
    await using terraform = await stackTerraform(await written('dev'), mode, { PATH: join(folder, 'bin'), ...variables });
    for (const step of STEPS) await terraform[step]();
    const lines = (await readFile(join(folder, 'calls'), 'utf8')).trim().split('\n');
    return lines.map((line) => JSON.parse(line) as Call);
  };

  const OWN = {
    HOME: '/home/me',
    AWS_PROFILE: 'me',
    TF_CLI_CONFIG_FILE: '/home/me/mirror.tfrc',
    TF_PLUGIN_CACHE_DIR: '/home/me/plugins',
    TF_REATTACH_PROVIDERS: '{}',
    TF_WORKSPACE: 'prod',
    TF_CLI_ARGS_apply: '-destroy',
  };

  it('gets the same commands with either provider', async () => {
    const offline = await callsOf('offline', OWN);
    expect(offline).toHaveLength(STEPS.length);
    expect((await callsOf('real', OWN)).map(({ args }) => args)).toEqual(offline.map(({ args }) => args));
  });

  it("has the caller's mirror, cache and profile with the real provider, and neither our provider nor our dead proxy", async () => {
    const { TF_REATTACH_PROVIDERS: _, TF_WORKSPACE: __, TF_CLI_ARGS_apply: ___, ...kept } = OWN;
    for (const { env } of await callsOf('real', OWN)) {
      expect(env).toMatchObject({ ...kept, TF_INPUT: '0' });
      const names = ['TF_REATTACH_PROVIDERS', 'TF_WORKSPACE', 'TF_CLI_ARGS_apply', 'HTTP_PROXY', 'HTTPS_PROXY'];
      for (const name of names) expect(env, name).not.toHaveProperty(name);
    }
  });

  it('has nothing of the caller offline', async () => {
    for (const { env } of await callsOf('offline', OWN)) {
      expect(env).toMatchObject({ HTTPS_PROXY: NOWHERE, TF_REATTACH_PROVIDERS: expect.stringContaining('127.0.0.1') });
      for (const name of ['AWS_PROFILE', 'TF_CLI_CONFIG_FILE', 'TF_WORKSPACE']) expect(env, name).not.toHaveProperty(name);
      expect(env['HOME']).not.toBe(OWN.HOME);
    }
  });

  it('is of the environment dev, or the real provider never sees it', async () => {
    await expect(stackTerraform(await written('prod'), 'real', {})).rejects.toMatchObject({
      code: 'NOT_DEV',
      message: expect.stringContaining('"prod"'),
    });
  });

  it('can only be applied to the account that was named', async () => {
    const script = `require('fs').copyFileSync('cdk.tf.json', ${JSON.stringify(join(folder, 'seen'))});`;
    await writeFile(join(folder, 'bin/terraform'), `#!${process.execPath}\n${script}\n`);
    const seen = async (mode: ProviderMode): Promise<unknown> => {
      const variables = { PATH: join(folder, 'bin'), PLUMBLINE_TF_ACCOUNT: ACCOUNT };
      await using terraform = await stackTerraform(await written('dev'), mode, variables);
      await terraform.plan();
      return JSON.parse(await readFile(join(folder, 'seen'), 'utf8'));
    };
    expect(await seen('real')).toMatchObject({ provider: { aws: [{ region: 'eu-west-1', allowed_account_ids: [ACCOUNT] }] } });
    expect(await seen('offline')).not.toMatchObject({ provider: { aws: [{ allowed_account_ids: [ACCOUNT] }] } });
  });

  it.each([
    ['is destroyed in the end', 0],
    ['is kept, and its place told, when it could not be destroyed', 1],
  ])('what the real provider made %s', async (_, exitCode) => {
    const state = JSON.stringify({ resources: [{ mode: 'managed' }] });
    const script = `
      const { appendFileSync, writeFileSync } = require('fs');
      const [command] = process.argv.slice(2);
      appendFileSync(${JSON.stringify(join(folder, 'calls'))}, command + ' ');
      if (command === 'apply') writeFileSync('terraform.tfstate', ${JSON.stringify(state)});
      if (command === 'destroy') process.exit(${exitCode});`;
    await writeFile(join(folder, 'bin/terraform'), `#!${process.execPath}\n${script}\n`);
    const terraform = await stackTerraform(await written('dev'), 'real', { PATH: join(folder, 'bin') });
    await terraform.apply();
    const disposed = await terraform[Symbol.asyncDispose]().then(
      () => undefined,
      (error: Error) => error,
    );
    expect(await readFile(join(folder, 'calls'), 'utf8')).toBe('apply destroy ');
    if (exitCode === 0) expect(disposed).toBeUndefined();
    else {
      expect(disposed).toMatchObject({ code: 'NOT_DESTROYED' });
      const kept = /-chdir=(\S+)/.exec(disposed?.message ?? '')?.[1] ?? '';
      expect(JSON.parse(await readFile(join(kept, 'terraform.tfstate'), 'utf8'))).toEqual(JSON.parse(state));
      await rm(kept, { recursive: true });
    }
  });
});

describeWithTerraform('the real provider, when its registry is out of reach', () => {
  it('is not there, and init says what to do', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'plumbline-registry-'));
    try {
      await writeFile(join(folder, 'cdk.tf.json'), JSON.stringify(stackOf('dev')));
      const variables = { PATH: process.env['PATH'], HOME: folder, HTTPS_PROXY: NOWHERE, HTTP_PROXY: NOWHERE };
      await using terraform = await stackTerraform(folder, 'real', variables);
      const { code, stderr } = await terraform.init();
      expect(code).toBe(1);
      expect(stderr.replace(/[\s│╷╵]+/g, ' ')).toContain('could not connect to registry.terraform.io');
      expect(stderr).toContain('TF_CLI_CONFIG_FILE');
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
