import type { Retrier, State } from '../asl/state-machine.ts';
import { type StateFailure, TIMEOUT } from '../state-failure.ts';
import type { Frame, StoredFailure } from './records.ts';

/**
 * Whether a list of ErrorEquals matches a failure. States.TaskFailed matches every error but a timeout. A caught
 * States.DataLimitExceeded follows what was recorded on AWS (States.ALL catches it) against its documentation.
 */
export const errorMatches = (errors: readonly string[], failure: StoredFailure): boolean =>
  errors.some(
    (name) =>
      name === failure.error ||
      name === 'States.ALL' ||
      (name === 'States.TaskFailed' && failure.error !== TIMEOUT) ||
      (name === 'States.HeartbeatTimeout' && failure.heartbeat === true) ||
      // AWS reports the branch's own error; whether it matches this name too is documented, not recorded.
      (name === 'States.BranchFailed' && failure.branch === true),
  );

/** A failure with the state's name in its message, where AWS adds it. */
export const storedFailure = (failure: StateFailure, frame: Frame): StoredFailure => {
  const { error, explanation, location, heartbeat } = failure;
  const prefix = `An error occurred while executing the state '${frame.state}' (entered at the event id #${frame.progress.enteredEvent}). `;
  return {
    error,
    ...(explanation === undefined ? {} : { cause: failure.namesState ? `${prefix}${explanation}` : explanation }),
    ...(location === undefined ? {} : { location }),
    ...(heartbeat ? { heartbeat } : {}),
  };
};

/** The retrier that handles a failure, with its previous attempts; `undefined` when none matches or its attempts are exhausted. */
export const retrierFor = (
  state: State,
  frame: Frame,
  failure: StoredFailure,
): { readonly index: number; readonly attempts: number } | undefined => {
  if (!('retriers' in state)) return undefined;
  // The first match decides, even when its attempts are exhausted.
  const index = state.retriers.findIndex(({ errors }) => errorMatches(errors, failure));
  const attempts = frame.progress.attempts[index] ?? 0;
  return index < 0 || attempts >= (state.retriers[index]?.maxAttempts ?? 0) ? undefined : { index, attempts };
};

/** In milliseconds. @param attempts those before */
export const retryDelay = (
  { intervalSeconds, backoffRate, maxDelaySeconds, jitter }: Retrier,
  attempts: number,
  random: () => number,
): number => {
  const seconds = Math.min(intervalSeconds * backoffRate ** attempts, maxDelaySeconds ?? Number.POSITIVE_INFINITY);
  return Math.round(seconds * 1_000 * (jitter ? random() : 1));
};
