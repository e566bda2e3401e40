import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type CommandResult, copyStack, startOfflineProvider, terraformEnvironment } from '../src/index.ts';
import { runCommand } from '../src/run-command.ts';
import { describeWithTerraform } from './describe-with-terraform.ts';
import { CDKTF_OUT, STACK_NAMES, stackDirectory } from './synthesized-stacks.ts';

const CDKTF = join(dirname(createRequire(import.meta.url).resolve('cdktf-cli/package.json')), 'bundle/bin/cdktf');

/** Instead of a synth: copies what there is to where cdktf wants it. */
const APP = `"${process.execPath}" -e "fs.cpSync('synthesized', process.env.CDKTF_OUTDIR, { recursive: true })"`;

const resourceCount = async (stack: string): Promise<number> => {
  const { resource } = JSON.parse(await readFile(join(stackDirectory(stack), 'cdk.tf.json'), 'utf8')) as {
    readonly resource: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  };
  return Object.values(resource).reduce((count, resources) => count + Object.keys(resources).length, 0);
};

describeWithTerraform('cdktf-cli 0.21 on this Node, offline', () => {
  let project: string;
  beforeAll(async () => {
    project = await mkdtemp(join(tmpdir(), 'plumbline-cdktf-'));
    await cp(join(CDKTF_OUT, 'manifest.json'), join(project, 'synthesized/manifest.json'));
    for (const stack of STACK_NAMES) await copyStack(stackDirectory(stack), join(project, 'synthesized/stacks', stack));
    const settings = { language: 'typescript', app: APP, projectId: '00000000-0000-4000-8000-000000000000', sendCrashReports: 'false' };
    await writeFile(join(project, 'cdktf.json'), JSON.stringify(settings));
  });
  afterAll(() => rm(project, { recursive: true }));

  const cdktf = async (...args: readonly string[]): Promise<CommandResult> => {
    await using provider = await startOfflineProvider(STACK_NAMES.map(stackDirectory));
    const env = { ...terraformEnvironment(provider, project), CI: '1', DISABLE_VERSION_CHECK: '1' };
    return await runCommand(process.execPath, [CDKTF, ...args], { cwd: project, env });
  };

  /** What Terraform has made, by its own record: what cdktf shows of it may be cut short when it ends. */
  const madeIn = async (stack: string): Promise<number> => {
    const { resources } = JSON.parse(await readFile(join(project, 'cdktf.out/stacks', stack, 'terraform.tfstate'), 'utf8')) as {
      readonly resources: readonly { readonly mode: string }[];
    };
    return resources.filter(({ mode }) => mode === 'managed').length;
  };

  it('deploys every stack with one command', async () => {
    const deployed = await cdktf('deploy', '*', '--auto-approve', '--skip-provider-lock');
    expect(deployed.code, deployed.stdout + deployed.stderr).toBe(0);
    expect(await Promise.all(STACK_NAMES.map(madeIn))).toEqual(await Promise.all(STACK_NAMES.map(resourceCount)));
  });
});
