import { EventPatternError, validatePattern } from '@plumbline/eventbridge';
import { textOf } from '@plumbline/topology';
import type { Check } from '../draft.ts';

/** EventBridge takes every pattern, by its own reader. Where a pattern could not be resolved, nothing is known of it. */
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
      fix: 'Write the pattern as EventBridge takes it; the deployment would fail.',
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
