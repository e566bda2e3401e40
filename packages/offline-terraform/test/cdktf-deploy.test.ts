import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type CommandResult, copyStack, providedEnvironment } from '../src/index.ts';
import { deployAccount } from '../src/provider-mode.ts';
import { runCommand } from '../src/run-command.ts';
import { describeDeployed, MODE } from './describe-with-terraform.ts';
import { CDKTF_OUT, PLATFORM, STACK_NAMES, stackDirectory } from './synthesized-stacks.ts';

const CDKTF = join(dirname(createRequire(import.meta.url).resolve('cdktf-cli/package.json')), 'bundle/bin/cdktf');

/** Instead of a synth: copies what there is to where cdktf wants it. */
const APP = `"${process.execPath}" -e "fs.cpSync('synthesized', process.env.CDKTF_OUTDIR, { recursive: true })"`;

const resourceCount = async (stack: string): Promise<number> => {
  const { resource } = JSON.parse(await readFile(join(stackDirectory(stack), 'cdk.tf.json'), 'utf8')) as {
    readonly resource: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  };
  return Object.values(resource).reduce((count, resources) => count + Object.keys(resources).length, 0);
};

describeDeployed(`cdktf-cli 0.21 on this Node, ${MODE}`, () => {
  let project: string;
  beforeAll(async () => {
    project = await mkdtemp(join(tmpdir(), 'plumbline-cdktf-'));
    await cp(join(CDKTF_OUT, 'manifest.json'), join(project, 'synthesized/manifest.json'));
    const account = MODE === 'real' ? deployAccount(process.env) : undefined;
    for (const stack of STACK_NAMES) await copyStack(stackDirectory(stack), join(project, 'synthesized/stacks', stack), account);
    const settings = { language: 'typescript', app: APP, projectId: '00000000-0000-4000-8000-000000000000', sendCrashReports: 'false' };
    await writeFile(join(project, 'cdktf.json'), JSON.stringify(settings));
  });
  afterAll(async () => {
    if (MODE === 'real') await destroyAll();
    await rm(project, { recursive: true });
  });

  const cdktf = async (...args: readonly string[]): Promise<CommandResult> => {
    await using provided = await providedEnvironment({
      mode: MODE,
      stackDirectories: STACK_NAMES.map(stackDirectory),
      home: project,
      variables: process.env,
    });
    const env = { ...provided.env, CI: '1', DISABLE_VERSION_CHECK: '1' };
    return await runCommand(process.execPath, [CDKTF, ...args], { cwd: project, env });
  };

  const succeeds = async (...args: readonly string[]): Promise<void> => {
    const { code, stdout, stderr } = await cdktf(...args);
    expect(code, `${stdout}${stderr}\nState is in ${project}`).toBe(0);
  };

  /** The bus goes last. If it fails, the states stay where the message says. */
  const destroyAll = async (): Promise<void> => {
    await succeeds('destroy', ...STACK_NAMES.filter((stack) => stack !== PLATFORM), '--auto-approve', '--skip-provider-lock');
    await succeeds('destroy', PLATFORM, '--auto-approve', '--skip-provider-lock');
  };

  /** What Terraform has made, by its own record: what cdktf shows of it may be cut short when it ends. */
  const madeIn = async (stack: string): Promise<number> => {
    const { resources } = JSON.parse(await readFile(join(project, 'cdktf.out/stacks', stack, 'terraform.tfstate'), 'utf8')) as {
      readonly resources: readonly { readonly mode: string }[];
    };
    return resources.filter(({ mode }) => mode === 'managed').length;
  };

  it('deploys every stack with one command', async () => {
    // Stacks share names, not outputs, so that cdktf knows no order: in an account, the bus has to be there before the rules.
    if (MODE === 'real') await succeeds('deploy', PLATFORM, '--auto-approve', '--skip-provider-lock');
    await succeeds('deploy', '*', '--auto-approve', '--skip-provider-lock');
    expect(await Promise.all(STACK_NAMES.map(madeIn))).toEqual(await Promise.all(STACK_NAMES.map(resourceCount)));
  });
});
