import { invalidParameter } from '../sns-errors.ts';
import { type BackoffFunction, type RetryPhases, totalWaitMs } from './retry-phases.ts';

/** https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html#creating-delivery-policy, for HTTP and HTTPS only. */
export interface HealthyRetryPolicy {
  readonly minDelayTarget: number;
  readonly maxDelayTarget: number;
  readonly numRetries: number;
  readonly numMaxDelayRetries: number;
  readonly numNoDelayRetries: number;
  readonly numMinDelayRetries: number;
  readonly backoffFunction: BackoffFunction;
}

/** In AWS's order. */
const DEFAULTS: HealthyRetryPolicy = {
  minDelayTarget: 20,
  maxDelayTarget: 20,
  numRetries: 3,
  numMaxDelayRetries: 0,
  numNoDelayRetries: 0,
  numMinDelayRetries: 0,
  backoffFunction: 'linear',
};
export const CONTENT_TYPE_DEFAULT = 'text/plain; charset=UTF-8';
const CONTENT_TYPE = /^[\w.+-]+\/[\w.+*-]+(; ?charset=[\w-]+)?$/i;
const DELAY_SECONDS_MAX = 3_600;
const RETRIES_MAX = 100;
/** "The total policy retry time for an HTTP/S endpoint cannot be greater than 3,600 seconds." */
const TOTAL_MS_MAX = 3_600_000;

export type Retries = Partial<HealthyRetryPolicy> | null;
export type Throttle = { readonly maxReceivesPerSecond: number } | null;
export type RequestPolicy = { readonly headerContentType: string } | null;

/** Reads parts of a policy. AWS's error messages are not known. */
export const readRetries = (value: unknown): Retries => {
  const given = membersOf(value, 'healthyRetryPolicy', Object.keys(DEFAULTS));
  if (given === null) return null;
  const { backoffFunction, ...numbers } = given;
  for (const [name, number] of Object.entries(numbers)) {
    if (typeof number !== 'number' || !Number.isInteger(number) || number < 0) throw refused(`${name} must be a whole number from 0`);
  }
  if (backoffFunction !== undefined && !['arithmetic', 'exponential', 'geometric', 'linear'].includes(String(backoffFunction)))
    throw refused('backoffFunction must be arithmetic, exponential, geometric or linear');
  const policy = given as Partial<HealthyRetryPolicy>;
  checkRetries(effectiveRetries(policy));
  return policy;
};

export const readThrottle = (value: unknown): Throttle => {
  const given = membersOf(value, 'throttlePolicy', ['maxReceivesPerSecond']);
  if (given === null) return null;
  const { maxReceivesPerSecond } = given;
  if (typeof maxReceivesPerSecond !== 'number' || !(maxReceivesPerSecond >= 1)) throw refused('maxReceivesPerSecond must be 1 or more');
  return { maxReceivesPerSecond };
};

export const readRequestPolicy = (value: unknown): RequestPolicy => {
  const given = membersOf(value, 'requestPolicy', ['headerContentType']);
  if (given === null) return null;
  const { headerContentType } = given;
  if (typeof headerContentType !== 'string' || !CONTENT_TYPE.test(headerContentType)) throw refused('headerContentType is not supported');
  return { headerContentType };
};

/** The members of an object that may have no others; `null` when it is not given. */
export const membersOf = (value: unknown, name: string, known: readonly string[]): Readonly<Record<string, unknown>> | null => {
  if (value === undefined || value === null) return null;
  if (typeof value !== 'object' || Array.isArray(value)) throw refused(`${name} must be an object`);
  const unknown = Object.keys(value).find((member) => !known.includes(member));
  if (unknown !== undefined) throw refused(`local-aws does not support ${unknown} of ${name}`);
  return value as Record<string, unknown>;
};

export const effectiveRetries = (given: Retries): HealthyRetryPolicy => ({ ...DEFAULTS, ...given });

export const phasesOf = (policy: HealthyRetryPolicy): RetryPhases => {
  const { numRetries, numNoDelayRetries, numMinDelayRetries, numMaxDelayRetries } = policy;
  return {
    withoutDelay: numNoDelayRetries,
    preBackoff: numMinDelayRetries,
    backoff: numRetries - numNoDelayRetries - numMinDelayRetries - numMaxDelayRetries,
    postBackoff: numMaxDelayRetries,
    minMs: policy.minDelayTarget * 1_000,
    maxMs: policy.maxDelayTarget * 1_000,
    grows: policy.backoffFunction,
  };
};

const checkRetries = (policy: HealthyRetryPolicy): void => {
  const { minDelayTarget, maxDelayTarget, numRetries } = policy;
  if (minDelayTarget < 1 || minDelayTarget > maxDelayTarget) throw refused('minDelayTarget must be from 1 to maxDelayTarget');
  if (maxDelayTarget > DELAY_SECONDS_MAX) throw refused(`maxDelayTarget must be at most ${DELAY_SECONDS_MAX}`);
  if (numRetries > RETRIES_MAX) throw refused(`numRetries must be at most ${RETRIES_MAX}`);
  const phases = phasesOf(policy);
  if (phases.backoff < 0) throw refused('the retries of the phases must not be more than numRetries');
  if (totalWaitMs(phases) > TOTAL_MS_MAX) throw refused(`all retries together must not take longer than ${TOTAL_MS_MAX / 1_000} seconds`);
};

export const refused = (why: string) => invalidParameter(`DeliveryPolicy: ${why}`);
