import pc from 'picocolors';
import type { LocatedFinding } from './locate.ts';

/** Draws a finding for the terminal: what happened, where, why, and the fix. */
export const drawFinding = ({ code, severity, subject, file, line, resource, why, fix }: LocatedFinding): string => {
  const mark = severity === 'error' ? pc.red(`✗ ${code}`) : pc.yellow(`! ${code}`);
  const where = [`${file}${line > 1 ? `:${line}` : ''}`, ...(resource === undefined ? [] : [resource])].join('  ');
  return [`${mark}  ${pc.bold(subject)}  ${pc.dim(where)}`, ...indented(why), ...indented(`-> ${fix}`), ''].join('\n');
};

const indented = (text: string): readonly string[] => text.split('\n').map((line) => `  ${coloured(line)}`);

const coloured = (line: string): string =>
  line.startsWith('+') ? pc.green(line) : line.startsWith('-') && !line.startsWith('->') ? pc.red(line) : line;

/** The last line of a check. */
export const drawSummary = (findings: readonly LocatedFinding[], looked: string, ms: number): string => {
  const count = (severity: LocatedFinding['severity']): number => findings.filter((one) => one.severity === severity).length;
  const [errors, warnings] = [count('error'), count('warning')];
  const text = `${looked}: ${counted(errors, 'error')}, ${counted(warnings, 'warning')} (${(ms / 1000).toFixed(1)} s)`;
  return errors > 0 ? pc.red(text) : pc.green(text);
};

/** Such as `1 rule`, `2 rules`. */
export const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;
