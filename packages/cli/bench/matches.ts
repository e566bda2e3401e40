import { matchesPerSecond } from '@plumbline/eventbridge/bench';

const RULE_COUNTS = [10, 100, 1_000, 10_000];

/** Events matched against many rules, from the event's text, on one core. */
export const benchMatches = async (say: (line: string) => void): Promise<void> => {
  for (const rules of RULE_COUNTS) {
    say(`matches  ${String(rules).padStart(6)} rules: ${Math.round(matchesPerSecond(rules)).toLocaleString('en')} events/s`);
  }
};
