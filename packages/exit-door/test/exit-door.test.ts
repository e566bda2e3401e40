import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { unexpected } from '../src/allowed-differences.ts';
import { compareSynths } from '../src/compare-synths.ts';
import { describeWithCdkTerrain } from './describe-with-cdk-terrain.ts';

const run = promisify(execFile);
const PACKAGE = fileURLToPath(new URL('..', import.meta.url));

describeWithCdkTerrain('the exit door: infra with CDK Terrain instead of CDKTF, no source changed', () => {
  it.each([
    ['on a laptop', {}],
    [
      'with HCP Terraform',
      {
        PLUMBLINE_ENVIRONMENT: 'prod',
        PLUMBLINE_HCP_ORGANIZATION: 'kitchens',
        PLUMBLINE_ALARM_TOPIC_ARN: 'arn:aws:sns:eu-west-1:123456789012:alarms',
      },
    ],
  ])('synthesizes the same Terraform, %s', async (_, variables) => {
    const found = await compareSynths(variables);
    expect(unexpected(found)).toEqual([]);
    // The versions tell that it was really the other library, and the other bindings.
    expect(found).toContainEqual({ file: 'manifest.json', path: ['version'], before: '0.21.0', after: '0.24.0' });
    expect(found).toContainEqual({
      file: 'stacks/orders/cdk.tf.json',
      path: ['terraform', 'required_providers', 'aws', 'version'],
      before: '6.25.0',
      after: '6.66.0',
    });
  });

  it('is well typed', async () => {
    const { stdout } = await run('tsc', ['--noEmit', '--listFilesOnly', '-p', 'tsconfig.infra.json'], { cwd: PACKAGE });
    expect(stdout).toMatch(/node_modules\/@cdktn\/provider-aws\/lib\/sqs-queue\//);
    // The bindings of HCP Terraform, which only the bootstrap uses, have no successor yet: they work on CDK Terrain as they are.
    expect(stdout).not.toMatch(/node_modules\/(cdktf|@cdktf\/provider-aws)\//);
    const words = await run('tsc', ['--noEmit', '-p', 'tsconfig.infra.json'], { cwd: PACKAGE }).then(
      ({ stdout: output }) => output,
      (failure: Error & { readonly stdout?: string }) => `${failure.message}\n${failure.stdout ?? ''}`,
    );
    expect(words).toBe('');
  });
});
