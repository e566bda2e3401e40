import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { changedStacks } from './changed-stacks.ts';
import { type CompiledStack, type CompiledTerraform, compiledStacks } from './compiled-stacks.ts';
import { deployOrder } from './deploy-order.ts';
import { listStacks } from './stacks-command.ts';

const stack = (name: string, resource: CompiledTerraform['resource'] = {}): CompiledStack => ({ name, terraform: { resource } });
const queue = (seconds: number) => ({ aws_sqs_queue: { queue: { name: 'q', visibility_timeout_seconds: seconds } } });

describe('changed stacks', () => {
  it.each<[string, readonly CompiledStack[], readonly CompiledStack[], { changed: string[]; removed: string[] }]>([
    ['nothing differs', [stack('a', queue(30))], [stack('a', queue(30))], { changed: [], removed: [] }],
    ['a value differs', [stack('a', queue(30)), stack('b')], [stack('a', queue(31)), stack('b')], { changed: ['a'], removed: [] }],
    ['a stack is new', [stack('a')], [stack('a'), stack('b')], { changed: ['b'], removed: [] }],
    ['a stack is removed', [stack('a'), stack('b')], [stack('a')], { changed: [], removed: ['b'] }],
    ['no stack existed before', [], [stack('a'), stack('b')], { changed: ['a', 'b'], removed: [] }],
  ])('when %s, then the changes are right', (_, base, head, changes) => {
    expect(changedStacks(base, head)).toEqual(changes);
  });
});

describe('the deployment order', () => {
  const bus = { aws_cloudwatch_event_bus: { bus: { name: 'events' } }, aws_api_gateway_account: { account: {} } };
  const rule = (name: string) => ({ aws_cloudwatch_event_rule: { rule: { event_bus_name: name } } });

  it.each<[string, readonly CompiledStack[], readonly (readonly string[])[]]>([
    ['a rule is on another stack’s bus', [stack('a', rule('events')), stack('b', bus)], [['b'], ['a']]],
    ['a rule is on a bus outside the stacks', [stack('a', rule('default')), stack('b', bus)], [['a', 'b']]],
    [
      'an archive is of another stack’s bus',
      [
        stack('a', {
          aws_cloudwatch_event_archive: { archive: { event_source_arn: 'arn:aws:events:eu-west-1:${data.account.id}:event-bus/events' } },
        }),
        stack('b', bus),
      ],
      [['b'], ['a']],
    ],
    ['a stage writes logs', [stack('a', { aws_api_gateway_stage: { stage: {} } }), stack('b', bus)], [['b'], ['a']]],
    [
      'schemas are put in another stack’s registry',
      [stack('a', { aws_schemas_schema: { one: { registry_name: 'r' } } }), stack('b', { aws_schemas_registry: { r: { name: 'r' } } })],
      [['b'], ['a']],
    ],
    ['a stack needs its own bus', [stack('a', { ...bus, ...rule('events') })], [['a']]],
    ['no stack exists', [], []],
  ])('when %s, then it is deployed later, and everything else in the first wave', (_, stacks, waves) => {
    expect(deployOrder(stacks)).toEqual(waves);
  });

  it('when stacks depend on each other in a cycle, then the error names them', () => {
    const one = stack('a', { aws_cloudwatch_event_bus: { bus: { name: 'x' } }, ...rule('y') });
    const other = stack('b', { aws_cloudwatch_event_bus: { bus: { name: 'y' } }, ...rule('x') });
    expect(() => deployOrder([one, other])).toThrow('a, b depend on each other');
  });
});

describe('plumb stacks', () => {
  let root: string;
  const lines: string[] = [];
  const say = (line: string): void => void lines.push(line);
  const synthesized = (folder: string, stacks: Readonly<Record<string, object>>): void => {
    const paths = Object.keys(stacks).map((name) => [name, { synthesizedStackPath: `stacks/${name}/cdk.tf.json` }] as const);
    for (const [name, json] of Object.entries(stacks)) {
      mkdirSync(join(root, folder, 'stacks', name), { recursive: true });
      writeFileSync(join(root, folder, 'stacks', name, 'cdk.tf.json'), JSON.stringify(json));
    }
    writeFileSync(join(root, folder, 'manifest.json'), JSON.stringify({ stacks: Object.fromEntries(paths) }));
  };
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'plumbline-stacks-'));
    lines.length = 0;
  });
  afterEach(() => rmSync(root, { recursive: true }));

  it('when no stacks are synthesized, then the error names the command to run', async () => {
    await expect(listStacks(root, {}, say)).rejects.toThrow('npm run synth');
  });

  it('when only the machine differs, then no stack has changed', async () => {
    const at = (path: string) => ({ resource: queue(30), terraform: { backend: { local: { path } }, required_version: '1' } });
    synthesized('infra/cdktf.out', { a: at('/here') });
    synthesized('before', { a: at('/there') });
    expect(await compiledStacks(join(root, 'before'))).toEqual([
      { name: 'a', terraform: { resource: queue(30), terraform: { required_version: '1' } } },
    ]);
    await listStacks(root, { changedFrom: join(root, 'before') }, say);
    expect(lines).toEqual(['1: -']);
  });

  it('when a workflow asks, then it receives the waves of the changed stacks, each at its index', async () => {
    const resource = { aws_cloudwatch_event_rule: { rule: { event_bus_name: 'x' } } };
    const platform = { resource: { aws_cloudwatch_event_bus: { bus: { name: 'x' } } } };
    synthesized('infra/cdktf.out', { a: { resource }, b: { resource, output: 1 }, platform });
    synthesized('before', { a: { resource }, b: { resource }, gone: {}, platform });
    const output = join(root, 'output');
    await listStacks(root, { changedFrom: join(root, 'before'), output }, say);
    expect(readFileSync(output, 'utf8')).toBe('stacks=["b"]\nwaves=[[],["b"]]\nremoved=["gone"]\n');
    expect(lines).toEqual(['1: -', '2: b', expect.stringContaining('removed: gone.')]);
  });

  it('when the base does not exist, then every stack has changed', async () => {
    synthesized('infra/cdktf.out', { a: {}, b: {} });
    await listStacks(root, { changedFrom: join(root, 'nowhere') }, say);
    expect(lines).toEqual(['1: a b']);
  });
});
