export type TopologyErrorCode =
  /** There is no synthesized Terraform where it was looked for. */
  | 'NOT_SYNTHESIZED'
  /** An expression refers to something that the stack does not have, or to a value that only a deployment tells. */
  | 'UNRESOLVED_REFERENCE'
  /** A Terraform expression that is more than a reference. */
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
