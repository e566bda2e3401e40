import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { check } from './check-commands.ts';
import { runChecks } from './checks.ts';
import { readStrangers } from './read-system.ts';

const OPTIONS = { today: '2026-11-28', compatibility: 'full' } as const;
const RULE_WITHOUT_DLQ = {
  resource: {
    aws_sqs_queue: { it: { name: 'it' } },
    aws_cloudwatch_event_rule: { it: { name: 'it', event_pattern: '{"source":["shop"]}' } },
    aws_cloudwatch_event_target: { it: { rule: '${aws_cloudwatch_event_rule.it.name}', arn: '${aws_sqs_queue.it.arn}' } },
  },
};

let root: string;
beforeAll(() => {
  root = `${mkdtempSync(join(tmpdir(), 'plumbline-checks-'))}/`;
  mkdirSync(join(root, 'catalog/adrs'), { recursive: true });
  writeFileSync(join(root, 'catalog/glossary.yaml'), 'not: [a, glossary]');
  writeFileSync(join(root, 'main.tf.json'), JSON.stringify(RULE_WITHOUT_DLQ));
});
afterAll(() => rmSync(root, { recursive: true }));

describe('plumb check', () => {
  it('when one check fails, then the failure is a finding, and the findings of the others are reported', async () => {
    const { topology } = await readStrangers(root, ['main.tf.json']);
    const findings = await runChecks({ root, topology, domains: [] }, ['catalog', 'flows'], OPTIONS);
    expect(findings.map(({ code, subject }) => `${code} ${subject}`)).toEqual(
      expect.arrayContaining(['CHECK_FAILED catalog', expect.stringMatching(/^TARGET_WITHOUT_DLQ/)]),
    );
    expect(findings[0]).toMatchObject({ severity: 'error', file: 'catalog/pages', why: expect.stringContaining('glossary') });
  });

  it.each([
    ['json', (text: string) => (JSON.parse(text) as { code: string }[]).map(({ code }) => code)],
    [
      'sarif',
      (text: string) => (JSON.parse(text) as { runs: { results: { ruleId: string }[] }[] }).runs[0]?.results.map(({ ruleId }) => ruleId),
    ],
  ])('when nothing can be read, then --%s reports it as data, and the exit code is 1', async (format, codesIn) => {
    const said: string[] = [];
    const telling = { json: format === 'json', sarif: format === 'sarif', failOn: 'error' } as const;
    const code = await check(root, [], { ...OPTIONS, ...telling }, (line) => said.push(line));
    expect(code).toBe(1);
    expect(codesIn(said.join('\n'))).toEqual(['CHECK_FAILED']);
  });
});
