import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readStacks } from './read-stacks.ts';

describe('readStacks', () => {
  it('when there are synthesized stacks, then each has its resources, data and folder', async () => {
    const out = await mkdtemp(join(tmpdir(), 'plumbline-topology-'));
    await mkdir(join(out, 'stacks', 'kitchen'), { recursive: true });
    await writeFile(
      join(out, 'manifest.json'),
      JSON.stringify({ stacks: { kitchen: { synthesizedStackPath: 'stacks/kitchen/cdk.tf.json', workingDirectory: 'stacks/kitchen' } } }),
    );
    await writeFile(join(out, 'stacks', 'kitchen', 'cdk.tf.json'), JSON.stringify({ resource: { aws_sqs_queue: { q: { name: 'q' } } } }));
    expect(await readStacks(out)).toMatchObject([
      { name: 'kitchen', directory: join(out, 'stacks', 'kitchen'), resources: { aws_sqs_queue: { q: { name: 'q' } } }, data: {} },
    ]);
  });

  it('when nothing has been synthesized, then the error names the command to run', async () => {
    await expect(readStacks('/nowhere')).rejects.toMatchObject({
      code: 'NOT_SYNTHESIZED',
      message: expect.stringContaining('/nowhere/manifest.json'),
    });
  });
});
