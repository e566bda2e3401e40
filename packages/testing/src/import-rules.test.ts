import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** The findings of our lint rules for a file with one import, in a repository without other files. */
const lint = (path: string, module: string): string => {
  const repository = mkdtempSync(join(tmpdir(), 'plumbline-lint-'));
  mkdirSync(dirname(join(repository, path)), { recursive: true });
  copyFileSync(join(ROOT, 'biome.json'), join(repository, 'biome.json'));
  writeFileSync(join(repository, path), `import { x } from '${module}';\nexport const y = x;\n`);
  const args = ['lint', '--vcs-enabled=false', '--only=style/noRestrictedImports', '--colors=off', path];
  const { stdout, stderr } = spawnSync(join(ROOT, 'node_modules/.bin/biome'), args, { cwd: repository, encoding: 'utf8' });
  return `${stdout}${stderr}`.replace(/\s+/g, ' ');
};

describe('import rules', () => {
  it.each([
    [
      'a service imports another service',
      'services/orders/src/new-order/new-order.ts',
      '@plumbline/service-payments/manifest',
      'publish an event',
    ],
    [
      'a handler imports another service',
      'services/orders/src/new-order/handler.ts',
      '@plumbline/service-payments/manifest',
      'publish an event',
    ],
    ['a use case imports the AWS SDK', 'services/orders/src/new-order/new-order.ts', '@aws-sdk/client-dynamodb', 'give it a port'],
    ['a use case imports the runtime', 'services/orders/src/new-order/new-order.ts', '@plumbline/event-kit/runtime', 'give it a port'],
    ['a use case imports Powertools', 'services/orders/src/new-order/new-order.ts', '@aws-lambda-powertools/logger', 'give it a port'],
    ['a manifest imports the AWS SDK', 'services/orders/src/manifest.ts', '@aws-sdk/client-s3', 'contracts and event-kit only'],
    ['a manifest imports the runtime', 'services/orders/src/manifest.ts', '@plumbline/event-kit/runtime', 'contracts and event-kit only'],
    ['a manifest imports a file of its service', 'services/orders/src/manifest.ts', './order-items.ts', 'contracts and event-kit only'],
    ['a service imports CDKTF', 'services/orders/src/new-order/handler.ts', 'cdktf', 'contracts and event-kit'],
    ['a service imports local-aws', 'services/orders/src/new-order/handler.ts', '@plumbline/local-aws', 'contracts and event-kit'],
    ['infra imports CDKTF past its door', 'infra/src/constructs/table.ts', 'cdktf', 'infra/src/terraform.ts'],
    [
      'infra imports bindings past their door',
      'infra/src/constructs/table.ts',
      '@cdktf/provider-aws/lib/sqs-queue/index.js',
      'infra/src/terraform.ts',
    ],
    [
      'the bootstrap imports bindings past their door',
      'infra/src/bootstrap/bootstrap-app.ts',
      '@cdktf/provider-tfe/lib/workspace/index.js',
      'infra/src/terraform.ts',
    ],
    ['infra imports the AWS SDK', 'infra/src/constructs/table.ts', '@aws-sdk/client-sqs', 'manifests, contracts and CDKTF'],
    ['a package imports CDKTF', 'packages/topology/src/index.ts', 'constructs', 'Only infra imports CDKTF'],
    ['a package imports local-aws', 'packages/topology/src/index.ts', '@plumbline/local-aws', 'Only the CLI and tests'],
    ['a package imports internals of another', 'packages/cli/src/up.ts', '@plumbline/local-aws/src/store/store.ts', 'not its internals'],
    [
      'a package imports internals of another by their path',
      'packages/topology/src/index.ts',
      '../../eventbridge/src/errors.ts',
      'not its internals',
    ],
    [
      "a local AWS service imports another's internals",
      'packages/local-aws/lambda/src/lambda.ts',
      '../../sqs/src/sqs.ts',
      'not its internals',
    ],
    ['a local AWS service imports another one', 'packages/local-aws/lambda/src/lambda.ts', '@plumbline/local-aws-sqs', 'through ports'],
    ['the kernel imports a service', 'packages/local-aws/kernel/src/kernel.ts', '@plumbline/local-aws-sqs', 'The kernel knows no service'],
  ])('when %s, then lint refuses it', (_, path, module, message) => {
    expect(lint(path, module)).toContain(message);
  });

  it.each([
    ['a handler imports the AWS SDK and the runtime', 'services/orders/src/new-order/handler.ts', '@aws-sdk/client-dynamodb'],
    ['an adapter imports the AWS SDK', 'services/orders/src/new-order/adapters/store-order.ts', '@aws-sdk/client-dynamodb'],
    ['a command imports the AWS SDK', 'services/orders/src/commands/look-at-orders.ts', '@aws-sdk/client-dynamodb'],
    ['a manifest imports its contracts', 'services/orders/src/manifest.ts', '@plumbline/contracts-ordering'],
    ['a manifest imports event-kit', 'services/orders/src/manifest.ts', '@plumbline/event-kit'],
    ['the door imports CDKTF', 'infra/src/terraform.ts', 'cdktf'],
    ["the bootstrap's door imports its bindings", 'infra/src/bootstrap/terraform.ts', '@cdktf/provider-tfe/lib/workspace/index.js'],
    ['a local AWS service imports the kernel', 'packages/local-aws/lambda/src/lambda.ts', '@plumbline/local-aws-kernel'],
    ["a local AWS service's tests import another one", 'packages/local-aws/lambda/src/lambda.test.ts', '@plumbline/local-aws-sqs'],
    ['the list of services imports them', 'packages/local-aws/local-aws/src/all-services.ts', '@plumbline/local-aws-sqs'],
    ['the CLI imports local-aws', 'packages/cli/src/up.ts', '@plumbline/local-aws'],
    ['a test imports local-aws', 'packages/testing/src/some.test.ts', '@plumbline/local-aws'],
  ])('when %s, then lint lets it pass', (_, path, module) => {
    expect(lint(path, module)).toMatch(/^Checked 1 file/);
  });
});

describe('circles', () => {
  /** Our lint rule's verdict on two files that import each other. */
  const lintCycle = (first: string, second: string): string => {
    const repository = mkdtempSync(join(tmpdir(), 'plumbline-circle-'));
    copyFileSync(join(ROOT, 'biome.json'), join(repository, 'biome.json'));
    writeFileSync(join(repository, 'a.ts'), `${first}\nexport interface A { readonly b?: B }\nexport const a = 1;\n`);
    writeFileSync(join(repository, 'b.ts'), `${second}\nexport interface B { readonly a?: A }\nexport const b = 1;\n`);
    const args = ['lint', '--vcs-enabled=false', '--only=suspicious/noImportCycles', '--colors=off', '.'];
    const { stdout, stderr } = spawnSync(join(ROOT, 'node_modules/.bin/biome'), args, { cwd: repository, encoding: 'utf8' });
    return `${stdout}${stderr}`;
  };

  it.each([
    ['values', "import { type B, b } from './b.ts';\nexport const c = b;", "import { type A, a } from './a.ts';\nexport const d = a;"],
    ['types', "import type { B } from './b.ts';", "import type { A } from './a.ts';"],
    ['a value and a type', "import { type B, b } from './b.ts';\nexport const c = b;", "import type { A } from './a.ts';"],
  ])('when two files import %s of each other, then lint refuses it', (_, first, second) => {
    expect(lintCycle(first, second)).toContain('suspicious/noImportCycles');
  });

  it('when only one of them imports the other, then lint lets it pass', () => {
    expect(lintCycle("import type { B } from './b.ts';", 'type A = 1;')).toMatch(/Checked \d files?/);
  });
});
