import { RULES } from '@plumbline/flow-proof';
import type { Log, ReportingDescriptor, Result } from 'sarif';
import type { LocatedFinding } from './locate.ts';

/**
 * Findings in the format that GitHub's code scanning and editors read.
 *
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export const toSarif = (findings: readonly LocatedFinding[]): Log => ({
  $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
  version: '2.1.0',
  runs: [
    {
      tool: { driver: { name: 'plumb check', rules: [...new Set(findings.map(({ code }) => code))].sort().map(descriptorOf) } },
      // Paths of files outside a repository are relative to the working directory.
      originalUriBaseIds: { ROOT: { description: { text: 'The folder that was checked.' } } },
      results: findings.map(resultOf),
    },
  ],
});

const descriptorOf = (code: string): ReportingDescriptor => {
  const rule: { readonly title: string; readonly see?: string } | undefined = Object.hasOwn(RULES, code)
    ? RULES[code as keyof typeof RULES]
    : undefined;
  return {
    id: code,
    ...(rule !== undefined && { shortDescription: { text: rule.title } }),
    ...(rule?.see !== undefined && { helpUri: rule.see }),
  };
};

const resultOf = ({ code, severity, subject, file, line, resource, why, fix }: LocatedFinding): Result => ({
  ruleId: code,
  level: severity,
  message: { text: `${subject}: ${why} ${fix}` },
  locations: [
    {
      physicalLocation: { artifactLocation: { uri: encodeURI(file), uriBaseId: 'ROOT' }, region: { startLine: line } },
      ...(resource !== undefined && { logicalLocations: [{ fullyQualifiedName: resource, kind: 'resource' }] }),
    },
  ],
  // The fingerprint ignores the line, so that a finding keeps its identity when its line moves.
  partialFingerprints: { 'plumbline/v1': `${code} ${resource ?? file} ${subject}` },
});
