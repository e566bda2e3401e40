import { EventPatternError, validatePattern } from '@plumbline/eventbridge';
import { AwsError } from './aws-error.ts';

/** @throws AwsError `InvalidEventPatternException` with EventBridge's message if the pattern is invalid. */
export const checkPattern = (pattern: string): void => {
  try {
    validatePattern(pattern);
  } catch (error) {
    if (!(error instanceof EventPatternError)) throw error;
    throw new AwsError(error.code, error.message, { cause: error });
  }
};
