export type TopologyErrorCode =
  /** The path does not contain synthesized Terraform. */
  | 'NOT_SYNTHESIZED'
  /** An expression refers to something that the stack does not have, or to a value that only a deployment knows. */
  | 'UNRESOLVED_REFERENCE'
  /** A Terraform expression of a kind that the reader does not evaluate. */
  | 'UNSUPPORTED_EXPRESSION'
  /** Two values refer to each other. */
  | 'CYCLE';

export class TopologyError extends Error {
  override readonly name = 'TopologyError';
  readonly code: TopologyErrorCode;
  readonly retryable = false;

  constructor(code: TopologyErrorCode, message: string, options: { readonly cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
  }
}
