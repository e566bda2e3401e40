import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CommandResult, StackTerraform } from '../src/index.ts';
import { describeDeployed, terraformOver } from './describe-with-terraform.ts';
import { PLATFORM, STACK_NAMES, stackDirectory } from './synthesized-stacks.ts';

const [DOMAIN, PRODUCER, CONSUMER] = ['stores', 'store-feed', 'store-sales'] as const;

/** What Terraform remembers of a stack. */
interface State {
  readonly resources: readonly {
    readonly mode: 'managed' | 'data';
    readonly type: string;
    readonly instances: readonly { readonly attributes: { readonly id: string } }[];
  }[];
}

/** With Terraform's own words in the message where it fails. */
const expectCode = ({ code, stdout, stderr }: CommandResult, expected: number): void => expect(code, stdout + stderr).toBe(expected);

/** The bytes of a stack's state. */
const stateOf = ({ directory }: StackTerraform): Promise<string> => readFile(`${directory}/terraform.tfstate`, 'utf8');

/** What a stack has in the account, by type and id. */
const madeBy = async (terraform: StackTerraform): Promise<readonly string[]> =>
  (JSON.parse(await stateOf(terraform)) as State).resources
    .filter(({ mode }) => mode === 'managed')
    .flatMap(({ type, instances }) => instances.map(({ attributes }) => `${type} ${attributes.id}`));

describe('the stacks, as they are compiled', () => {
  it.each(STACK_NAMES)("%s reads nothing of another stack's: no state, no output, no lookup", async (stack) => {
    const json = JSON.parse(await readFile(`${stackDirectory(stack)}/cdk.tf.json`, 'utf8')) as { readonly data: object };
    expect(Object.keys(json.data).sort()).toEqual(['aws_caller_identity', 'aws_partition']);
    expect(json).not.toHaveProperty('module');
    expect(JSON.stringify(json)).not.toContain('terraform_remote_state');
  });
});

describeDeployed("the stores' stacks, each applied by itself", () => {
  const running: StackTerraform[] = [];
  const applied = async (stack: string): Promise<StackTerraform> => {
    const terraform = await terraformOver(stackDirectory(stack));
    running.push(terraform);
    expectCode(await terraform.init(), 0);
    await apply(terraform);
    return terraform;
  };
  const apply = async (terraform: StackTerraform): Promise<void> => {
    expectCode(await terraform.plan(), 0);
    expectCode(await terraform.apply(), 0);
  };
  /** In reverse: what a stack put on the platform's bus goes before the bus. */
  const disposeUntil = async (left: number): Promise<void> => {
    while (running.length > left) await running.pop()?.[Symbol.asyncDispose]();
  };

  let platform: StackTerraform;
  beforeAll(async () => {
    platform = await applied(PLATFORM);
  });
  afterAll(() => disposeUntil(0));

  // Each before and after each other.
  it.each([
    [DOMAIN, PRODUCER, CONSUMER],
    [CONSUMER, PRODUCER, DOMAIN],
  ])('when %s, %s and then %s is applied, then none has anything to do again, nor anything that another has', async (...order) => {
    try {
      const stacks = [platform];
      for (const stack of order) stacks.push(await applied(stack));
      const made = (await Promise.all(stacks.map(madeBy))).flat();
      expect(made.filter((thing, index) => made.indexOf(thing) !== index)).toEqual([]);
      for (const terraform of stacks) expectCode(await terraform.detectDrift(), 0);
    } finally {
      await disposeUntil(1);
    }
  });

  it('when the consumer alone is destroyed, then the others stay as they are, byte for byte, and it can come back', async () => {
    const others = [platform, await applied(DOMAIN), await applied(PRODUCER)];
    const consumer = await applied(CONSUMER);
    const before = await Promise.all(others.map(stateOf));
    const made = await madeBy(consumer);

    const destroyed = await consumer.destroy();
    expectCode(destroyed, 0);
    expect(destroyed.stdout).toContain(`Resources: ${made.length} destroyed.`);
    expect(await madeBy(consumer)).toEqual([]);
    for (const terraform of others) expectCode(await terraform.detectDrift(), 0);
    expect(await Promise.all(others.map(stateOf))).toEqual(before);

    await apply(consumer);
    expect([...(await madeBy(consumer))].sort()).toEqual([...made].sort());
    for (const terraform of [...others, consumer]) expectCode(await terraform.detectDrift(), 0);
    expect(await Promise.all(others.map(stateOf))).toEqual(before);
  });
});
