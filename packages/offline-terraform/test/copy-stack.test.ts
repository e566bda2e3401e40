import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { copyStack } from '../src/index.ts';

describe("a stack's copy", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'plumbline-copy-'));
    await mkdir(join(folder, 'stack/assets'), { recursive: true });
  });
  afterEach(() => rm(folder, { recursive: true }));

  const copy = async (terraform: object): Promise<unknown> => {
    await writeFile(join(folder, 'stack/cdk.tf.json'), JSON.stringify({ resource: {}, terraform }));
    await copyStack(join(folder, 'stack'), join(folder, 'copy'));
    return JSON.parse(await readFile(join(folder, 'copy/cdk.tf.json'), 'utf8'));
  };

  it('keeps its state to itself, wherever the stack keeps it', async () => {
    const own = { resource: {}, terraform: { backend: { local: { path: 'terraform.tfstate' } } } };
    expect(await copy({ backend: { local: { path: '/elsewhere/terraform.orders.tfstate' } } })).toEqual(own);
    expect(await copy({ backend: { s3: { bucket: 'states' } } })).toEqual(own);
    expect(await copy({ cloud: { organization: 'plumbline', workspaces: { name: 'orders' } } })).toEqual(own);
  });

  it('has the assets, and nothing that Terraform left', async () => {
    await mkdir(join(folder, 'stack/.terraform'));
    for (const file of ['assets/code.zip', '.terraform/lock', '.terraform.lock.hcl', 'terraform.tfstate', 'terraform.orders.tfstate']) {
      await writeFile(join(folder, 'stack', file), '');
    }
    await copy({});
    expect((await readdir(join(folder, 'copy'), { recursive: true })).sort()).toEqual(['assets', 'assets/code.zip', 'cdk.tf.json']);
  });

  it('can only be made of what was synthesized', async () => {
    await expect(copyStack(join(folder, 'nowhere'), join(folder, 'copy'))).rejects.toMatchObject({
      code: 'NOT_SYNTHESIZED',
      message: expect.stringContaining('npx turbo run synth'),
    });
  });
});
