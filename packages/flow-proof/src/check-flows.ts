import type { Finding } from '@plumbline/contract-gate';
import { accepted } from './accepted.ts';
import { CHECKS } from './checks.ts';
import { type FlowSystem, proofOf } from './flow-system.ts';
import { placeOf } from './place-of.ts';
import { type FlowCode, RULES } from './rules.ts';

/** A finding that names the resource, as `stack/type.name`. */
export interface FlowFinding extends Finding<FlowCode> {
  readonly resource: string;
}

/**
 * Proves an event flow before anything runs. No finding means: every event that a function may publish reaches its consumers, or a
 * dead-letter queue with an alarm.
 */
export const checkFlows = async (system: FlowSystem): Promise<readonly FlowFinding[]> => {
  const proof = await proofOf(system);
  const drafts = CHECKS.flatMap((check) => [...check(proof)]);
  return accepted(proof, drafts)
    .map(({ code, at, subject, why, fix }) => ({
      code,
      severity: RULES[code].severity,
      subject,
      file: system.fileOf?.(at.stack) ?? at.stack,
      resource: placeOf(at),
      why,
      fix,
    }))
    .sort((a, b) => order(a) - order(b) || compare(a.resource, b.resource) || compare(a.code, b.code));
};

const order = ({ severity }: FlowFinding): number => (severity === 'error' ? 0 : 1);
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
