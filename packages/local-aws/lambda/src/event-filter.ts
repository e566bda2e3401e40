import { AwsError, checkPattern } from '@plumbline/local-aws-kernel';
import { invalidParameter } from './check-member.ts';

/** The default quota, https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html */
const FILTERS_MAX = 5;

/** Throws InvalidParameterValueException. The message for too many filters is not AWS's. */
export const checkFilters = (patterns: readonly string[]): void => {
  if (patterns.length > FILTERS_MAX)
    throw invalidParameter(`An event source mapping may have ${FILTERS_MAX} filters, not ${patterns.length}.`);
  for (const pattern of patterns) {
    try {
      checkPattern(pattern);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      throw new AwsError('InvalidParameterValueException', 'Invalid filter pattern definition.', { cause: error });
    }
  }
};

/** Keys other than `body`. AWS's page contradicts itself on whether filters apply to them. */
export const metadataKeys = (patterns: readonly string[]): readonly string[] => {
  const keys = patterns.flatMap((pattern) => Object.keys(JSON.parse(pattern) as object));
  return [...new Set(keys)].filter((key) => key !== 'body' && key !== '$or');
};
