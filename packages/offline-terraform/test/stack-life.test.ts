import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CommandResult, StackTerraform } from '../src/index.ts';
import { describeWithTerraform, itDeployed, terraformOver } from './describe-with-terraform.ts';
import { STACK_NAMES, stackDirectory } from './synthesized-stacks.ts';

interface ResourceChange {
  readonly address: string;
  readonly mode: 'managed' | 'data';
  readonly change: { readonly actions: readonly string[]; readonly after: { readonly tags_all?: Readonly<Record<string, string>> } };
}

/** The addresses of what a stack's JSON declares. */
const declared = (stack: string): readonly string[] => {
  const { resource } = JSON.parse(readFileSync(`${stackDirectory(stack)}/cdk.tf.json`, 'utf8')) as {
    readonly resource: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  };
  return Object.entries(resource).flatMap(([type, resources]) => Object.keys(resources).map((name) => `${type}.${name}`));
};

const plannedChanges = async (terraform: StackTerraform): Promise<readonly ResourceChange[]> => {
  const { stdout } = await terraform.show();
  const { resource_changes } = JSON.parse(stdout) as { readonly resource_changes: readonly ResourceChange[] };
  return resource_changes.filter(({ mode }) => mode === 'managed');
};

/** With Terraform's own words in the message where it fails. */
const expectCode = ({ code, stdout, stderr }: CommandResult, expected: number): void => expect(code, stdout + stderr).toBe(expected);

describeWithTerraform("Terraform's life of a stack", () => {
  const running = new Map<string, StackTerraform>();
  const terraformOf = (stack: string): StackTerraform => {
    const terraform = running.get(stack);
    if (terraform === undefined) throw new Error(`${stack} was not initialized.`);
    return terraform;
  };
  // In reverse: what a stack put on the platform's bus goes before the bus.
  afterAll(async () => {
    for (const terraform of [...running.values()].reverse()) await terraform[Symbol.asyncDispose]();
  });

  describe.each(STACK_NAMES)('%s', (stack) => {
    beforeAll(async () => {
      running.set(stack, await terraformOver(stackDirectory(stack)));
      expectCode(await terraformOf(stack).init(), 0);
    });

    it('is valid', async () => {
      const result = await terraformOf(stack).validate();
      expectCode(result, 0);
      expect(JSON.parse(result.stdout)).toMatchObject({ valid: true, error_count: 0, warning_count: 0 });
    });

    itDeployed('is planned to add exactly the resources of its JSON', async () => {
      const result = await terraformOf(stack).plan();
      expectCode(result, 0);
      expect(result.stdout).toContain(`Plan: ${declared(stack).length} to add, 0 to change, 0 to destroy.`);
      const changes = await plannedChanges(terraformOf(stack));
      expect(changes.map(({ address }) => address).sort()).toEqual([...declared(stack)].sort());
      expect(new Set(changes.flatMap(({ change }) => change.actions))).toEqual(new Set(['create']));
    });

    itDeployed('says in its plan which service and team own each resource that can be tagged', async () => {
      const tagged = (await plannedChanges(terraformOf(stack))).filter(({ change }) => change.after.tags_all !== undefined);
      if (tagged.length === 0) expect(declared(stack), 'what can be tagged').toEqual(['aws_cloudwatch_event_archive.reports']);
      for (const { address, change } of tagged) {
        expect(change.after.tags_all, address).toMatchObject({ service: stack, team: expect.stringMatching(/./) });
      }
    });

    itDeployed('differs from what is there before it is applied, and no more after', async () => {
      expectCode(await terraformOf(stack).detectDrift(), 2);
      const applied = await terraformOf(stack).apply();
      expectCode(applied, 0);
      expect(applied.stdout).toContain(`Resources: ${declared(stack).length} added, 0 changed, 0 destroyed.`);
      expectCode(await terraformOf(stack).detectDrift(), 0);
    });
  });

  describe.each([...STACK_NAMES].reverse())('%s, in the end', (stack) => {
    itDeployed('is destroyed entirely', async () => {
      const destroyed = await terraformOf(stack).destroy();
      expectCode(destroyed, 0);
      expect(destroyed.stdout).toContain(`Resources: ${declared(stack).length} destroyed.`);
    });
  });
});
