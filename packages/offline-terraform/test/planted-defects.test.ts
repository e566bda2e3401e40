import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { describeOffline, describeWithTerraform, MODE, terraformOver } from './describe-with-terraform.ts';
import { stackDirectory } from './synthesized-stacks.ts';

type Arguments = Record<string, unknown>;

/** A stack's resources, to be broken. */
interface Stack {
  /** The first resource of a type. */
  first(type: string): Arguments;
  /** Of the first resource of a type, or of another. */
  address(type: string, index?: number): string;
  at(address: string): Arguments;
  add(type: string, name: string, content: Arguments): void;
}

interface Defect {
  readonly rule: string;
  readonly stack: string;
  readonly plant: (stack: Stack) => void;
  /** What the message must name. */
  readonly names: (stack: Stack) => readonly string[];
}

const FUNCTION = 'aws_lambda_function';
const TARGET = 'aws_cloudwatch_event_target';

const of =
  (type: string, ...words: readonly string[]) =>
  (stack: Stack): readonly string[] => [stack.address(type), ...words];

const SCHEMA_DEFECTS: readonly Defect[] = [
  {
    rule: "an argument that the resource doesn't have",
    stack: 'delivery',
    plant: (stack) => Object.assign(stack.first(FUNCTION), { memory: 512 }),
    names: of(FUNCTION, '\\"memory\\"'),
  },
  {
    rule: "an argument that a block doesn't have",
    stack: 'delivery',
    plant: (stack) => Object.assign(stack.first(TARGET)['retry_policy'] as Arguments, { maximum_retries: 3 }),
    names: of(TARGET, 'retry_policy', '\\"maximum_retries\\"'),
  },
  {
    rule: 'a required argument that is missing',
    stack: 'delivery',
    plant: (stack) => delete stack.first(FUNCTION)['role'],
    names: of(FUNCTION, '\\"role\\"'),
  },
  {
    rule: 'a required argument that a block misses',
    stack: 'delivery',
    plant: (stack) => Object.assign(stack.first(FUNCTION), { tracing_config: {} }),
    names: of(FUNCTION, 'tracing_config', '\\"mode\\"'),
  },
  {
    rule: 'a value of the wrong type',
    stack: 'delivery',
    plant: (stack) => Object.assign(stack.first(FUNCTION), { timeout: 'ten seconds' }),
    names: of(FUNCTION, '\\"timeout\\"', 'a number is required'),
  },
  {
    rule: "a reference to a resource that isn't declared",
    stack: 'delivery',
    plant: (stack) => Object.assign(stack.first(TARGET), { rule: '${aws_cloudwatch_event_rule.nowhere.name}' }),
    names: () => ['aws_cloudwatch_event_rule', '\\"nowhere\\"', 'has not been declared'],
  },
  {
    rule: "a reference to an attribute that the resource doesn't have",
    stack: 'delivery',
    plant: (stack) => Object.assign(stack.first(TARGET), { arn: `\${${stack.address(FUNCTION)}.invocation_arn}` }),
    names: of(TARGET, '\\"invocation_arn\\"', FUNCTION),
  },
  {
    rule: 'two resources that need each other',
    stack: 'delivery',
    plant: (stack) => {
      const [one, other] = [stack.address('aws_sqs_queue', 0), stack.address('aws_sqs_queue', 1)];
      Object.assign(stack.at(one), { kms_master_key_id: `\${${other}.arn}` });
      Object.assign(stack.at(other), { kms_master_key_id: `\${${one}.arn}` });
    },
    names: (stack) => ['Cycle', stack.address('aws_sqs_queue', 0), stack.address('aws_sqs_queue', 1)],
  },
  {
    rule: 'two blocks where one is allowed',
    stack: 'delivery',
    plant: (stack) => Object.assign(stack.first(TARGET), { dead_letter_config: [{ arn: 'arn:one' }, { arn: 'arn:two' }] }),
    names: of(TARGET, 'Too many dead_letter_config blocks'),
  },
  {
    rule: "a resource type that the provider doesn't have",
    stack: 'delivery',
    plant: (stack) => stack.add('aws_lamda_function', 'typo', { function_name: 'typo' }),
    names: () => ['\\"aws_lamda_function\\"'],
  },
  {
    rule: 'a value for what only AWS can tell',
    stack: 'delivery',
    plant: (stack) => Object.assign(stack.first(FUNCTION), { invoke_arn: 'arn:mine' }),
    names: of(FUNCTION, '\\"invoke_arn\\"'),
  },
  {
    rule: 'a value for what only AWS can tell inside of a block',
    stack: 'delivery',
    plant: (stack) => Object.assign(stack.first(FUNCTION), { vpc_config: { subnet_ids: ['a'], security_group_ids: ['b'], vpc_id: 'c' } }),
    names: of(FUNCTION, '\\"vpc_config.vpc_id\\"'),
  },
];

const SSE_ALGORITHM = 'rule.apply_server_side_encryption_by_default.sse_algorithm';

/** A value outside of AWS's, for one attribute after the other. */
const unknownValue = (stack: string, type: string, name: string, value: unknown, given: Arguments): Defect => ({
  rule: `${name} = ${JSON.stringify(value)} of ${type}`,
  stack,
  plant: (edited) => Object.assign(edited.first(type), given),
  names: of(type, `\\"${name}\\"`, JSON.stringify(JSON.stringify(value)).slice(1, -1), 'https://docs.aws.amazon.com/'),
});

const VALUE_DEFECTS: readonly Defect[] = [
  unknownValue('orders', FUNCTION, 'runtime', 'nodejs99.x', { runtime: 'nodejs99.x' }),
  unknownValue('orders', FUNCTION, 'architectures', 'x86_65', { architectures: ['arm64', 'x86_65'] }),
  unknownValue('orders', FUNCTION, 'tracing_config.mode', 'Aktiv', { tracing_config: { mode: 'Aktiv' } }),
  unknownValue('orders', 'aws_dynamodb_table', 'billing_mode', 'FREE', { billing_mode: 'FREE' }),
  unknownValue('orders', 'aws_dynamodb_table', 'stream_view_type', 'ALL', { stream_enabled: true, stream_view_type: 'ALL' }),
  unknownValue('orders', 'aws_dynamodb_table', 'attribute.type', 'STRING', { attribute: [{ name: 'pk', type: 'STRING' }] }),
  unknownValue('orders', 'aws_cloudwatch_log_group', 'retention_in_days', 15, { retention_in_days: 15 }),
  unknownValue('intake', 'aws_api_gateway_method', 'authorization', 'IAM', { authorization: 'IAM' }),
  unknownValue('intake', 'aws_s3_bucket_server_side_encryption_configuration', SSE_ALGORITHM, 'AES-256', {
    rule: [{ apply_server_side_encryption_by_default: { sse_algorithm: 'AES-256' } }],
  }),
  unknownValue('intake', 'aws_s3_bucket_lifecycle_configuration', 'rule.transition.storage_class', 'COLD', {
    rule: [{ id: 'a', status: 'Enabled', transition: [{ days: 30, storage_class: 'COLD' }] }],
  }),
];

type Resources = Record<string, Record<string, Arguments>>;

const stackOf = (resource: Resources): Stack => {
  const entry = (type: string, index: number): [string, Arguments] => {
    const found = Object.entries(resource[type] ?? {})[index];
    if (found === undefined) throw new Error(`The stack has no ${type} number ${index}.`);
    return found;
  };
  return {
    first: (type) => entry(type, 0)[1],
    address: (type, index = 0) => `${type}.${entry(type, index)[0]}`,
    at: (address) => resource[address.split('.')[0] ?? '']?.[address.split('.')[1] ?? ''] ?? {},
    add: (type, name, content) => {
      resource[type] = { ...resource[type], [name]: content };
    },
  };
};

/** Plants the defect into a copy, and answers what `terraform validate` says about it. */
const validateWith = async ({ stack: name, plant, names }: Defect) => {
  const json = JSON.parse(await readFile(join(stackDirectory(name), 'cdk.tf.json'), 'utf8')) as { readonly resource: Resources };
  const stack = stackOf(json.resource);
  const expected = names(stack);
  plant(stack);
  const directory = await mkdtemp(join(tmpdir(), 'plumbline-defect-'));
  try {
    await writeFile(join(directory, 'cdk.tf.json'), JSON.stringify(json));
    await using terraform = await terraformOver(directory);
    return { init: await terraform.init(), result: await terraform.validate(), expected };
  } finally {
    await rm(directory, { recursive: true });
  }
};

const refuses = async (defect: Defect): Promise<void> => {
  const { init, result, expected } = await validateWith(defect);
  expect(init.code, init.stderr).toBe(0);
  expect(result.code, result.stdout).toBe(1);
  expect(JSON.parse(result.stdout)).toMatchObject({ valid: false });
  // The real provider has words of its own, and may find more of them.
  for (const name of MODE === 'real' ? expected.slice(0, 1) : expected) expect(result.stdout).toContain(name);
  if (MODE === 'offline') expect(JSON.parse(result.stdout)).toMatchObject({ error_count: 1 });
};

describeWithTerraform('Terraform refuses', () => {
  it.each(SCHEMA_DEFECTS.map((defect) => [defect.rule, defect] as const))('%s', (_, defect) => refuses(defect));
});

describeOffline("Terraform refuses a value that AWS doesn't know:", () => {
  it.each(VALUE_DEFECTS.map((defect) => [defect.rule, defect] as const))('%s', (_, defect) => refuses(defect));
});
