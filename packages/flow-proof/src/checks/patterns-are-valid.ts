import { EventPatternError, validatePattern } from '@plumbline/eventbridge';
import { textOf } from '@plumbline/topology';
import type { Check } from '../draft.ts';

/** EventBridge accepts every pattern, as its own parser decides. An unresolved pattern is skipped. */
export const patternsAreValid: Check = function* ({ all }) {
  for (const rule of all('aws_cloudwatch_event_rule')) {
    const pattern = textOf(rule.values.event_pattern);
    if (pattern === undefined || pattern.includes('${')) continue;
    const problem = problemOf(pattern);
    if (problem === undefined) continue;
    yield {
      code: 'PATTERN_INVALID',
      at: rule,
      subject: `rule ${String(rule.values.name)}`,
      why: problem,
      fix: 'Correct the pattern; otherwise the deployment fails.',
    };
  }
};

const problemOf = (pattern: string): string | undefined => {
  try {
    validatePattern(pattern);
    return undefined;
  } catch (error) {
    if (error instanceof EventPatternError) return error.message;
    throw error;
  }
};
