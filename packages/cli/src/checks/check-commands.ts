import { publishSchemas } from '@plumbline/contract-gate';
import pc from 'picocolors';
import { CHECK_NAMES, type CheckName, type CheckOptions, runChecks } from './checks.ts';
import { drawFinding, drawSummary } from './draw-findings.ts';
import { type DeclaredSystem, readSystem } from './read-system.ts';

type Say = (line: string) => void;

/** Runs checks, says what they found, and answers the exit code: 1 when there is an error. */
export const check = async (
  root: string,
  names: readonly CheckName[],
  options: CheckOptions & { readonly json: boolean },
  say: Say,
): Promise<number> => {
  const startMs = performance.now();
  const system = await readSystem(root);
  const findings = await runChecks(system, names.length === 0 ? CHECK_NAMES : names, options);
  if (options.json) say(JSON.stringify(findings, null, 2));
  else {
    for (const finding of findings) say(drawFinding(finding));
    say(drawSummary(findings, looked(system), performance.now() - startMs));
  }
  return findings.some(({ severity }) => severity === 'error') ? 1 : 0;
};

const looked = ({ domains, topology }: DeclaredSystem): string => {
  const published = domains.flatMap((domain) => domain.published);
  const types = new Set(published.map(({ eventType }) => eventType));
  return `${published.length} versions of ${types.size} events, ${topology.functions.length} functions, ${topology.rules.length} rules`;
};

/** Writes the schemas of what is declared, where the gate allows it. Answers the exit code: 1 when something was refused. */
export const publish = async (root: string, options: CheckOptions, say: Say): Promise<number> => {
  const { written, refused } = await publishSchemas(root, { ...(await readSystem(root)), ...options });
  for (const file of written) say(`${pc.green('published')}  ${file}`);
  for (const finding of refused) say(drawFinding(finding));
  if (written.length === 0 && refused.length === 0) say('Everything that is declared is published.');
  return refused.length === 0 ? 0 : 1;
};
