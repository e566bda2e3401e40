import type { Finding } from '@plumbline/contract-gate';
import pc from 'picocolors';

/** A finding as a person reads it: what, where, why, what to do. */
export const drawFinding = ({ code, severity, subject, file, why, mend }: Finding<string>): string => {
  const mark = severity === 'error' ? pc.red(`✗ ${code}`) : pc.yellow(`! ${code}`);
  return [`${mark}  ${pc.bold(subject)}  ${pc.dim(file)}`, ...indented(why), ...indented(`-> ${mend}`), ''].join('\n');
};

const indented = (text: string): readonly string[] => text.split('\n').map((line) => `  ${coloured(line)}`);

const coloured = (line: string): string =>
  line.startsWith('+') ? pc.green(line) : line.startsWith('-') && !line.startsWith('->') ? pc.red(line) : line;

/** The last line of a check. */
export const drawSummary = (findings: readonly Finding<string>[], looked: string, ms: number): string => {
  const count = (severity: Finding['severity']): number => findings.filter((one) => one.severity === severity).length;
  const [errors, warnings] = [count('error'), count('warning')];
  const text = `${looked}: ${errors} errors, ${warnings} warnings (${(ms / 1000).toFixed(1)} s)`;
  return errors > 0 ? pc.red(text) : pc.green(text);
};
