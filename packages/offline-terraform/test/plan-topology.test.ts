import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  planStack,
  type ResolvedStack,
  readStacks,
  readTopology,
  type TerraformValue,
  type Topology,
  topologyOf,
} from '@plumbline/topology';
import { beforeAll, describe, expect, it } from 'vitest';
import { type CommandResult, offlineTerraform } from '../src/index.ts';
import { describeOffline } from './describe-with-terraform.ts';
import { CDKTF_OUT, STACK_NAMES, stackDirectory } from './synthesized-stacks.ts';

const world = { accountId: '123456789012', region: 'eu-west-1', partition: 'aws', sqsEndpoint: 'https://sqs.eu-west-1.amazonaws.com' };

const succeeded = async (command: Promise<CommandResult>): Promise<string> => {
  const { code, stdout, stderr } = await command;
  expect(code, stdout + stderr).toBe(0);
  return stdout;
};

interface Plans {
  /** Before anything is there. */
  readonly first: ResolvedStack;
  /** After it was applied. */
  readonly second: ResolvedStack;
}

const plansOf = async (stack: string, directory: string): Promise<Plans> => {
  await using terraform = await offlineTerraform(directory);
  await succeeded(terraform.init());
  const plan = async (): Promise<ResolvedStack> => {
    await succeeded(terraform.plan());
    return planStack(JSON.parse(await succeeded(terraform.show())) as TerraformValue, world, { stack, directory });
  };
  const first = await plan();
  await succeeded(terraform.apply());
  return { first, second: await plan() };
};

/**
 * The graph of a topology: a plan's resources have what the provider computes, and lack comments. AWS makes up the ids of REST APIs;
 * whoever computes one before a deployment makes up another.
 */
const graphOf = ({ resources: _, ...graph }: Topology): unknown =>
  JSON.parse(JSON.stringify(graph).replace(/(:execute-api:[^:]*:[^:]*:)[a-z0-9]{10}/g, '$1api'));

describeOffline("a stack's plan, read as a topology", () => {
  describe('of our stacks', () => {
    let plans: readonly Plans[];
    beforeAll(async () => {
      plans = await Promise.all(STACK_NAMES.map((stack) => plansOf(stack, stackDirectory(stack))));
    });

    it('when they were applied, then their plans say the same as what was synthesized', async () => {
      const synthesized = readTopology(await readStacks(CDKTF_OUT), world);
      expect(synthesized.problems).toEqual([]);
      expect(graphOf(topologyOf(plans.map(({ second }) => second)))).toEqual(graphOf(synthesized));
    });

    it('when they were never applied, then everything is there, and what only an apply tells is told', async () => {
      const synthesized = readTopology(await readStacks(CDKTF_OUT), world);
      const { rules, functions, queues, problems } = topologyOf(plans.map(({ first }) => first));
      const arns = (things: readonly { readonly arn: string }[]): readonly string[] => things.map(({ arn }) => arn);
      expect(arns(rules)).toEqual(arns(synthesized.rules));
      expect(arns(functions)).toEqual(arns(synthesized.functions));
      expect(arns(queues)).toEqual(arns(synthesized.queues));
      expect(rules.map(({ pattern }) => pattern)).toEqual(synthesized.rules.map(({ pattern }) => pattern));
      const targets = synthesized.rules.flatMap((rule) => rule.targets);
      for (const { address } of targets) expect(problems).toContainEqual(expect.stringMatching(`^${address} .*: arn, .*known after apply`));
    });
  });

  it('when a stack has modules, count and for_each, then each of their instances is read', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'plumbline-modules-'));
    try {
      await mkdir(join(directory, 'kitchen'));
      await writeFile(join(directory, 'cdk.tf.json'), JSON.stringify(SHOP));
      await writeFile(join(directory, 'kitchen/main.tf.json'), JSON.stringify(KITCHEN));
      const { first, second } = await plansOf('shop', directory);
      const unknown = (module: string): readonly unknown[] => [
        expect.stringMatching(`^${module}\\.aws_cloudwatch_event_target\\.orders .*: arn can't`),
        expect.stringMatching(`^${module}\\.aws_sqs_queue_policy\\.orders .*: policy, queue_url can't`),
      ];
      expect(first.problems).toEqual([...unknown('module\\.kitchen\\["north"\\]'), ...unknown('module\\.kitchen\\["south"\\]')]);
      expect(second.problems).toEqual([]);
      const { rules, queues } = topologyOf([second]);
      expect(queues.map(({ name, address }) => [name, address])).toEqual([
        ['orders-north', 'module.kitchen["north"].aws_sqs_queue.orders'],
        ['orders-south', 'module.kitchen["south"].aws_sqs_queue.orders'],
        ['spare-0', 'aws_sqs_queue.spare[0]'],
        ['spare-1', 'aws_sqs_queue.spare[1]'],
      ]);
      expect(rules.map(({ name, bus, targets }) => [name, bus, targets.map(({ arn }) => arn)])).toEqual([
        ['north', 'default', ['arn:aws:sqs:eu-west-1:123456789012:orders-north']],
        ['south', 'default', ['arn:aws:sqs:eu-west-1:123456789012:orders-south']],
      ]);
      expect(policyOf(second)).toEqual({
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Action: ['sqs:SendMessage'],
            Resource: ['arn:aws:sqs:eu-west-1:123456789012:orders-north'],
            Principal: { Service: ['events.amazonaws.com'] },
            Condition: { ArnEquals: { 'aws:SourceArn': ['arn:aws:events:eu-west-1:123456789012:rule/north'] } },
          },
        ],
      });
    } finally {
      await rm(directory, { recursive: true });
    }
  });
});

const policyOf = ({ resources }: ResolvedStack): unknown =>
  JSON.parse(String(resources.find(({ address }) => address === 'module.kitchen["north"].aws_sqs_queue_policy.orders')?.values.policy));

const KITCHEN = {
  variable: { name: { type: 'string' } },
  resource: {
    aws_sqs_queue: { orders: { name: 'orders-${var.name}' } },
    aws_sqs_queue_policy: {
      orders: { queue_url: '${aws_sqs_queue.orders.url}', policy: '${data.aws_iam_policy_document.send.json}' },
    },
    aws_cloudwatch_event_rule: { orders: { name: '${var.name}', event_pattern: '${jsonencode({ source = ["shop"] })}' } },
    aws_cloudwatch_event_target: {
      orders: { rule: '${aws_cloudwatch_event_rule.orders.name}', arn: '${aws_sqs_queue.orders.arn}' },
    },
  },
  data: {
    aws_iam_policy_document: {
      send: {
        statement: {
          actions: ['sqs:SendMessage'],
          resources: ['${aws_sqs_queue.orders.arn}'],
          principals: { type: 'Service', identifiers: ['events.amazonaws.com'] },
          condition: { test: 'ArnEquals', variable: 'aws:SourceArn', values: ['${aws_cloudwatch_event_rule.orders.arn}'] },
        },
      },
    },
  },
};

const SHOP = {
  module: { kitchen: { source: './kitchen', for_each: '${toset(["north", "south"])}', name: '${each.key}' } },
  resource: { aws_sqs_queue: { spare: { count: 2, name: 'spare-${count.index}' } } },
};
