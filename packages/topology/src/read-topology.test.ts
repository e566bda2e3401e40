import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { accessesOf, consumersOf, producersOf } from './event-flow.ts';
import { readTerraformJson } from './read-stacks.ts';
import { readTopology } from './read-topology.ts';
import type { TerraformValue } from './terraform-value.ts';
import type { Topology } from './topology.ts';

const world = { accountId: '123456789012', region: 'eu-west-1', partition: 'aws', sqsEndpoint: 'https://sqs.eu-west-1.amazonaws.com' };

/** Reads hand-written Terraform JSON: each argument is a file. */
const read = async (...files: readonly TerraformValue[]): Promise<Topology> => {
  const folder = join(await mkdtemp(join(tmpdir(), 'plumbline-topology-')), 'kitchen');
  await mkdir(folder);
  await Promise.all(files.map((content, index) => writeFile(join(folder, `${index}.tf.json`), JSON.stringify(content))));
  return readTopology([await readTerraformJson(folder)], world);
};

const role = { name: 'cook', assume_role_policy: '{}' };
const fn = { function_name: 'cook', role: '${aws_iam_role.cook.arn}', filename: 'cook.zip' };
const rule = { name: 'on-order', event_bus_name: 'kitchen', event_pattern: '{"source":["shop"],"detail-type":["order"]}' };
const target = { rule: '${aws_cloudwatch_event_rule.on_order.name}', event_bus_name: 'kitchen', arn: '${aws_lambda_function.cook.arn}' };
const kitchen = {
  aws_iam_role: { cook: role },
  aws_lambda_function: { cook: fn },
  aws_cloudwatch_event_bus: { kitchen: { name: 'kitchen' } },
  aws_cloudwatch_event_rule: { on_order: rule },
  aws_cloudwatch_event_target: { cook: target },
};
const order = { source: 'shop', 'detail-type': 'order' };
const names = (things: readonly { readonly name: string }[]): readonly string[] => things.map(({ name }) => name);

describe('readTopology', () => {
  it('when a rule has a function as its target, then the function consumes the events that the rule matches', async () => {
    const topology = await read({ resource: kitchen });
    expect(topology.problems).toEqual([]);
    expect(consumersOf(topology, order)).toMatchObject([{ rule: { name: 'on-order' }, consumer: { name: 'cook' }, queue: undefined }]);
    expect(consumersOf(topology, { ...order, bus: 'kitchen' })).toHaveLength(1);
    expect(consumersOf(topology, { ...order, bus: 'default' })).toEqual([]);
    expect(consumersOf(topology, { ...order, source: 'elsewhere' })).toEqual([]);
  });

  it('when a file has lists where another has objects, or the stack is spread over files, then the topology is the same', async () => {
    const lists = Object.entries(kitchen).map(([type, named]) => ({ resource: [{ [type]: [named] }] }));
    // The resources keep the form in which they were written.
    expect({ ...(await read(...lists)), resources: [] }).toEqual({ ...(await read({ resource: kitchen })), resources: [] });
  });

  it('when a rule is disabled, or its target is of another kind, then the event has no consumer', async () => {
    const disabled = { ...kitchen, aws_cloudwatch_event_rule: { on_order: { ...rule, state: 'DISABLED' } } };
    expect(consumersOf(await read({ resource: disabled }), order)).toEqual([]);
    const elsewhere = { ...kitchen, aws_cloudwatch_event_target: { cook: { ...target, arn: 'arn:aws:sns:eu-west-1:123456789012:t' } } };
    expect(consumersOf(await read({ resource: elsewhere }), order)).toEqual([]);
  });

  it('when a queue is between rule and function, then it is named with its dead-letter queue', async () => {
    const topology = await read({
      resource: {
        ...kitchen,
        aws_sqs_queue: {
          dead: { name: 'dead' },
          q: { name: 'q', redrive_policy: '{"deadLetterTargetArn":"${aws_sqs_queue.dead.arn}","maxReceiveCount":3}' },
        },
        aws_cloudwatch_event_target: {
          cook: { ...target, arn: '${aws_sqs_queue.q.arn}', dead_letter_config: [{ arn: '${aws_sqs_queue.dead.arn}' }] },
        },
        aws_lambda_event_source_mapping: {
          q: { event_source_arn: '${aws_sqs_queue.q.arn}', function_name: '${aws_lambda_function.cook.arn}' },
        },
      },
    });
    const dead = 'arn:aws:sqs:eu-west-1:123456789012:dead';
    expect(consumersOf(topology, order)).toMatchObject([
      { consumer: { name: 'cook' }, queue: { name: 'q', deadLetterQueueArn: dead }, target: { deadLetterQueueArn: dead } },
    ]);
  });

  it('when a rule calls a REST endpoint, in any stage, then the function behind it consumes', async () => {
    const api = '${aws_api_gateway_rest_api.door';
    const topology = await read({
      resource: {
        ...kitchen,
        aws_api_gateway_rest_api: { door: { name: 'door' } },
        aws_api_gateway_resource: { orders: { rest_api_id: `${api}.id}`, parent_id: `${api}.root_resource_id}`, path_part: 'orders' } },
        aws_api_gateway_integration: {
          orders: {
            rest_api_id: `${api}.id}`,
            resource_id: '${aws_api_gateway_resource.orders.id}',
            http_method: 'POST',
            uri: '${aws_lambda_function.cook.invoke_arn}',
          },
        },
        aws_cloudwatch_event_target: { cook: { ...target, arn: `${api}.execution_arn}/live/POST/orders` } },
      },
    });
    expect(consumersOf(topology, order)).toMatchObject([{ consumer: { name: 'cook' } }]);
    expect(topology.endpoints).toMatchObject([{ method: 'POST', path: '/orders' }]);
  });

  const allow = (Condition?: object) => ({
    Effect: 'Allow',
    Action: 'events:PutEvents',
    Resource: 'arn:aws:events:eu-west-1:123456789012:event-bus/kitchen',
    ...(Condition && { Condition }),
  });
  const inline = (Statement: unknown) => ({
    ...kitchen,
    aws_iam_role_policy: { cook: { role: '${aws_iam_role.cook.id}', policy: JSON.stringify({ Statement }) } },
  });

  it.each<readonly [string, unknown, object, readonly string[]]>([
    ['allows it on the bus', allow(), order, ['cook']],
    ['names the detail-type', [allow({ StringEquals: { 'events:detail-type': 'order' } })], order, ['cook']],
    ['names another detail-type', [allow({ 'ForAllValues:StringEquals': { 'events:detail-type': ['cake'] } })], order, []],
    ['names the source with a wildcard', [allow({ StringLike: { 'events:Source': 'sh*' } })], order, ['cook']],
    ['names another bus', [allow()], { ...order, bus: 'default' }, []],
    ['allows everything', { Effect: 'Allow', Action: '*', Resource: '*' }, order, ['cook']],
    ['denies it', { ...allow(), Effect: 'Deny' }, order, []],
  ])('when a role’s policy %s, then its functions publish accordingly', async (_, statement, event, producers) => {
    expect(names(producersOf(await read({ resource: inline(statement) }), event))).toEqual(producers);
  });

  it('when a policy is a document of a data source, attached through a separate policy, then it is read', async () => {
    const topology = await read({
      resource: {
        ...kitchen,
        aws_dynamodb_table: { orders: { name: 'orders', hash_key: 'id' } },
        aws_iam_policy: { cook: { name: 'cook', policy: '${data.aws_iam_policy_document.cook.json}' } },
        aws_iam_role_policy_attachment: { cook: { role: '${aws_iam_role.cook.name}', policy_arn: '${aws_iam_policy.cook.arn}' } },
      },
      data: {
        aws_iam_policy_document: {
          cook: {
            statement: [
              {
                actions: ['events:PutEvents'],
                resources: ['${aws_cloudwatch_event_bus.kitchen.arn}'],
                condition: [{ test: 'StringEquals', variable: 'events:detail-type', values: ['order'] }],
              },
              {
                actions: ['dynamodb:GetItem', 'dynamodb:Query'],
                resources: ['${aws_dynamodb_table.orders.arn}', '${aws_dynamodb_table.orders.arn}/index/*'],
              },
            ],
          },
        },
      },
    });
    expect(topology.problems).toEqual([]);
    expect(names(producersOf(topology, order))).toEqual(['cook']);
    expect(producersOf(topology, { ...order, 'detail-type': 'cake' })).toEqual([]);
    const [cook] = topology.functions;
    expect(cook && accessesOf(cook, topology.tables)).toMatchObject([
      { to: { name: 'orders' }, actions: ['dynamodb:GetItem', 'dynamodb:Query'] },
    ]);
  });

  it.each<readonly [string, object, readonly string[] | undefined]>([
    [
      'names the table',
      { Action: 'dynamodb:GetItem', Resource: 'arn:aws:dynamodb:eu-west-1:123456789012:table/orders' },
      ['dynamodb:GetItem'],
    ],
    [
      'names an index of it',
      { Action: 'dynamodb:Query', Resource: 'arn:aws:dynamodb:eu-west-1:123456789012:table/orders/index/*' },
      ['dynamodb:Query'],
    ],
    ['names tables by a pattern', { Action: ['dynamodb:*'], Resource: 'arn:aws:dynamodb:*:*:table/ord*' }, ['dynamodb:*']],
    ['allows everything', { Action: '*', Resource: '*' }, ['*']],
    ['allows something else everywhere', { Action: 'xray:PutTraceSegments', Resource: '*' }, undefined],
    [
      'names another table',
      { Action: 'dynamodb:GetItem', Resource: 'arn:aws:dynamodb:eu-west-1:123456789012:table/orders-old' },
      undefined,
    ],
  ])('when a role’s policy %s, then its functions may use it accordingly', async (_, statement, actions) => {
    const tables = { aws_dynamodb_table: { orders: { name: 'orders', hash_key: 'id' } } };
    const topology = await read({ resource: { ...inline({ Effect: 'Allow', ...statement }), ...tables } });
    const accesses = topology.functions.flatMap((one) => accessesOf(one, topology.tables));
    expect(accesses[0]?.actions).toEqual(actions);
  });

  it('when something can’t be resolved, then the rest is read, and a problem names the expression and its place', async () => {
    const topology = await read({
      resource: {
        ...kitchen,
        aws_cloudwatch_event_rule: { on_order: rule, by_function: { name: 'r', event_pattern: '${file("pattern.json")}' } },
        aws_sqs_queue: { each: { name: 'q-${count.index}', count: 2 }, named: { name: '${var.name}' } },
      },
    });
    expect(names(topology.queues)).toEqual(['${var.name}', 'q-${count.index /* aws_sqs_queue.each */}']);
    expect(consumersOf(topology, order)).toHaveLength(1);
    expect(topology.problems.join('\n')).toMatch(/aws_cloudwatch_event_rule\.by_function[\s\S]*file\("pattern/);
    expect(topology.problems.join('\n')).toMatch(/aws_sqs_queue\.each.*count\.index/);
    expect(topology.problems.join('\n')).toMatch(/aws_sqs_queue\.named.*var\.name/);
  });

  it('when values come from locals, and references have the index of a single instance, then they are resolved', async () => {
    const topology = await read({
      locals: { bus: 'kitchen' },
      resource: {
        ...kitchen,
        aws_cloudwatch_event_target: { cook: { ...target, event_bus_name: '${local.bus}', arn: '${aws_lambda_function.cook[0].arn}' } },
      },
    });
    expect(topology.problems).toEqual([]);
    expect(consumersOf(topology, order)).toHaveLength(1);
  });
});

describe('consumersOf', () => {
  const event = (version: string) => ({ ...order, detail: { Metadata: { event_version: version } } });

  it.each<readonly [string, object, string, boolean]>([
    ['subscribes to the major version', { detail: { Metadata: { event_version: [{ prefix: '1.' }] } } }, '1.4', true],
    ['subscribes to another major version', { detail: { Metadata: { event_version: [{ prefix: '2.' }] } } }, '1.4', false],
    [
      'subscribes to one of two',
      { $or: [{ source: ['elsewhere'] }, { detail: { Metadata: { event_version: [{ prefix: '1.' }] } } }] },
      '1.4',
      true,
    ],
    ['subscribes to neither', { $or: [{ source: ['elsewhere'] }, { 'detail-type': ['cake'] }] }, '1.4', false],
    ['excludes the major version', { detail: { Metadata: { event_version: [{ 'anything-but': ['1.4', '2.0'] }] } } }, '1.4', false],
    [
      'excludes a prefix, which stays open',
      { detail: { Metadata: { event_version: [{ 'anything-but': { prefix: '2.' } }] } } },
      '1.4',
      true,
    ],
    ['requires a suffix', { detail: { Metadata: { event_version: [{ suffix: '.5' }] } } }, '1.4', false],
    ['ignores case', { source: [{ 'equals-ignore-case': 'SHOP' }] }, '1.4', true],
    ['has a wildcard', { 'detail-type': [{ wildcard: 'o*r' }] }, '1.4', true],
    ['has another wildcard', { 'detail-type': [{ wildcard: 'o\\*r' }] }, '1.4', false],
    ['requires that the field does not exist', { source: [{ exists: false }] }, '1.4', false],
    ['requires a number', { source: [{ numeric: ['>', 1] }] }, '1.4', false],
    ['requires an unknown field', { detail: { Data: { colour: ['red'] } } }, '1.4', true],
    ['requires fields of a string', { source: { name: ['shop'] } }, '1.4', false],
  ])('when a rule %s, then the result follows from the pattern', async (_, pattern, version, taken) => {
    const topology = await read({
      resource: { ...kitchen, aws_cloudwatch_event_rule: { on_order: { ...rule, event_pattern: JSON.stringify(pattern) } } },
    });
    expect(consumersOf(topology, event(version))).toHaveLength(taken ? 1 : 0);
  });
});
