import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { unexpected } from '../src/allowed-differences.ts';
import { type Difference, differences } from '../src/differences.ts';

type Files = Readonly<Record<string, string>>;

describe('differences between synths', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'plumbline-differences-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const written = async (name: string, files: Files): Promise<string> => {
    for (const [file, text] of Object.entries(files)) {
      await mkdir(dirname(join(folder, name, file)), { recursive: true });
      await writeFile(join(folder, name, file), text);
    }
    return join(folder, name);
  };
  const between = async (before: Files, after: Files): Promise<readonly Difference[]> =>
    differences(await written('before', before), await written('after', after));

  it('are none when only the layout of JSON or the order of its names differs', async () => {
    expect(await between({ 'a/b.json': '{"x":[],"y":1}' }, { 'a/b.json': '{ "y": 1, "x": [\n] }' })).toEqual([]);
  });

  it.each([
    ['a value', '{"x":{"y":[1,2]}}', '{"x":{"y":[1,3]}}', { path: ['x', 'y', '1'], before: 2, after: 3 }],
    ['a type', '{"x":1}', '{"x":"1"}', { path: ['x'], before: 1, after: '1' }],
    ['a list for an object', '{"x":[]}', '{"x":{}}', { path: ['x'], before: [], after: {} }],
    ['what is left out', '{"x":null}', '{}', { path: ['x'], before: null, after: undefined }],
    ['what is added', '{"x":[]}', '{"x":[{}]}', { path: ['x', '0'], before: undefined, after: {} }],
  ])('are told: %s', async (_, before, after, difference) => {
    expect(await between({ 'a.json': before }, { 'a.json': after })).toEqual([{ file: 'a.json', ...difference }]);
  });

  it('are told of files that one side lacks, and of other bytes', async () => {
    const found = await between(
      { 'a.json': '{}', 'same.zip': 'x', 'other.zip': 'x' },
      { 'b.json': '{}', 'same.zip': 'x', 'other.zip': 'y' },
    );
    expect(found.map(({ file }) => file)).toEqual(['a.json', 'b.json', 'other.zip']);
  });
});

describe('an unexpected difference', () => {
  const at = (file: string, path: string): Difference => ({ file, path: path.split('.'), before: 1, after: 2 });

  it('is all but versions and the source of the provider', () => {
    const allowed = [
      at('manifest.json', 'version'),
      at('stacks/orders/cdk.tf.json', '//.metadata.version'),
      at('stacks/orders/cdk.tf.json', 'terraform.required_providers.aws.source'),
      at('stacks/orders/cdk.tf.json', 'terraform.required_providers.aws.version'),
    ];
    const refused = [
      at('manifest.json', 'stacks.orders.name'),
      at('stacks/orders/cdk.tf.json', 'terraform.required_version'),
      at('stacks/orders/cdk.tf.json', 'resource.aws_sqs_queue.q.name'),
      at('stacks/orders/metadata.json', 'terraform.required_providers.aws.version'),
    ];
    expect(unexpected([...allowed, ...refused])).toEqual(refused);
  });
});
