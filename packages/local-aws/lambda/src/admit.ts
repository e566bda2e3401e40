import { AwsError } from '@plumbline/local-aws-kernel';

export type Admission = 'ok' | 'throttled';

export interface AdmissionFacts {
  /** Concurrent invocations reserved for the function, which are also its limit; 0 stops it. Without it, nothing is throttled. */
  readonly reserved: number | undefined;
  /** Admitted invocations of the function that have not ended: they run, or wait for this machine. */
  readonly inFlight: number;
}

/**
 * Whether a further invocation may begin. Every invocation passes this check, whatever its source.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html
 */
export const admit = ({ reserved, inFlight }: AdmissionFacts): Admission =>
  reserved !== undefined && inFlight >= reserved ? 'throttled' : 'ok';

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html#API_Invoke_Errors */
export const rateExceeded = (): AwsError =>
  new AwsError('TooManyRequestsException', 'Rate Exceeded.', {
    status: 429,
    fields: { Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded' },
  });

/** Whether Lambda temporarily refused to run a function: throttling, or a failure of its own. An error of the function is not a refusal. */
export const isPassing = (error: unknown): error is AwsError => error instanceof AwsError && (error.status === 429 || error.status >= 500);
