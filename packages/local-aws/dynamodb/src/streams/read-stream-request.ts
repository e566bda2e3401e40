import type { Permission } from '@plumbline/iam-policy';
import { brokenConstraint, constraintError } from '@plumbline/local-aws-kernel';
import type { DynamoDbContext } from '../dynamodb-context.ts';
import type { Stream } from './stream.ts';
import { streamNotFound } from './streams.ts';

/** The permission for an operation on one stream. */
export const streamPermissions = (action: string, arn: unknown): readonly Permission[] =>
  typeof arn === 'string' ? [{ action: `dynamodb:${action}`, resource: arn }] : [];

/** The stream that a request names. Throws ValidationException, ResourceNotFoundException. */
export const streamOf = ({ streams }: DynamoDbContext, arn: string | undefined): Stream => {
  if (arn === undefined) throw constraintError(brokenConstraint(undefined, 'streamArn', 'not be null'));
  const stream = streams.find(arn);
  if (stream === undefined) throw streamNotFound(arn);
  return stream;
};

export const checkLimit = (limit: number | undefined, max: number): void => {
  if (limit === undefined || (limit >= 1 && limit <= max)) return;
  const must = limit < 1 ? 'have value greater than or equal to 1' : `have value less than or equal to ${max}`;
  throw constraintError(brokenConstraint(limit, 'limit', must));
};
