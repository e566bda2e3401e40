import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkStrangers } from './check-commands.ts';

const SHOP = {
  provider: { aws: { region: 'eu-west-1', default_tags: { tags: { team: 'shop', service: 'shop' } } } },
  resource: {
    aws_cloudwatch_event_rule: { order: { name: 'order', event_pattern: '{"source":["shop"]}' } },
    aws_cloudwatch_event_target: {
      order: { rule: '${aws_cloudwatch_event_rule.order.name}', arn: '${module.orders.queue_arn}', dead_letter_config: {} },
    },
  },
};

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'plumbline-shop-'));
  writeFileSync(join(folder, 'main.tf.json'), JSON.stringify(SHOP));
});
afterAll(() => rmSync(folder, { recursive: true }));

const run = async (telling: { readonly json?: boolean; readonly sarif?: boolean; readonly failOn?: 'error' | 'warning' } = {}) => {
  const said: string[] = [];
  const code = await checkStrangers(folder, ['main.tf.json'], { json: false, sarif: false, failOn: 'error', ...telling }, (line) =>
    said.push(line),
  );
  return { code, said };
};

describe('plumb check --terraform', () => {
  it('when a check has a finding, then it is reported with the given path, the unresolved parts beside it, and the exit code is 1', async () => {
    const { code, said } = await run();
    expect(code).toBe(1);
    expect(said.join('\n')).toMatch(/not resolved.*module\.orders\.queue_arn/);
    expect(said.join('\n')).toMatch(/TARGET_WITHOUT_DLQ.*main\.tf\.json/);
    expect(said.at(-1)).toMatch(/0 functions, 1 rule: 1 error, 0 warnings/);
  });

  it('when the output is JSON or SARIF, then nothing else is printed', async () => {
    const { said } = await run({ json: true });
    expect(JSON.parse(said.join('\n'))).toMatchObject([{ code: 'TARGET_WITHOUT_DLQ', file: 'main.tf.json', line: 1 }]);
    const sarif = await run({ sarif: true });
    expect(JSON.parse(sarif.said.join('\n'))).toMatchObject({ version: '2.1.0', runs: [{ results: [{ ruleId: 'TARGET_WITHOUT_DLQ' }] }] });
  });

  it('when the folder has no Terraform, then the command fails with that reason', async () => {
    await expect(checkStrangers(folder, ['none'], { json: false, sarif: false, failOn: 'error' }, () => undefined)).rejects.toMatchObject({
      code: 'NOT_SYNTHESIZED',
    });
  });

  it('when it cannot be read and findings are data, then the failure is a finding', async () => {
    const said: string[] = [];
    const telling = { json: true, sarif: false, failOn: 'error' } as const;
    const code = await checkStrangers(folder, ['missing'], telling, (line) => said.push(line));
    expect(code).toBe(1);
    expect(JSON.parse(said.join('\n'))).toMatchObject([{ code: 'CHECK_FAILED', file: 'missing' }]);
  });
});
