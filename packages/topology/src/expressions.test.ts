import { describe, expect, it } from 'vitest';
import type { StackFile } from './read-stacks.ts';
import { resolveStack } from './resolve-stack.ts';
import type { TerraformValue } from './terraform-value.ts';

const world = { accountId: '123456789012', region: 'eu-west-1', partition: 'aws', sqsEndpoint: 'http://127.0.0.1:4566' };

const STACK: StackFile = {
  name: 'kitchen',
  directory: '/d',
  resources: {
    aws_sqs_queue: { plain: { name: 'plain' }, 'each["a.b"]': { name: 'ab' }, 'each["c"]': { name: 'c' }, 'count[1]': { name: 'one' } },
    aws_cloudwatch_event_rule: { nameless: { name_prefix: 'n-' } },
  },
  data: {
    aws_iam_policy_document: {
      base: {
        statement: [
          { sid: 'a', actions: ['a:A'] },
          { sid: 'b', actions: ['b:B'] },
        ],
      },
      all: {
        source_policy_documents: ['${data.aws_iam_policy_document.base.json}'],
        statement: { actions: 'c:C' },
        override_policy_documents: ['{"Statement":{"Sid":"b","Effect":"Deny","Action":"b:X"}}', '{"Statement":[{"Effect":"Allow"}]}'],
      },
    },
  },
  variables: { env: 'dev', names: { orders: 'o', list: ['first', 'second'] }, nested: '${var.env}-x', port: 80 },
  locals: { prefix: 'p-${var.env}', longer: '${local.prefix}-l', key: 'orders' },
};

/** The resolved value, and the problems that are reported for it. */
const resolved = (name: TerraformValue, stack = STACK): { value: unknown; problems: readonly string[] } => {
  const problems: string[] = [];
  const resources = { ...stack.resources, aws_sns_topic: { it: { display_name: name } } };
  const found = resolveStack({ ...stack, resources }, world, ({ message }) => problems.push(message));
  const own = problems.filter((problem) => problem.startsWith('aws_sns_topic.it') && !problem.includes('_topic.it.'));
  return { value: found.find(({ type }) => type === 'aws_sns_topic')?.values.display_name, problems: own };
};

describe('an expression', () => {
  it.each<readonly [string, TerraformValue]>([
    ['${var.env}', 'dev'],
    ['${var.port}', 80],
    ['${ var.names.orders }', 'o'],
    ['${var.names["orders"]}${var.names[local.key]}', 'oo'],
    ['${var.names.list[1]}', 'second'],
    ['${local.longer}', 'p-dev-l'],
    ['${aws_sqs_queue.plain[0].name}', 'plain'],
    ['${aws_sqs_queue.each["a.b"].name}-${aws_sqs_queue.each["c"].arn}', 'ab-arn:aws:sqs:eu-west-1:123456789012:c'],
    ['${aws_sqs_queue.count[1].name}', 'one'],
    [
      '${jsonencode({ source = ["shop", "x-${var.env}"], "detail-type" : [{ prefix = "a" }] })}',
      '{"source":["shop","x-dev"],"detail-type":[{"prefix":"a"}]}',
    ],
    ['${jsonencode({\n  a = true\n  (local.key) = null\n})}', '{"a":true,"orders":null}'],
    ['${jsonencode("say \\"hi\\" to ${var.names["orders"]}")}', '"say \\"hi\\" to o"'],
    ['${format("arn:%s:%d%%", var.env, 7)}', 'arn:dev:7%'],
    ['${join("/", concat(["a"], ["b", lower("C")]))}', 'a/b/c'],
    ['${merge({ a = 1 }, { b = 2 })}', { a: 1, b: 2 }],
    ['$${var.env} costs $5 {}', '${var.env} costs $5 {}'],
    ['{"a":"${var.env}","b":{"c":"$${x}"}}', '{"a":"dev","b":{"c":"${x}"}}'],
  ])('when it is %s, then it has the value that Terraform gives it', (text, value) => {
    expect(resolved(text)).toEqual({ value, problems: [] });
  });

  it.each([
    ['${var.other}', 'the variable has no default'],
    ['${var.names.nobody}', 'it does not contain nobody'],
    ['${each.value.name}', 'Terraform creates its instances; read the plan instead'],
    ['${module.bus.name}', 'this reader does not read modules; read the plan instead'],
    ['${var.env == "dev" ? "a" : "b"}', 'an expression that Plumbline can’t evaluate'.replace('’', "'")],
    ['${[for one in var.names : one]}', 'read the plan instead'],
    ['${aws_sqs_queue.plain[*].arn}', 'read the plan instead'],
    ['${templatefile("x.json", { a = "}" })}', 'read the plan instead'],
    ['${format("%05d", 7)}', 'read the plan instead'],
    ['${toString("x")}', 'read the plan instead'],
    ['${var.env', 'read the plan instead'],
    ['${aws_cloudwatch_event_rule.nameless.name}', 'only a deployment knows this value'],
  ])('when it is %s, then it stays as it is and is reported', (text, why) => {
    const { value, problems } = resolved(`a ${text} b \${var.env}`);
    if (text.includes('each.')) expect(value).toBe('a ${each.value.name /* aws_sns_topic.it */} b dev');
    else expect(value).toBe(text.endsWith('}') ? `a ${text} b dev` : `a ${text} b \${var.env}`);
    expect(problems).toEqual([expect.stringContaining(why)]);
  });

  it('when values form more than one cycle, then the resolver ends', () => {
    const stack = { ...STACK, locals: { a: '${local.b}${local.b}', b: '${local.a}${local.a}' } };
    expect(resolved('${local.a}', stack).value).toContain('${local.');
  });
});

describe('a policy document', () => {
  it('when it has sources and overrides, then a statement replaces the one with its name', () => {
    const { value } = resolved('${data.aws_iam_policy_document.all.json}');
    expect(JSON.parse(String(value))).toEqual({
      Version: '2012-10-17',
      Statement: [
        { Sid: 'a', Effect: 'Allow', Action: ['a:A'] },
        { Sid: 'b', Effect: 'Deny', Action: 'b:X' },
        { Effect: 'Allow', Action: ['c:C'] },
        { Effect: 'Allow' },
      ],
    });
  });

  it('when a source can’t be resolved, then the document is not read as a policy', () => {
    const data = { aws_iam_policy_document: { all: { source_policy_documents: ['${var.policy}'], statement: { actions: ['a:A'] } } } };
    expect(resolved('${data.aws_iam_policy_document.all.json}', { ...STACK, data }).value).toContain('${var.policy}');
  });
});

describe('a resource', () => {
  const resourceOf = (block: StackFile['data'][string][string]) =>
    resolveStack({ ...STACK, resources: { aws_cloudwatch_event_target: { it: block } } }, world, () => undefined);

  it('when its count is 0, then it does not exist', () => {
    expect(resourceOf({ count: '${var.none}', rule: 'r' })).toHaveLength(1);
    expect(resourceOf({ count: 0, rule: 'r' })).toEqual([]);
  });

  it('when Terraform repeats a block, then it occurs once, with its unknown values', () => {
    const dynamic = { dead_letter_config: { for_each: '${var.queues}', content: { arn: '${dead_letter_config.value.arn}' } } };
    expect(resourceOf({ rule: 'r', dynamic })[0]?.values).toEqual({
      rule: 'r',
      dead_letter_config: [{ arn: '${dead_letter_config.value.arn}' }],
    });
  });

  it('when the provider names a region, then it is created in that region', () => {
    const stack = { ...STACK, variables: { region: 'us-east-2' }, provider: { region: '${var.region}' } };
    expect(resolveStack(stack, world, () => undefined)[0]?.values.arn).toBe('arn:aws:sqs:us-east-2:123456789012:plain');
  });
});
