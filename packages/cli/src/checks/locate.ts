import { existsSync, readFileSync } from 'node:fs';
import type { Finding } from '@plumbline/contract-gate';

/** A finding with its line. */
export interface LocatedFinding extends Finding<string> {
  readonly line: number;
  /** `stack/type.name` of a Terraform resource. */
  readonly resource?: string;
}

/**
 * Finds the line of a file that a finding is about: the declaration of the longest name that the finding contains. For example,
 * `plumbline-dev-cook-on-order-accepted` comes from a manifest's `name: 'cook'`.
 */
export const locate = (root: string, findings: readonly Finding<string>[]): readonly LocatedFinding[] => {
  const names = new Map<string, readonly NamedLine[]>();
  return findings.map((finding) => {
    const known = names.get(finding.file) ?? namesIn(`${root}${finding.file}`);
    names.set(finding.file, known);
    const about = `${finding.subject} ${'resource' in finding ? String(finding.resource) : ''}`;
    const [best] = known.filter(({ name }) => about.includes(name)).sort((a, b) => b.name.length - a.name.length);
    return { ...finding, line: best?.line ?? 1 };
  });
};

interface NamedLine {
  readonly name: string;
  readonly line: number;
}

const namesIn = (file: string): readonly NamedLine[] => {
  if (!/\.[cm]?ts$/.test(file) || !existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((text, index) => {
      const name = /\bname: '([^']+)'/.exec(text)?.[1];
      return name === undefined ? [] : [{ name, line: index + 1 }];
    });
};
