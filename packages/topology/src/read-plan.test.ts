import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { consumersOf } from './event-flow.ts';
import { planStack, readPlan } from './read-plan.ts';
import { topologyOf } from './read-topology.ts';
import { isUnresolved } from './template.ts';
import type { TerraformValue } from './terraform-value.ts';
import type { Topology } from './topology.ts';

const world = { accountId: '123456789012', region: 'eu-west-1', partition: 'aws', sqsEndpoint: 'https://sqs.eu-west-1.amazonaws.com' };
const of = { stack: 'kitchen', directory: '/kitchen' };

const read = (content: TerraformValue): Topology => topologyOf([planStack(content, world, of)]);

const COOK = 'arn:aws:lambda:eu-west-1:123456789012:function:cook';
const resource = (address: string, values: TerraformValue): TerraformValue => ({
  address,
  mode: 'managed',
  type: address.split('.').at(-2) ?? '',
  values,
});
const cook = resource('aws_lambda_function.cook', {
  function_name: 'cook',
  role: 'arn:aws:iam::123456789012:role/cook',
  description: '',
  timeout: null,
  environment: [{ variables: { EMPTY: '', SHOP: 'north' } }],
  dead_letter_config: [],
  tags: null,
  tags_all: { team: 'cooks', cost: 'low' },
});
const rule = resource('aws_cloudwatch_event_rule.order', {
  name: 'order',
  event_pattern: '{"source":["shop"]}',
  event_bus_name: 'default',
  tags_all: { team: 'cooks', cost: 'high' },
});
const target = resource('aws_cloudwatch_event_target.order', {
  rule: 'order',
  arn: COOK,
  dead_letter_config: [{ arn: 'arn:aws:sqs:eu-west-1:123456789012:dead' }],
});
const values: TerraformValue = {
  outputs: { service: { sensitive: false, value: { name: 'kitchen', team: 'cooks', domain: 'dining', summary: 'It cooks.' } } },
  root_module: {
    resources: [cook, { ...(rule as object), mode: 'data', address: 'data.aws_cloudwatch_event_rule.other' }],
    child_modules: [
      {
        address: 'module.rules["a.b"]',
        resources: [{ ...(rule as object), address: 'module.rules["a.b"].aws_cloudwatch_event_rule.order' }],
        child_modules: [{ address: 'module.rules["a.b"].module.target', resources: [target] }],
      },
    ],
  },
};

describe('readPlan', () => {
  it.each([
    ['plan', { format_version: '1.2', planned_values: values, resource_changes: [], configuration: {} }],
    ['state', { format_version: '1.0', values }],
  ])('when it is given a %s, then resources of all modules are in the topology', (_, content) => {
    const topology = read(content);
    expect(topology.problems).toEqual([]);
    expect(consumersOf(topology, { source: 'shop' })).toMatchObject([{ rule: { name: 'order' }, consumer: { name: 'cook', arn: COOK } }]);
    expect(topology.rules).toMatchObject([
      {
        address: 'module.rules["a.b"].aws_cloudwatch_event_rule.order',
        targets: [{ deadLetterQueueArn: expect.stringContaining('dead') }],
      },
    ]);
    expect(topology.services).toEqual([
      { name: 'kitchen', team: 'cooks', tags: { team: 'cooks' }, readsStateOf: [], domain: 'dining', summary: 'It cooks.' },
    ]);
  });

  it("when an argument isn't given, then it is absent, and an empty string in a map is kept", () => {
    const [fn] = read({ format_version: '1.0', values }).functions;
    expect(fn).toMatchObject({ description: undefined, timeout: 3, onFailureArn: undefined, environment: { EMPTY: '', SHOP: 'north' } });
  });

  it('when some resources lack a tag, then it is not a default tag', () => {
    expect(planStack({ format_version: '1.0', values }, world, of).defaultTags).toEqual({ team: 'cooks' });
  });

  it('when a plan declares the default tags, then they apply, whatever can be tagged', () => {
    const expressions = { region: { constant_value: 'eu-west-1' }, default_tags: [{ tags: { constant_value: { team: 'bakers' } } }] };
    const configuration = { provider_config: { aws: { name: 'aws', expressions } }, root_module: {} };
    for (const root_module of [{ resources: [cook] }, { resources: [target] }]) {
      const plan = { format_version: '1.2', planned_values: { root_module }, resource_changes: [], configuration };
      expect(planStack(plan, world, of).defaultTags).toEqual({ team: 'bakers' });
    }
  });

  it('when no resource can be tagged, then the default tags are unknown', () => {
    const { defaultTags } = planStack({ format_version: '1.0', values: { root_module: { resources: [target] } } }, world, of);
    expect(Object.keys(defaultTags ?? {}).map(isUnresolved)).toEqual([true]);
  });

  const unknownPlan = (afterUnknown: TerraformValue, expressions: TerraformValue): TerraformValue => ({
    format_version: '1.2',
    planned_values: { root_module: { resources: [cook] } },
    resource_changes: [
      { address: 'module.a["x[0].y"].module.b[1].aws_lambda_function.cook', mode: 'managed', change: { after_unknown: afterUnknown } },
      { address: 'data.aws_iam_policy_document.d', mode: 'data', change: { after_unknown: { json: true } } },
    ],
    configuration: {
      root_module: {
        module_calls: {
          a: { module: { module_calls: { b: { module: { resources: [{ address: 'aws_lambda_function.cook', expressions }] } } } } },
        },
      },
    },
  });

  it('when a plan does not know an argument of the configuration, then a problem names the argument within its block', () => {
    const plan = unknownPlan(
      { role: true, runtime: false, environment: [{ variables: { QUEUE: true } }], layers: [false, true] },
      {
        role: { references: ['aws_iam_role.cook.arn', 'aws_iam_role.cook'] },
        runtime: { constant_value: 'nodejs24.x' },
        environment: [{ variables: { references: ['aws_sqs_queue.q.url', 'aws_sqs_queue.q'] } }],
        layers: { references: ['aws_lambda_layer_version.l.arn'] },
      },
    );
    expect(read(plan).problems).toEqual([
      'module.a["x[0].y"].module.b[1].aws_lambda_function.cook (stack kitchen): environment.variables, layers, role can\'t be resolved: known after apply only. Read the state, or a plan made after the first apply.',
    ]);
  });

  it('when a plan does not know an attribute that the provider computes, then no problem is reported, and the known ones are computed', () => {
    const topology = read(unknownPlan({ arn: true, last_modified: true }, { function_name: { constant_value: 'cook' } }));
    expect(topology.problems).toEqual([]);
    expect(topology.functions).toMatchObject([{ arn: COOK }]);
  });

  it('when a state is empty, then so is the topology', () => {
    expect(read({ format_version: '1.0' })).toMatchObject({ rules: [], functions: [], problems: [] });
  });

  it.each([[{ resource: {} }], [{ format_version: '2.0' }], ['text'], [null]])(
    'when it is neither plan nor state, the error says so: %j',
    (content) => {
      expect(() => read(content)).toThrow(
        expect.objectContaining({ code: 'NOT_SYNTHESIZED', message: expect.stringContaining('kitchen') }),
      );
    },
  );

  it('when a file is read, then the stack has the name of its folder unless another is given', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'plumbline-plan-'));
    try {
      await mkdir(join(folder, 'kitchen'));
      const path = join(folder, 'kitchen/plan.json');
      await writeFile(path, JSON.stringify({ format_version: '1.0', values }));
      expect(await readPlan(path, world)).toMatchObject({ name: 'kitchen', resources: [{ directory: join(folder, 'kitchen') }, {}, {}] });
      expect(await readPlan(path, world, { stack: 'shop' })).toMatchObject({ name: 'shop' });
      await expect(readPlan(join(folder, 'nowhere.json'), world)).rejects.toMatchObject({ code: 'NOT_SYNTHESIZED' });
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
