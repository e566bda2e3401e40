import { AwsError, brokenConstraint, constraintError } from '@plumbline/local-aws-kernel';

/** Throws AWS's ValidationException unless `value` is within its bounds; `undefined` is always valid. */
export const checkRange = (member: string, value: number | undefined, min: number, max: number): void => {
  if (value === undefined || (value >= min && value <= max)) return;
  const bound = value < min ? `greater than or equal to ${min}` : `less than or equal to ${max}`;
  throw validation(member, value, `have value ${bound}`);
};

/** @see https://docs.aws.amazon.com/lambda/latest/api/CommonErrors.html */
export const validation = (member: string, value: string | number | undefined, must: string): AwsError =>
  constraintError(brokenConstraint(value, member, must));

/** Lambda's error for a request that is well-formed but invalid. */
export const invalidParameter = (message: string): AwsError => new AwsError('InvalidParameterValueException', message);

export const notFound = (message: string): AwsError => new AwsError('ResourceNotFoundException', message, { status: 404 });
