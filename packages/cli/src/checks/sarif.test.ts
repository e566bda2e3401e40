import { describe, expect, it } from 'vitest';
import type { LocatedFinding } from './locate.ts';
import { toSarif } from './sarif.ts';

const finding = (more: Partial<LocatedFinding> = {}): LocatedFinding => ({
  code: 'TARGET_WITHOUT_DLQ',
  severity: 'error',
  subject: 'target t of rule r',
  file: 'services/stove kitchen/src/manifest.ts',
  line: 7,
  why: 'It has none.',
  fix: 'Give it one.',
  ...more,
});

describe('findings as SARIF', () => {
  it('when a check has a finding, then the run has its place, level, text and the rule’s page', () => {
    const [run] = toSarif([finding({ resource: 'stove/aws_cloudwatch_event_target.t' })]).runs;
    expect(run?.tool.driver.rules).toEqual([
      {
        id: 'TARGET_WITHOUT_DLQ',
        shortDescription: { text: 'A target has no dead-letter queue' },
        helpUri: expect.stringMatching(/^https:\/\/docs\.aws\.amazon\.com\//),
      },
    ]);
    expect(run?.results).toMatchObject([
      {
        ruleId: 'TARGET_WITHOUT_DLQ',
        level: 'error',
        message: { text: 'target t of rule r: It has none. Give it one.' },
        locations: [
          {
            physicalLocation: { artifactLocation: { uri: 'services/stove%20kitchen/src/manifest.ts' }, region: { startLine: 7 } },
            logicalLocations: [{ fullyQualifiedName: 'stove/aws_cloudwatch_event_target.t' }],
          },
        ],
      },
    ]);
  });

  it('when a finding moves to another line, then its fingerprint stays the same', () => {
    const printOf = (one: LocatedFinding) => toSarif([one]).runs[0]?.results?.[0]?.partialFingerprints;
    expect(printOf(finding({ line: 9 }))).toEqual(printOf(finding()));
    expect(printOf(finding({ subject: 'another' }))).not.toEqual(printOf(finding()));
  });

  it('when a finding comes from another check, then its rule has only its code', () => {
    expect(toSarif([finding({ code: 'BREAKING_CHANGE', severity: 'warning' })]).runs[0]).toMatchObject({
      tool: { driver: { rules: [{ id: 'BREAKING_CHANGE' }] } },
      results: [{ level: 'warning' }],
    });
  });

  it('when a check has no findings, then the run has no results', () => {
    expect(toSarif([])).toMatchObject({ version: '2.1.0', runs: [{ results: [] }] });
  });
});
