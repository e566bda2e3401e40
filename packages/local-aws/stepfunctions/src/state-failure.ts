/**
 * An error that a state reports: Retry and Catch match its `error`.
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
 */
export class StateFailure extends Error {
  override readonly name = 'StateFailure';
  readonly error: string;
  /** The explanation; absent for timeouts. */
  readonly explanation: string | undefined;
  /** The field of the state that could not be evaluated, such as `Output/total`: for JSONata only. */
  readonly location: string | undefined;
  /** Whether the explanation names the state: AWS adds the name to its own errors, not to those of a task. */
  readonly namesState: boolean;
  /** A missed heartbeat, which is reported as States.Timeout but can be caught by its own name. */
  readonly heartbeat: boolean;

  constructor(
    error: string,
    explanation: string | undefined,
    options: { readonly location?: string; readonly namesState?: boolean; readonly heartbeat?: boolean } = {},
  ) {
    super(`${error}: ${explanation ?? ''}`);
    this.error = error;
    this.explanation = explanation;
    this.location = options.location;
    this.namesState = options.namesState ?? false;
    this.heartbeat = options.heartbeat ?? false;
  }
}

/** Ends the whole execution: no Retry and no Catch sees it. */
export const RUNTIME = 'States.Runtime';
export const TIMEOUT = 'States.Timeout';
export const DATA_LIMIT_EXCEEDED = 'States.DataLimitExceeded';
export const QUERY_EVALUATION_ERROR = 'States.QueryEvaluationError';

/** The error of JSONPath states, also for intrinsic functions, parameters and choices: AWS reserves their own names for future use. */
export const runtimeFailure = (explanation: string): StateFailure => new StateFailure(RUNTIME, explanation, { namesState: true });
