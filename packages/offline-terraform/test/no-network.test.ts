import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { offlineTerraform } from '../src/index.ts';
import { describeOffline } from './describe-with-terraform.ts';

describeOffline('without network', () => {
  it('nothing is downloaded: a stack that needs another provider is refused', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'plumbline-network-'));
    try {
      const stack = { resource: { random_id: { id: { byte_length: 8 } } } };
      await writeFile(join(directory, 'cdk.tf.json'), JSON.stringify(stack));
      await using terraform = await offlineTerraform(directory);
      const { code, stderr } = await terraform.init();
      expect(code).toBe(1);
      expect(stderr.replace(/\s+/g, ' ')).toContain('hashicorp/random: could not connect to registry.terraform.io');
    } finally {
      await rm(directory, { recursive: true });
    }
  });
});
