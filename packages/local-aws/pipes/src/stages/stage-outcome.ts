import type { TargetFailure } from '@plumbline/local-aws-kernel';
import { targetFailure } from '@plumbline/local-aws-kernel';

/**
 * An error of AWS, which does not count as a retry; the customer's errors do, such as a missing permission or an error of the function.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-error-troubleshooting.html#eb-pipes-error-invoke
 */
export const isInternal = ({ reason }: TargetFailure): boolean => reason === 'throttled' || reason === 'unreachable' || reason === 'failed';

/** The failure of a synchronous call, by its HTTP status. */
export const callFailure = (status: number, code: string, message: string): TargetFailure =>
  targetFailure(status === 429 ? 'throttled' : status >= 500 ? 'failed' : status === 404 ? 'missing' : 'rejected', code, message);

/** An error of the customer's own code. */
export const codeFailure = (code: string, message: string): TargetFailure => targetFailure('rejected', code, message, { retryable: true });
