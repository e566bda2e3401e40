import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readContracts } from '@plumbline/contract-gate';
import type { EventContract } from '@plumbline/event-kit';
import { checkFlows } from '@plumbline/flow-proof';
import {
  type ResolvedStack,
  readPlan,
  readTerraformJson,
  readTopology,
  resolveStack,
  type StackFile,
  topologyOf,
} from '@plumbline/topology';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CommandResult, offlineTerraform } from '../src/index.ts';
import { describeOffline } from './describe-with-terraform.ts';
import { STACK_NAMES, stackDirectory } from './synthesized-stacks.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const STACK_FILE = 'cdk.tf.json';
const world = { accountId: '123456789012', region: 'eu-west-1', partition: 'aws', sqsEndpoint: 'https://sqs.eu-west-1.amazonaws.com' };

type Block = Record<string, unknown>;
type Resources = Record<string, Record<string, Block>>;

/** Something that somebody might do wrong, in a stack's JSON. */
interface Defect {
  readonly name: string;
  readonly finds: string;
  readonly stack: string;
  readonly plant: (resources: Resources) => void;
}

const first = (resources: Resources, type: string, named = ''): Block => {
  const [found] = Object.entries(resources[type] ?? {}).filter(([name]) => name.startsWith(named));
  if (found === undefined) throw new Error(`No ${type} is named ${named}.`);
  return found[1];
};

const set =
  (type: string, attributes: Block, named?: string): Defect['plant'] =>
  (resources) =>
    void Object.assign(first(resources, type, named), attributes);

const replaceIn =
  (type: string, attribute: string, text: string, by: string): Defect['plant'] =>
  (resources) => {
    const block = Object.values(resources[type] ?? {}).find((one) => String(one[attribute]).includes(text));
    if (block === undefined) throw new Error(`No ${attribute} of ${type} has ${text}.`);
    block[attribute] = String(block[attribute]).replace(text, by);
  };

const DEFECTS: readonly Defect[] = [
  {
    name: 'a target loses its dead-letter queue',
    finds: 'TARGET_WITHOUT_DLQ',
    stack: 'delivery',
    plant: (resources) => delete first(resources, 'aws_cloudwatch_event_target')['dead_letter_config'],
  },
  {
    name: 'a detail-type is misspelt',
    finds: 'PATTERN_NEVER_MATCHES',
    stack: 'delivery',
    plant: replaceIn('aws_cloudwatch_event_rule', 'event_pattern', 'order-accepted', 'order-acepted'),
  },
  {
    name: 'a pattern is none',
    finds: 'PATTERN_INVALID',
    stack: 'payments',
    plant: replaceIn('aws_cloudwatch_event_rule', 'event_pattern', '{"prefix":"1."}', '{"prefx":"1."}'),
  },
  {
    name: 'a permission names no rule',
    finds: 'INVOKE_UNCONDITIONED',
    stack: 'delivery',
    plant: (resources) => delete first(resources, 'aws_lambda_permission')['source_arn'],
  },
  {
    name: 'a function is not traced',
    finds: 'TRACE_BROKEN',
    stack: 'payments',
    plant: set('aws_lambda_function', { tracing_config: { mode: 'PassThrough' } }),
  },
  {
    name: 'a queue hides its messages for too short a time',
    finds: 'VISIBILITY_TOO_SHORT',
    stack: 'orders',
    plant: set('aws_sqs_queue', { visibility_timeout_seconds: 1 }, 'record-event-subscriptions_queue'),
  },
  {
    name: 'a bucket may be opened',
    finds: 'PUBLIC_ACCESS',
    stack: 'intake',
    plant: set('aws_s3_bucket_public_access_block', { block_public_policy: false }),
  },
  {
    name: 'a role allows actions by a wildcard',
    finds: 'ACTION_WILDCARD',
    stack: 'orders',
    plant: replaceIn('aws_iam_role_policy', 'policy', 'logs:PutLogEvents', 'logs:Put*'),
  },
];

const succeeded = async (command: Promise<CommandResult>): Promise<string> => {
  const { code, stdout, stderr } = await command;
  expect(code, stdout + stderr).toBe(0);
  return stdout;
};

/** A stack as its JSON says, and as Terraform plans it when it was applied. */
interface Read {
  readonly written: StackFile;
  readonly planned: ResolvedStack;
  /** As it was planned before anything was there. */
  readonly plannedFirst: ResolvedStack;
}

const readStack = async (directory: string): Promise<Read> => {
  const written = await readTerraformJson(join(directory, STACK_FILE));
  await using terraform = await offlineTerraform(directory);
  await succeeded(terraform.init());
  const plan = async (): Promise<ResolvedStack> => {
    const path = join(directory, 'plan.json');
    await succeeded(terraform.plan());
    await writeFile(path, await succeeded(terraform.show()));
    return readPlan(path, world, { stack: written.name, beside: resolveStack(written, world) });
  };
  const plannedFirst = await plan();
  await succeeded(terraform.apply());
  return { written, plannedFirst, planned: await plan() };
};

describeOffline("the proof of the event flow, from Terraform's own plans", () => {
  let folder: string;
  let contracts: readonly EventContract[];
  let stacks: ReadonlyMap<string, Read>;

  /** Reads a stack out of a copy, so that nothing is written beside what was synthesized. */
  const copied = async (name: string, copy: string, plant: Defect['plant'] = () => undefined): Promise<Read> => {
    const json = JSON.parse(await readFile(join(stackDirectory(name), STACK_FILE), 'utf8')) as { readonly resource: Resources };
    plant(json.resource);
    const directory = join(folder, copy, name);
    await mkdir(directory, { recursive: true });
    await writeFile(join(directory, STACK_FILE), JSON.stringify(json));
    return readStack(directory);
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'plumbline-plans-'));
    contracts = (await readContracts(ROOT)).flatMap((domain) => domain.contracts);
    stacks = new Map(await Promise.all(STACK_NAMES.map(async (name) => [name, await copied(name, 'clean')] as const)));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const found = async (read: readonly Read[]): Promise<{ readonly fromPlan: readonly string[]; readonly fromJson: readonly string[] }> => {
    const [fromPlan, fromJson] = await Promise.all(
      [
        topologyOf(read.map(({ planned }) => planned)),
        readTopology(
          read.map(({ written }) => written),
          world,
        ),
      ].map((topology) => checkFlows({ topology, contracts })),
    );
    const named = (findings: typeof fromPlan = []): readonly string[] => findings.map(({ code, resource }) => `${code} ${resource}`);
    return { fromPlan: named(fromPlan), fromJson: named(fromJson) };
  };

  it('when nothing is wrong, then nothing is found', async () => {
    expect(topologyOf([...stacks.values()].map(({ planned }) => planned)).problems).toEqual([]);
    expect(await found([...stacks.values()])).toEqual({ fromPlan: [], fromJson: [] });
  });

  it('when nothing was applied yet, then what only an apply tells is told, and nothing is found wrong for it', async () => {
    const topology = topologyOf([...stacks.values()].map(({ plannedFirst }) => plannedFirst));
    expect(topology.problems.length).toBeGreaterThan(20);
    expect(await checkFlows({ topology, contracts })).toEqual([]);
  });

  describe.each(DEFECTS)('when $name', ({ name, finds, stack, plant }) => {
    it(`then ${finds} is found in the plan as in the JSON`, async () => {
      const spoiled = await copied(stack, name.replaceAll(/\W/g, '-'), plant);
      const { fromPlan, fromJson } = await found([...new Map([...stacks, [stack, spoiled]]).values()]);
      expect(fromPlan).toContainEqual(expect.stringMatching(`^${finds} `));
      expect(fromPlan).toEqual(fromJson);
    });
  });
});
