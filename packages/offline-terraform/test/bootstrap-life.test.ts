import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bootstrapApp, bootstrapFrom } from '@plumbline/infra';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CommandResult, offlineTerraform, type StackTerraform } from '../src/index.ts';
import { describeWithTerraform } from './describe-with-terraform.ts';

const directory = mkdtempSync(join(tmpdir(), 'plumbline-bootstrap-'));
afterAll(() => rmSync(directory, { recursive: true }));

const expectCode = ({ code, stdout, stderr }: CommandResult, expected: number): void => expect(code, stdout + stderr).toBe(expected);

describeWithTerraform("Terraform's life of the bootstrap", () => {
  const settings = bootstrapFrom({ PLUMBLINE_HCP_ORGANIZATION: 'acme' });
  bootstrapApp(settings, directory).synth();

  describe.each(['organization', ...settings.environments.map(({ name }) => name)])('%s', (stack) => {
    let terraform: StackTerraform;
    const folder = join(directory, 'stacks', stack);
    beforeAll(async () => {
      terraform = await offlineTerraform(folder);
      expectCode(await terraform.init(), 0);
    });
    afterAll(() => terraform[Symbol.asyncDispose]());

    it('is valid, by the schemas of both providers', async () => {
      const result = await terraform.validate();
      expectCode(result, 0);
      expect(JSON.parse(result.stdout)).toMatchObject({ valid: true, error_count: 0, warning_count: 0 });
    });

    it('is made whole, has no drift then, and is destroyed whole', async () => {
      const { resource } = JSON.parse(readFileSync(join(folder, 'cdk.tf.json'), 'utf8')) as { resource: Record<string, object> };
      const count = Object.values(resource).reduce((sum, ofType) => sum + Object.keys(ofType).length, 0);
      expectCode(await terraform.plan(), 0);
      expect((await terraform.apply()).stdout).toContain(`Resources: ${count} added, 0 changed, 0 destroyed.`);
      expectCode(await terraform.detectDrift(), 0);
      expect((await terraform.destroy()).stdout).toContain(`Resources: ${count} destroyed.`);
    });
  });

  it('when a workspace has an argument that HCP Terraform does not know, then it is refused', async () => {
    const text = readFileSync(join(directory, 'stacks/organization/cdk.tf.json'), 'utf8');
    const broken = mkdtempSync(join(tmpdir(), 'plumbline-bootstrap-'));
    try {
      writeFileSync(join(broken, 'cdk.tf.json'), text.replace('"execution_mode"', '"execution_mood"'));
      await using terraform = await offlineTerraform(broken);
      await terraform.init();
      const { code, stdout } = await terraform.validate();
      expect(code).toBe(1);
      expect(stdout).toContain('execution_mood');
    } finally {
      rmSync(broken, { recursive: true });
    }
  });
});
